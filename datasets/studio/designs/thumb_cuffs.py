"""Thumb-cuffs, finger-cuffs and thumbscrews: holes of 15 to 30 mm, hinged, linked or screwed."""

from __future__ import annotations

import numpy as np
import trimesh
from manifold3d import CrossSection, JoinType

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick, timber
from datasets.studio.designs._hardware import (
    capsule,
    draw_iron,
    draw_metal,
    slack,
    small_key,
    thread,
)
from datasets.studio.designs._limb_forms import form_finish
from datasets.studio.designs._ratchet import HOLE, SWEEP, CuffForm, Finish, eyelet, ratchet_cuff
from datasets.studio.parts import Part, moved


def hinged_thumb_cuffs(rng: np.random.Generator) -> list[Part]:
    """Two tiny ratchet cuffs on a hinge plate, flat or part folded."""
    form, finish = _small_form(rng)
    k, end = form.unit, form.chain_end
    reach = float(rng.uniform(5, 11)) * k
    fold = float(pick(rng, (0.0, 0.0, rng.uniform(15, 80))))
    parts: list[Part] = []
    for side in (0, 180):
        cuff = ratchet_cuff(form, _state(rng), finish, finish, eyelet=False)
        leaf = s.at(s.box(24 * k, 10 * k, form.thickness * 0.6), s.move(y=4 * k))
        barrel = s.at(s.cylinder(4.2 * k, 26 * k, 20), s.turn(90, (0, 1, 0)))
        half = [*moved(cuff, s.move(y=end + 3 * k)), Part(s.join(leaf, barrel), *finish)]
        parts += moved(half, s.turn(side) @ s.move(y=reach) @ s.turn(fold / 2, (1, 0, 0)))
    plate = s.box(22 * k, 2 * reach, form.thickness * 0.45, 0.6 * k)
    return _with_key(rng, [*parts, Part(plate, *finish)])


def linked_thumb_cuffs(rng: np.random.Generator) -> list[Part]:
    """Two tiny ratchet cuffs on one or two short links."""
    form, finish = _small_form(rng)
    k = form.unit
    length = k * 19 * int(rng.integers(1, 3))
    bend = float(rng.uniform(-10, 45))
    parts: list[Part] = []
    ends = []
    for side in (1, -1):
        ring, point = eyelet(form, float(rng.uniform(0, 90)))
        cuff = [*ratchet_cuff(form, _state(rng), finish, finish), Part(ring, *finish)]
        place = s.move(side * length * 0.46) @ s.turn(-90 * side + side * bend)
        parts += moved(cuff, place @ s.move(*-point))
        ends.append(place[:3, 3])
    links = s.chain_along(slack(ends[0], ends[1], length, (0, -1, 0)), 24 * k, 17 * k, 2.8 * k)
    return _with_key(rng, [*parts, Part(links, *finish)])


def plate_thumb_cuffs(rng: np.random.Generator) -> list[Part]:
    """A plate with two round holes, hinged at one end or split along the holes, lock between."""
    return _with_key(rng, _plate(rng, 2, draw_metal(rng, 0.05))[0])


def finger_cuffs(rng: np.random.Generator) -> list[Part]:
    """A split bar with four holes in a row."""
    return _with_key(rng, _plate(rng, 4, draw_metal(rng, 0.05))[0])


def thumbs_in_cuffs(rng: np.random.Generator) -> list[Part]:
    """A closed plate or a hinged pair on a dummy's two thumbs, which stand on a wooden foot."""
    if chance(rng, 0.5):
        parts, apart = _plate(rng, 2, draw_metal(rng, 0.03), closed=True)
        middle = 0.0
    else:
        form, finish = _small_form(rng)
        k, apart = form.unit, form.chain_end + 5 * form.unit
        middle = 0.5 * k
        parts = [Part(s.box(2.4 * apart - 60 * k, 18 * k, form.thickness * 0.5), *finish)]
        for side in (90, -90):
            cuff = ratchet_cuff(form, 24.0, finish, finish, eyelet=False)
            parts += moved(cuff, s.turn(side) @ s.move(y=apart))
    finish, base = form_finish(rng), float(rng.uniform(0.035, 0.06))
    for side in (1, -1):
        tip = float(rng.uniform(0.022, 0.034))
        limb = capsule(
            [(side * apart * 1.15, 0, -base), (side * apart, middle, 0), (side * apart, 0, tip)],
            [0.0115, 0.0092, 0.0085],
        )
        nail = s.at(
            s.sphere(0.0062, 2), s.scale(1, 0.35, 1.3), s.move(side * apart, -0.0072, tip - 0.004)
        )
        parts.append(Part(s.join(limb, nail), *finish))
    foot = s.at(s.box(2.3 * apart + 0.044, 0.044, 0.014, 0.003), s.move(z=-base - 0.009))
    return ground([*parts, Part(foot, "wood", timber(rng))])


