"""Path-traced pictures of parts: rendered, never photographed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio import camera, geometry, ground, light, materials, scene, sensor, tone
from datasets.studio.parts import Part
from datasets.studio.props import veil
from datasets.studio.wear import NEW, Wear

VARIANT = "scalar_rgb"  # llvm_ad_rgb crashed with the distribution's LLVM 15 (pilot)
GPU_VARIANT = "cuda_ad_rgb"
BOUNCES = 4  # path length; beyond it little visible changes
GROUND_TILE = (0.8, 2.5)  # object radii that one repeat of a ground's grain covers


@dataclass(frozen=True, slots=True)
class Shot:
    """Everything a picture shows, and how it is taken.

    Args:
        subject: the good, standing on z = 0, metres.
        view: the camera's direction; it frames `focus`, or else the subject.
        on: what it lies on; None leaves the ground transparent.
        lit: the light.
        exposure: brightness and colour balance of the camera.
        around: other things in the scene, opaque.
        clear: film that lies over everything; it hides nothing of the subject's mask.
        lens: depth of field, shake and noise.
        focus: points to frame, (N, 3) metres, or None.
        wear: how worn the subject is; what lies round it is new.
    """

    subject: list[Part]
    view: scene.View
    on: ground.Ground | None = None
    lit: light.Light = light.EVEN
    exposure: tone.Exposure = tone.NEUTRAL
    around: list[Part] | None = None
    clear: list[Part] | None = None
    lens: camera.Lens = camera.PINHOLE
    focus: scene.Points | None = None
    wear: Wear = NEW


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered picture and what is known of it.

    Args:
        pixels: (size, size, 4) uint8, sRGB with straight alpha; 255 throughout with a ground.
        mask: (size, size) bool, where the subject is seen, one ray a pixel.
        camera: where it was taken from.
    """

    pixels: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    camera: camera.Camera


def render(
    parts: list[Part],
    view: scene.View,
    size: int = 256,
    samples: int = 24,
    seed: int = 0,
    on: ground.Ground | None = None,
    lit: light.Light | None = None,
    exposure: tone.Exposure = tone.NEUTRAL,
) -> NDArray[np.uint8]:
    """The pixels of a picture of parts alone; see `Shot` and `Picture`."""
    shot = Shot(parts, view, on, lit or light.EVEN, exposure)
    return _Studio(shot, size, seed).pixels(samples)


def shoot(shot: Shot, size: int, samples: int, seed: int) -> Picture:
    """One picture; the same arguments give the same bytes on one machine.

    Args:
        shot: what to render.
        size: side of the square picture, px.
        samples: light paths a pixel.
        seed: draws surfaces, paths and noise.
    """
    studio = _Studio(shot, size, seed)
    return Picture(studio.pixels(samples), studio.mask(), studio.camera)


@cache
def variant() -> str:
    """Mitsuba's variant on this machine: CUDA where a GPU answers, else one thread a picture."""
    answers = GPU_VARIANT in mi.variants() and dr.has_backend(dr.JitBackend.CUDA)
    return GPU_VARIANT if answers else VARIANT


