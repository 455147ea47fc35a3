"""Airframes of multirotor drones and the spray gear below some of them.

The hub is about (0, 0, height), the legs stand on z = 0, the front faces -y. Owns no class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, blob, ground, pick
from datasets.studio.designs._furniture import between, cable, pipe, rod, tone
from datasets.studio.labels import Label
from datasets.studio.parts import Material, Part, moved

CARBON: Colour = (0.02, 0.021, 0.023)


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes of an airframe in metres.

    Args:
        reach: from the middle to a rotor axis.
        arms: number of arms, four to eight.
        height: of the arms above the ground.
        hub: half the hub's width.
        colour: of the shell.
    """

    reach: float
    arms: int
    height: float
    hub: float
    colour: Colour

    @property
    def angles(self) -> list[float]:
        """Directions of the arms, degrees; none points forward."""
        return [360 / self.arms * (i + 0.5) - 90 for i in range(self.arms)]


def draw_frame(rng: np.random.Generator, low: float, high: float, tall: float) -> Frame:
    """A drawn airframe with a reach from low to high and legs of about `tall` times the reach."""
    reach = between(rng, low, high)
    colour = tone(rng, "black", "charcoal", "charcoal", "grey", "white", "light", "olive", "orange")
    return Frame(
        reach=reach,
        arms=pick(rng, (4, 4, 6, 6, 8)) if reach > 0.3 else 4,
        height=reach * tall * between(rng, 0.9, 1.15),
        hub=reach * between(rng, 0.36, 0.46),
        colour=colour,
    )


def airframe(rng: np.random.Generator, frame: Frame, legs: bool = True) -> list[Part]:
    """Hub, arms, motors, rotors, battery, aerials and, if asked for, two landing skids."""
    z, hub, reach = frame.height, frame.hub, frame.reach
    keys = [(-0.22 * hub, 1.7 * hub, 1.7 * hub, 0, 0), (-0.1 * hub, 2 * hub, 2.1 * hub, 0, 0)]
    keys += [(0.12 * hub, 2 * hub, 2.1 * hub, 0, 0), (0.34 * hub, 1.3 * hub, 1.5 * hub, 0, 0)]
    keys += [(0.42 * hub, 0.9 * hub, 1.1 * hub, 0, 0)]
    shell = blob(keys, pick(rng, (2.6, 3.5, 6.0)), 24, 40)
    parts = [Part(s.at(shell, s.move(z=z)), "plastic", frame.colour)]
    tube = 0.03 * reach
    spokes, caps = [], []
    for angle in frame.angles:
        c, n = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        spokes.append(rod((0.7 * hub * c, 0.7 * hub * n, z), (reach * c, reach * n, z), tube))
        root = s.at(s.cylinder(1.5 * tube, 3 * tube, 20), s.align_z((c, n, 0)))
        caps.append(s.at(root, s.move(1.08 * hub * c, 1.08 * hub * n, z)))
    parts.append(Part(s.join(*spokes), "plastic", CARBON))
    parts.append(
        Part(s.join(*caps), "plastic", pick(rng, (BLACK, frame.colour, (0.5, 0.02, 0.02))))
    )
    parts += _rotors(rng, frame, tube)
    pack = s.at(s.box(0.9 * hub, 1.3 * hub, 0.4 * hub, 0.04 * hub), s.move(z=z + 0.5 * hub))
    parts.append(Part(pack, "matte_plastic", tone(rng, "black", "charcoal", "yellow", "grey")))
    mast = rod((0.5 * hub, 0.6 * hub, z), (0.5 * hub, 0.6 * hub, z + 0.9 * hub), 0.02 * hub + 0.001)
    puck = s.at(s.cylinder(0.2 * hub, 0.07 * hub), s.move(0.5 * hub, 0.6 * hub, z + 0.92 * hub))
    parts.append(Part(s.join(mast, puck), "plastic", pick(rng, (BLACK, (0.7, 0.7, 0.68)))))
    return parts + (skids(frame) if legs else [])


def skids(frame: Frame, wide: float = 1.35) -> list[Part]:
    """Two slanting legs a side on a tube with foam ends, `wide` hubs out."""
    z, hub = frame.height, frame.hub
    r = 0.018 * frame.reach + 0.003
    tubes, ends = [], []
    for side in (-1, 1):
        x = side * wide * hub
        for y in (-0.45 * hub, 0.45 * hub):
            tubes.append(rod((side * 0.7 * hub, y, z), (x, y, r), 0.8 * r))
        tubes.append(rod((x, -1.2 * hub, r), (x, 1.2 * hub, r), r))
        for way in (-1, 1):
            ends.append(rod((x, way * 0.85 * hub, r), (x, way * 1.25 * hub, r), 1.5 * r))
    return [Part(s.join(*tubes), "plastic", CARBON), Part(s.join(*ends), "foam", BLACK)]