def thumbscrew(rng: np.random.Generator) -> list[Part]:
    """The old small vice: two iron bars on posts, pressed together by a screw with wings."""
    finish = draw_iron(rng) if chance(rng, 0.7) else draw_metal(rng, 0.0)
    long, deep, tall = (
        float(rng.uniform(*r)) for r in ((0.06, 0.085), (0.011, 0.016), (0.005, 0.009))
    )
    gap, rise = float(rng.uniform(0.008, 0.022)), float(rng.uniform(0.045, 0.065))
    low = s.at(s.box(long, deep, tall, 0.001), s.move(z=tall / 2))
    high = s.at(s.box(long, deep, tall, 0.001), s.move(z=tall * 1.5 + gap))
    posts = [
        s.at(s.cylinder(0.0042, rise, 20), s.move(x, 0, rise / 2))
        for x in (-long * 0.42, long * 0.42)
    ]
    top = s.at(s.box(long, deep * 0.8, tall, 0.001), s.move(z=rise))
    start = tall * 2 + gap
    screw = s.at(thread(0.0048, rise + 0.018 - start, 0.0016), s.move(z=start))
    wings = _wings(rng, rise + 0.02)
    studs = []
    if chance(rng, 0.6):
        for x in np.linspace(-long * 0.3, long * 0.3, int(rng.integers(3, 7))):
            studs.append(s.at(s.cone(0.0022, min(gap * 0.45, 0.004), 8), s.move(float(x), 0, tall)))
    mesh = s.join(low, high, top, *posts, screw, wings, *studs)
    parts = [Part(mesh, *finish)]
    return ground(moved(parts, s.turn(float(pick(rng, (0, 90, 90))), (1, 0, 0))))


def _small_form(rng: np.random.Generator) -> tuple[CuffForm, Finish]:
    span = float(rng.uniform(0.0215, 0.0275))
    form = CuffForm(
        span=span,
        thickness=float(rng.uniform(0.0065, 0.0095)),
        bow_width=span * float(rng.uniform(0.125, 0.16)),
        body=float(rng.uniform(0.9, 1.4)),
        pitch=float(rng.uniform(0.0016, 0.0024)),
    )
    return form, draw_metal(rng, 0.06)


def _state(rng: np.random.Generator) -> float:
    return float(rng.uniform(5, SWEEP)) if chance(rng, 0.7) else float(rng.uniform(-110, -20))


def _plate(
    rng: np.random.Generator, count: int, finish: Finish, closed: bool = False
) -> tuple[list[Part], float]:
    """Two halves along x with `count` holes, hinge left, lock right or between; half the gap."""
    hole = float(rng.uniform(0.0085, 0.0125))
    gap = hole * 2 + float(rng.uniform(0.006, 0.012 if count > 2 else 0.018))
    xs = (np.arange(count) - (count - 1) / 2) * gap
    wall, tall = float(rng.uniform(0.0035, 0.0055)), float(rng.uniform(0.005, 0.011))
    rings = [CrossSection.circle(hole + wall, 48).translate((float(x), 0.0)) for x in xs]
    serrated = int(rng.integers(14, 20)) if chance(rng, 0.35) else 0
    holes = [_hole(hole, float(x), serrated) for x in xs]
    ends = [
        CrossSection.circle(hole * 0.5, 32).translate((x, 0.0))
        for x in (xs[0] - hole * 1.7, xs[-1] + hole * 1.7)
    ]
    bar = CrossSection.batch_hull(ends)
    body = CrossSection.batch_hull(rings) if chance(rng, 0.5) else _add(rings)
    body = (
        (body + bar).offset(-0.003, JoinType.Round, 2.0, 24).offset(0.003, JoinType.Round, 2.0, 24)
    )
    solid = body - _add(holes)
    slit = 0.00035
    far = CrossSection.square((0.3, 0.1)).translate((-0.15, slit))
    spread = 0.0 if closed else float(pick(rng, (0, 0, rng.uniform(12, 60))))
    left = float(xs[0] - hole * 1.75)
    upper = s.at(_raise(solid ^ far, tall), s.turn(spread, about=(left, 0, 0)))
    lower = _raise(solid ^ far.mirror((0.0, 1.0)), tall)
    pin = s.at(s.cylinder(0.0034, tall * 1.25, 24), s.move(left, 0, tall / 2))
    lock, hole_part = _lock(rng, float(xs[-1] + hole * 1.75), tall, count)
    metal = Part(s.join(upper, lower, pin, lock), *finish)
    return [metal, hole_part], gap / 2


