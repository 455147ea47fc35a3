"""Rendered pictures of a card, a bar and two rings of known sizes, and where their edges appear.

Rendered, never photographed: evenly lit, flat colours. The sizes are true by construction; where
an edge is, is told by the pixels: the true view only says which pixels to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np
import numpy.typing as npt
import trimesh

from datasets.studio.render import VARIANT

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]

WIDTH, HEIGHT = 640, 480  # px
CARD_MM = (85.60, 53.98)
BAR_MM = (100.0, 14.0)
INSIDE_MM = 165.0  # inside circumference of both rings, mm
RAISED_MM = 10.0  # height of the second ring
WALL_MM = 8.0  # width of both rings
EDGE_POINTS = 12  # of a ring's inside
RADIUS_MM = INSIDE_MM / (2 * np.pi)
CELLS_MM = np.array([(-60, -48), (60, -48), (60, 48), (-60, 48)], dtype=np.float64)
_COLOURS = {
    "ground": (0.5, 0.5, 0.5),
    "card": (0.1, 0.2, 0.8),
    "bar": (0.1, 0.7, 0.1),
    "ring": (0.8, 0.1, 0.1),
    "raised": (0.8, 0.7, 0.1),
    "wall": (0.5, 0.1, 0.6),
}
_NAMES = tuple(_COLOURS)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A camera and where things lie; the card's plane is z = 0, z points up.

    Attributes:
        focal_px: Focal length.
        axes: `(3, 3)`, the camera's right, down and forward as rows.
        eye_mm: `(3,)`.
        places_mm: `(4, 2)`, the middles of card, bar, ring and raised ring.
        turns: `(2,)` rad, of card and bar.
    """

    focal_px: float
    axes: Floats
    eye_mm: Floats
    places_mm: Floats
    turns: Floats

    def seen(self, flat_mm: Floats, height_mm: float = 0.0) -> Floats:
        """Where places `(N, 2)` mm appear, `(N, 2)` px."""
        places = np.column_stack([flat_mm, np.full(len(flat_mm), height_mm)])
        x, y, z = ((places - self.eye_mm) @ self.axes.T).T
        flat = np.column_stack([x, y]) / z[:, None] * self.focal_px
        return np.asarray(flat + np.array([WIDTH, HEIGHT]) / 2)

    def rectangle(self, which: int) -> Floats:
        """Corners `(4, 2)` mm of the card (0) or the bar (1)."""
        half = np.array((CARD_MM, BAR_MM)[which]) / 2
        cos, sin = np.cos(self.turns[which]), np.sin(self.turns[which])
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
        return np.asarray(corners @ np.array([(cos, sin), (-sin, cos)]) + self.places_mm[which])

    def circle(self, which: int, radius_mm: float, count: int = EDGE_POINTS) -> Floats:
        """Points `(count, 2)` mm round the ring (2) or the raised ring (3)."""
        angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
        round_mm = radius_mm * np.column_stack([np.cos(angles), np.sin(angles)])
        return np.asarray(round_mm + self.places_mm[which])


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Points found in one rendered picture, px: corners `(4, 2)`, edges `(EDGE_POINTS, 2)`."""

    card: Floats
    bar: Floats
    ring: Floats
    raised: Floats


def find(seed: int) -> Found:
    """Draw a view, render it and look for the edges in the picture."""
    view = random_view(np.random.default_rng(seed))
    labels = _labelled(render(view, seed))
    return Found(
        card=_corners(labels == _NAMES.index("card"), view.seen(view.rectangle(0))),
        bar=_corners(labels == _NAMES.index("bar"), view.seen(view.rectangle(1))),
        ring=_inside(labels == _NAMES.index("ring"), view, 2, 0.0),
        raised=_inside(labels == _NAMES.index("raised"), view, 3, RAISED_MM),
    )


def random_view(rng: np.random.Generator) -> View:
    """Everything in the picture; tilt 0 to 50 degrees, focal length 0.6 to 2.5 picture widths."""
    while True:
        view = made_view(
            focal=float(np.exp(rng.uniform(np.log(0.6), np.log(2.5)))),
            tilt=float(rng.uniform(0, 50)),
            azimuth=float(rng.uniform(0, 360)),
            roll=float(rng.uniform(0, 360)),
            px_per_mm=float(rng.uniform(1.8, 3.0)),
            target_mm=rng.uniform(-30, 30, 2),
            places_mm=rng.permutation(CELLS_MM) + rng.uniform(-4, 4, (4, 2)),
            turns=np.radians(rng.uniform(-25, 25, 2)),
        )
        if _all_inside(view):
            return view


def made_view(
    *,
    focal: float = 0.8,
    tilt: float = 0.0,
    azimuth: float = 0.0,
    roll: float = 0.0,
    px_per_mm: float = 1.4,
    target_mm: Floats | tuple[float, float] = (0.0, 0.0),
    places_mm: Floats = CELLS_MM,
    turns: Floats | tuple[float, float] = (0.0, 0.0),
) -> View:
    """A view of a place in the plane of the card, in the middle of the picture.

    Args:
        focal: Focal length over the width of the picture.
        tilt: Of the axis from the vertical, degrees.
        azimuth: Where the axis leans to, degrees.
        roll: Of the camera about its axis, degrees.
        px_per_mm: In the middle of the picture.
        target_mm: What is there, `(2,)`.
        places_mm: As in `View`.
        turns: As in `View`.
    """
    axes = _axes(*np.radians([tilt, azimuth, roll]))
    eye = np.append(target_mm, 0.0) - axes[2] * focal * WIDTH / px_per_mm
    return View(focal * WIDTH, axes, eye, places_mm, np.asarray(turns))


def _all_inside(view: View) -> bool:
    outline = [view.seen(view.rectangle(which)) for which in (0, 1)]
    outline += [view.seen(view.circle(2, RADIUS_MM + WALL_MM))]
    outline += [view.seen(view.circle(3, RADIUS_MM + WALL_MM), RAISED_MM)]
    points = np.concatenate(outline)
    return bool(((points > 5) & (points < (WIDTH - 5, HEIGHT - 5))).all())


def _axes(tilt: float, azimuth: float, roll: float) -> Floats:
    """Right, down and forward of a camera that looks down, tilted, then rolled; all in rad."""
    forward = np.array(
        [np.sin(tilt) * np.cos(azimuth), np.sin(tilt) * np.sin(azimuth), -np.cos(tilt)]
    )
    right = np.array([np.sin(azimuth), -np.cos(azimuth), 0.0])
    down = np.cross(forward, right)
    cos, sin = np.cos(roll), np.sin(roll)
    return np.stack([cos * right + sin * down, cos * down - sin * right, forward])


def render(view: View, seed: int) -> Floats:
    """The picture, `(HEIGHT, WIDTH, 3)` linear RGB; one sample a pixel, somewhere in it."""
    mi.set_variant(VARIANT)
    mi.set_log_level(mi.LogLevel.Error)
    dr.set_thread_count(1)
    world: dict[str, Any] = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 1},  # what shines is seen, nothing is lit
        "sensor": _sensor(view),
    }
    for name, mesh in _meshes(view).items():
        world[name] = _shining(mesh, _COLOURS[name])
    return np.array(mi.render(mi.load_dict(world), seed=mi.UInt32(seed)), dtype=np.float64)


def _sensor(view: View) -> dict[str, Any]:
    look = mi.ScalarTransform4f().look_at(
        origin=list(view.eye_mm), target=list(view.eye_mm + view.axes[2]), up=list(-view.axes[1])
    )
    film = {"type": "hdrfilm", "width": WIDTH, "height": HEIGHT, "pixel_format": "rgb"}
    return {
        "type": "perspective",
        "fov": float(np.degrees(2 * np.arctan(WIDTH / 2 / view.focal_px))),
        "fov_axis": "x",
        "near_clip": 1.0,
        "far_clip": 1e5,
        "to_world": look,
        "film": {**film, "rfilter": {"type": "box"}},
        "sampler": {"type": "independent", "sample_count": 1},
    }


def _meshes(view: View) -> dict[str, trimesh.Trimesh]:
    """Upper faces of everything, and the walls of the raised ring."""
    far = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * 1e4
    return {
        "ground": _plate(far, -0.05),
        "card": _plate(view.rectangle(0), 0.0),
        "bar": _plate(view.rectangle(1), 0.0),
        "ring": _annulus(view.places_mm[2], 0.0, upper=True),
        "raised": _annulus(view.places_mm[3], RAISED_MM, upper=True),
        "wall": _annulus(view.places_mm[3], RAISED_MM, upper=False),
    }


def _plate(corners: Floats, z: float) -> trimesh.Trimesh:
    vertices = np.column_stack([corners, np.full(4, z)])
    return trimesh.Trimesh(vertices, [(0, 1, 2), (0, 2, 3)], process=False)


def _annulus(place: Floats, top: float, *, upper: bool) -> trimesh.Trimesh:
    """Upper face or walls, of 360 sides: a hundred-thousandth shorter than a circle."""
    outside = RADIUS_MM + WALL_MM
    made = trimesh.creation.annulus(RADIUS_MM, outside, height=RAISED_MM, sections=360)
    made.apply_translation((*place, top - RAISED_MM / 2))
    chosen = (np.asarray(made.face_normals)[:, 2] > 0.5) == upper
    return trimesh.Trimesh(made.vertices, np.asarray(made.faces)[chosen], process=False)


def _shining(mesh: trimesh.Trimesh, colour: tuple[float, float, float]) -> Any:
    """A Mitsuba mesh of one colour, whatever the light."""
    properties = mi.Properties()
    properties["emitter"] = mi.load_dict(
        {"type": "area", "radiance": {"type": "rgb", "value": list(colour)}}
    )
    vertices, faces = np.asarray(mesh.vertices), np.asarray(mesh.faces)
    made = mi.Mesh("part", vertex_count=len(vertices), face_count=len(faces), props=properties)
    values = mi.traverse(made)
    values["vertex_positions"] = vertices.ravel().astype(np.float32)
    values["faces"] = faces.ravel().astype(np.uint32)
    values.update()
    return made


def _labelled(picture: Floats) -> Labels:
    """Index of the nearest colour of each pixel, `(HEIGHT, WIDTH)`."""
    colours = np.array(list(_COLOURS.values()))
    return np.asarray(((colours**2).sum(axis=1) - 2 * picture @ colours.T).argmin(axis=2))


def _corners(mask: npt.NDArray[np.bool_], near: Floats) -> Floats:
    """Where lines through the edges of a mask meet; `near` says which edge belongs to which."""
    edge = _edge(mask)
    lines = [_line(edge, near[i], near[(i + 1) % 4]) for i in range(4)]
    meets = [np.cross(lines[i - 1], lines[i]) for i in range(4)]
    return np.array([meet[:2] / meet[2] for meet in meets])


def _edge(mask: npt.NDArray[np.bool_]) -> Floats:
    """Middles `(N, 2)` px between neighbours of which one is in the mask."""
    y, x = np.nonzero(mask[:, 1:] != mask[:, :-1])
    across = np.column_stack([x + 1.0, y + 0.5])
    y, x = np.nonzero(mask[1:] != mask[:-1])
    return np.concatenate([across, np.column_stack([x + 0.5, y + 1.0])])


def _line(edge: Floats, start: Floats, end: Floats) -> Floats:
    """The line `(3,)`, homogeneous, through the edge's points beside start..end."""
    along = (end - start) / np.linalg.norm(end - start)
    normal = np.array([-along[1], along[0]])
    away = edge - start
    inner = (away @ along > 3) & (away @ along < np.linalg.norm(end - start) - 3)
    points = edge[inner & (np.abs(away @ normal) < 2)]
    middle = points.mean(axis=0)
    across = np.linalg.svd(points - middle)[2][1]
    return np.append(across, -across @ middle)


def _inside(mask: npt.NDArray[np.bool_], view: View, which: int, height_mm: float) -> Floats:
    """The first pixels of the mask on rays from the middle of a ring outwards."""
    middle = view.seen(view.places_mm[which : which + 1], height_mm)[0]
    ends = view.seen(view.circle(which, RADIUS_MM + WALL_MM), height_mm)
    return np.array([_first(mask, middle, end) for end in ends])


def _first(mask: npt.NDArray[np.bool_], start: Floats, end: Floats) -> Floats:
    steps = np.linspace(0, 1, 8 * int(np.linalg.norm(end - start)))[:, None]
    way = start + steps * (end - start)
    x, y = way.astype(int).T
    return np.asarray(way[mask[y, x].argmax()])