class _Studio:
    """A shot built up in Mitsuba, of which several pictures can be taken."""

    def __init__(self, shot: Shot, size: int, seed: int) -> None:
        mi.set_variant(variant())
        mi.set_log_level(mi.LogLevel.Error)  # it warns of every rounded sample count
        dr.set_thread_count(1)  # one picture, one thread: `--workers` spreads pictures
        self._shot, self._size, self._seed = shot, size, seed
        points = geometry.points([part.mesh for part in shot.subject])
        self._middle = (points.min(0) + points.max(0)) / 2
        self._radius = float(np.linalg.norm(np.ptp(points, axis=0))) / 2
        self.camera = camera.aim(points if shot.focus is None else shot.focus, shot.view)
        rng = np.random.default_rng(seed)
        palette = materials.Palette(rng, wear=shot.wear)
        self._subject = _shapes("part", shot.subject, palette)
        self._opaque = {} if shot.on is None else _floor(shot.on, self._radius, shot.view, rng)
        self._opaque |= _shapes("around", shot.around or [], materials.Palette(rng))
        self._film = veil.shapes(shot.clear, rng) if shot.clear else {}

    def pixels(self, samples: int) -> NDArray[np.uint8]:
        """Traces paths and develops the picture, (size, size, 4) uint8."""
        shot = self._shot
        linear = self._traced({**self._subject, **self._opaque}, BOUNCES, samples)
        if self._film:
            film = self._traced(self._film, veil.BOUNCES, max(samples // 2, 4))
            linear = veil.laid_over(linear, film, np.random.default_rng((self._seed, 2)))
        if shot.lens.shake > 0:
            linear = sensor.shaken(linear, shot.lens.shake, shot.lens.direction)
        grain = np.random.default_rng((self._seed, 1))
        opaque = shot.on is not None
        return tone.develop(linear, shot.exposure, opaque, shot.lens.noise, grain)

    def _traced(self, shapes: dict[str, Any], bounces: int, samples: int) -> NDArray[np.float32]:
        """Light that falls on the sensor from shapes, (size, size, 4) float32 premultiplied."""
        shot = self._shot
        path = {"type": "path", "max_depth": bounces, "hide_emitters": True}
        world = {
            **self._stage(path, samples),
            **light.emitters(shot.lit, self._middle, self._radius, shot.view.azimuth),
            **shapes,
        }
        traced = np.array(mi.render(_loaded(world), seed=mi.UInt32(self._seed)))
        return sensor.without_fireflies(traced)

    def mask(self) -> NDArray[np.bool_]:
        """Where the subject is what the first ray meets, (size, size) bool."""
        integrator = {"type": "aov", "aovs": "nearest:shape_index"}
        stage = self._stage(integrator, 1, filter="box")
        world = _loaded({**stage, **self._subject, **self._opaque})
        numbered = enumerate(world.shapes(), 1)  # 0 is a ray that meets nothing
        mine = {i for i, shape in numbered if shape in self._subject.values()}
        layers = np.array(mi.render(world, seed=mi.UInt32(self._seed)))
        return np.isin(np.round(layers[..., 0]).astype(int), sorted(mine))

    def _stage(self, integrator: dict[str, Any], samples: int, filter: str = "gaussian") -> Any:
        """Integrator, camera and film."""
        far = 4 * ground.REACH * self._radius
        lens = self._shot.lens if filter == "gaussian" else camera.PINHOLE
        sensor_of = self.camera.sensor(self._size, samples, far, self._radius, lens)
        sensor_of["film"]["rfilter"] = {"type": filter}
        return {"type": "scene", "integrator": integrator, "sensor": sensor_of}


def _loaded(world: dict[str, Any]) -> Any:
    """A scene with its shapes in the order given.

    Mitsuba's own merging of shapes orders them by memory address: one picture in fifteen came
    out with other noise. `_shapes` has merged them already.
    """
    return mi.load_dict(world, optimize=False)


def _shapes(
    name: str, parts: list[Part], palette: materials.Palette, tile: float | None = None
) -> dict[str, Any]:
    """One Mitsuba mesh for all parts that share a surface: few large ones load faster than many."""
    surfaces: dict[int, Any] = {}
    pieces: dict[int, list[geometry.Corners]] = {}
    for part in parts:
        surface = palette.bsdf(part)
        grain = palette.tile(part.material) if tile is None else tile
        surfaces[id(surface)] = surface
        pieces.setdefault(id(surface), []).append(geometry.corners(part.mesh, part.smooth, grain))
    return {
        f"{name}{i}": geometry.shape(pieces[key], surface)
        for i, (key, surface) in enumerate(surfaces.items())
    }


def _floor(
    on: ground.Ground, radius: float, view: scene.View, rng: np.random.Generator
) -> dict[str, Any]:
    sheets = ground.parts(on, radius, view, rng)
    return _shapes(
        "ground",
        sheets,
        materials.Palette(rng, chalky=True),
        radius * float(rng.uniform(*GROUND_TILE)),
    )