def spray_gear(
    rng: np.random.Generator, frame: Frame, label: Label, tank: Colour, boom: float
) -> list[Part]:
    """A tank under the hub with a label on front and back, pump, hoses and a boom of nozzles."""
    hub, z = frame.hub, frame.height
    wide, deep, tall = 1.9 * hub, 1.5 * hub, min(1.2 * hub, 0.62 * z)
    top = z - 0.2 * hub
    keys = [(0, 0.6 * wide, 0.6 * deep, 0, 0), (0.1 * tall, 0.85 * wide, 0.85 * deep, 0, 0)]
    keys += [(0.35 * tall, wide, deep, 0, 0), (0.9 * tall, wide, deep, 0, 0)]
    keys += [(tall, 0.9 * wide, 0.9 * deep, 0, 0)]
    body = s.at(blob(keys, 4.5, 30, 40), s.move(z=top - tall))
    parts = [Part(body, "plastic", tank)]
    print_wide = 0.7 * wide
    for side, spin in ((-1, 0.0), (1, 180.0)):
        spot = (0.0, side * (0.5 * deep + 0.002), top - 0.42 * tall)
        parts.append(ink.facing(label, print_wide, spot, spin))
    cap = s.cylinder(0.28 * hub, 0.2 * hub)
    parts.append(Part(s.at(cap, s.move(0, -0.75 * hub, top + 0.04 * hub)), "plastic", BLACK))
    low = top - 0.8 * tall
    bar = 0.012 * frame.reach + 0.004
    parts.append(Part(rod((-boom, 0.3 * deep, low), (boom, 0.3 * deep, low), bar), "aluminium"))
    tips, lines = [], []
    count = pick(rng, (4, 6, 8))
    for x in np.linspace(-0.97 * boom, 0.97 * boom, count):
        tips.append(_nozzle(float(x), 0.3 * deep, low, bar))
        start = (0.3 * float(np.sign(x)) * wide, 0.3 * deep, low + 0.15 * tall)
        mid = (0.6 * float(x), 0.3 * deep, low + 0.07 * tall)
        lines.append(cable([start, mid, (float(x), 0.3 * deep, low + bar)], 0.4 * bar))
    parts.append(Part(s.join(*tips), "plastic", pick(rng, (BLACK, (0.6, 0.03, 0.02)))))
    parts.append(Part(s.join(*lines), "rubber", BLACK))
    pump = s.at(s.box(0.35 * wide, 0.3 * deep, 0.25 * tall), s.move(0, 0.3 * deep, low))
    parts.append(Part(pump, "matte_plastic", BLACK, smooth=False))
    return parts


def show(
    rng: np.random.Generator, parts: list[Part], over: float = 0.4, nose_up: float = 0.35
) -> list[Part]:
    """Standing, nose up in a share, or in the share `over` laid on its back or its side."""
    kind = float(rng.random())
    tip = 0.0
    if kind < over:
        tip = pick(rng, (180.0, 180.0, 90.0, between(rng, 60, 120)))
    elif kind < over + nose_up:
        tip = between(rng, 35, 70)
    return ground(moved(parts, s.turn(-tip, (1, 0, 0))))


def wires(points: list[tuple[float, float, float]], radius: float, colour: Colour) -> Part:
    """A bundle of thin leads through points."""
    lines = [
        cable([(x + d, y, z) for x, y, z in points], radius)
        for d in (-2.2 * radius, 0.0, 2.2 * radius)
    ]
    return Part(s.join(*lines), "rubber", colour)


def bracket(frame: Frame, wide: float, low: float) -> Part:
    """Four struts from the hub down to a payload `wide` across whose top is at height `low`."""
    top = frame.height - 0.1 * frame.hub
    r = 0.012 * frame.reach + 0.002
    struts = [
        pipe(
            [
                (0.5 * x * wide, y * 0.5 * frame.hub, top),
                (0.5 * x * wide, y * 0.5 * frame.hub, low),
            ],
            r,
        )
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return Part(s.join(*struts), "aluminium")


def _rotors(rng: np.random.Generator, frame: Frame, tube: float) -> list[Part]:
    """A motor on the end of each arm and its two-bladed rotor, each at an angle of its own."""
    reach, z = frame.reach, frame.height
    long = between(rng, 0.55, 0.72) * reach * float(np.sin(np.pi / frame.arms)) ** 0.7
    bell = [(1.6 * tube, -tube), (2.0 * tube, 0.6 * tube), (2.0 * tube, 2.2 * tube)]
    motor = s.lathe([(0, -tube), *bell, (1.2 * tube, 2.6 * tube), (0, 2.6 * tube)], 28)
    rotor = _rotor(long, tube)
    motors, rotors = [], []
    for angle in frame.angles:
        spot = s.move(reach * np.cos(np.radians(angle)), reach * np.sin(np.radians(angle)), z)
        motors.append(s.at(motor, spot))
        rotors.append(s.at(rotor, s.turn(between(rng, 0, 360)), s.move(z=3.0 * tube), spot))
    shade = pick(rng, (BLACK, BLACK, (0.1, 0.1, 0.11), (0.7, 0.7, 0.7)))
    metal: Material = pick(rng, ("dark_steel", "aluminium"))
    return [Part(s.join(*motors), metal), Part(s.join(*rotors), "plastic", shade)]


def _rotor(long: float, tube: float) -> trimesh.Trimesh:
    """Two blades of length `long` on a hub; twisted, broadest at a third."""
    edge = [(0, 0.012), (0.12, 0.03), (0.3, 0.075), (0.6, 0.06), (0.95, 0.035), (1.0, 0.01)]
    back = [(x, -0.35 * y) for x, y in reversed(edge)]
    blade = s.extrude(np.array(edge + back) * long, max(0.008 * long, 0.0015))
    blade = s.at(blade, s.turn(9, (1, 0, 0)))
    cap = s.at(s.cylinder(0.9 * tube, 0.8 * tube, 20), s.move(z=0.2 * tube))
    return s.join(blade, s.at(blade, s.turn(180)), cap)


def _nozzle(x: float, y: float, z: float, bar: float) -> trimesh.Trimesh:
    """A spray nozzle below a boom."""
    line = [(0, -4.5 * bar), (0.7 * bar, -4.5 * bar), (1.5 * bar, -3 * bar), (1.5 * bar, 0), (0, 0)]
    return s.at(s.lathe(line, 16), s.move(x, y, z))