def _hole(radius: float, x: float, teeth: int) -> CrossSection:
    """A round or serrated hole."""
    angle = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    wave = 0.0013 * np.abs((angle * teeth / np.pi) % 2 - 1) * (teeth > 0)
    ring = np.stack([np.cos(angle), np.sin(angle)], 1) * (radius + wave)[:, None]
    return CrossSection([np.ascontiguousarray(ring, dtype=np.float32)]).translate((x, 0.0))


def _lock(
    rng: np.random.Generator, right: float, tall: float, count: int
) -> tuple[trimesh.Trimesh, Part]:
    """The lock barrel, at the right end or between the two holes, with its dark keyhole."""
    x = right if count > 2 or chance(rng, 0.5) else 0.0
    wide = float(rng.uniform(0.010, 0.014))
    if chance(rng, 0.5):
        case = s.at(s.cylinder(wide * 0.55, tall * 1.35, 32), s.move(x, 0, tall * 0.55))
    else:
        case = s.at(s.box(wide, wide * 1.3, tall * 1.4, 0.001), s.move(x, 0, tall * 0.55))
    top = tall * 1.25
    hole = s.join(
        s.at(s.cylinder(0.0019, 0.0006, 20), s.move(x, 0.001, top)),
        s.at(s.box(0.0013, 0.0042, 0.0006), s.move(x, -0.0012, top)),
    )
    return case, Part(hole, *HOLE)


def _wings(rng: np.random.Generator, z: float) -> trimesh.Trimesh:
    """A wing nut, a ring handle or a cross bar."""
    kind = int(rng.integers(3))
    if kind == 0:
        ears = [
            s.at(s.cylinder(0.0085, 0.003, 28), s.turn(90, (1, 0, 0)), s.move(x, 0, 0.004))
            for x in (0.008, -0.008)
        ]
        mesh = s.join(s.cylinder(0.0055, 0.009, 24), *ears)
    elif kind == 1:
        mesh = s.at(s.torus(0.012, 0.0025), s.turn(90, (1, 0, 0)), s.move(z=0.012))
    else:
        bar = s.at(s.cylinder(0.0025, 0.045, 16), s.turn(90, (0, 1, 0)))
        knobs = [s.at(s.sphere(0.0042, 2), s.move(x)) for x in (0.0225, -0.0225)]
        mesh = s.join(bar, *knobs, s.cylinder(0.0055, 0.010, 24))
    return s.at(mesh, s.move(z=z))


def _add(sections: list[CrossSection]) -> CrossSection:
    total = sections[0]
    for section in sections[1:]:
        total = total + section
    return total


def _raise(section: CrossSection, height: float) -> trimesh.Trimesh:
    bevel = 0.0006
    mesh = section.extrude(height - bevel).to_mesh()
    lip = section.offset(-bevel, JoinType.Round, 2.0, 24).extrude(height).to_mesh()
    made = [trimesh.Trimesh(m.vert_properties[:, :3], m.tri_verts) for m in (mesh, lip)]
    return s.join(*made)


def _with_key(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Turned by chance; in half of the cases a tiny key lies beside."""
    parts = ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))
    if not chance(rng, 0.45):
        return parts
    low, high = parts[0].mesh.bounds
    place = s.move(float(rng.uniform(low[0], high[0])), float(low[1]) - 0.02)
    key = small_key(rng, ("steel", None), 0.0008)
    return parts + moved(key, place @ s.turn(float(rng.uniform(0, 360))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "thumb_cuffs": (
        hinged_thumb_cuffs,
        linked_thumb_cuffs,
        plate_thumb_cuffs,
        thumbs_in_cuffs,
    )
}
