"""Path-traced pictures of parts: rendered, never photographed."""

from __future__ import annotations

from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio import geometry, ground, light, materials, scene, tone
from datasets.studio.parts import Part

VARIANT = "scalar_rgb"  # llvm_ad_rgb crashed with the distribution's LLVM 15 (pilot)
BOUNCES = 4  # path length; beyond it little visible changes
GROUND_TILE = (0.8, 2.5)  # object radii that one repeat of a ground's grain covers


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
    """One picture; the same arguments give the same bytes on one machine.

    Args:
        parts: the object, standing on z = 0, metres.
        view: the camera.
        size: side of the square picture, px.
        samples: light paths a pixel.
        seed: draws surfaces and paths.
        on: what the object lies on; None leaves the ground transparent.
        lit: the light; None takes an even one.
        exposure: brightness and colour balance of the camera.

    Returns:
        (size, size, 4) uint8, sRGB with straight alpha; alpha is 255 throughout with a ground.
    """
    mi.set_variant(VARIANT)
    mi.set_log_level(mi.LogLevel.Error)  # it warns of every rounded sample count
    dr.set_thread_count(1)  # one picture, one thread: `--workers` spreads pictures
    points = geometry.points([part.mesh for part in parts])
    eye, target = scene.frame(points, view)
    middle = (points.min(0) + points.max(0)) / 2
    radius = float(np.linalg.norm(np.ptp(points, axis=0))) / 2
    world = _stage(view, eye, target, radius, size, samples)
    world.update(light.emitters(lit or light.EVEN, middle, radius, view.azimuth))
    rng = np.random.default_rng(seed)
    world.update(_shapes("part", parts, materials.Palette(rng)))
    if on is not None:
        world.update(_floor(on, radius, view, rng))
    linear = np.array(mi.render(mi.load_dict(world), seed=mi.UInt32(seed)))
    return tone.develop(linear, exposure, opaque=on is not None)


def _stage(
    view: scene.View,
    eye: NDArray[np.float64],
    target: NDArray[np.float64],
    radius: float,
    size: int,
    samples: int,
) -> dict[str, Any]:
    """Integrator, camera and film."""
    distance = float(np.linalg.norm(eye - target))
    return {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": BOUNCES, "hide_emitters": True},
        "sensor": {
            "type": "perspective",
            "fov": view.fov,
            "near_clip": distance * 1e-3,
            "far_clip": distance + 4 * ground.REACH * radius,
            "to_world": mi.ScalarTransform4f().look_at(
                origin=list(eye), target=list(target), up=list(view.axes[1])
            ),
            "film": {
                "type": "hdrfilm",
                "width": size,
                "height": size,
                "pixel_format": "rgba",
                "rfilter": {"type": "gaussian"},
            },
            "sampler": {"type": "multijitter", "sample_count": samples},
        },
    }


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
