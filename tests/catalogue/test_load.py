from pathlib import Path

import pytest

from catalogue.load import Catalogue, CatalogueError, load
from catalogue.visual_class import Kind


def test_ids_come_as_goods_then_look_alikes_then_other_each_sorted(catalogue: Catalogue) -> None:
    goods, look_alikes = catalogue.ids(Kind.GOOD), catalogue.ids(Kind.LOOK_ALIKE)
    assert catalogue.ids() == (*goods, *look_alikes, "other")
    assert list(goods) == sorted(goods)
    assert list(look_alikes) == sorted(look_alikes)


def test_goods_and_classes_follow_the_ids(catalogue: Catalogue) -> None:
    assert tuple(good.id for good in catalogue.goods) == catalogue.ids(Kind.GOOD)
    assert tuple(its.id for its in catalogue.classes) == catalogue.ids()
    assert {its.kind for its in catalogue.goods} == {Kind.GOOD}


def test_an_unknown_id_is_none_or_an_error_that_names_the_nearest(catalogue: Catalogue) -> None:
    assert catalogue.get("handcufs") is None
    with pytest.raises(CatalogueError, match=r"no class is called 'handcufs'.*handcuffs"):
        catalogue["handcufs"]


def test_a_class_is_parsed_once(catalogue: Catalogue) -> None:
    assert catalogue["handcuffs"] is catalogue["handcuffs"]


def test_the_version_is_twelve_hex_digits_and_repeats(catalogue: Catalogue, copy: Path) -> None:
    assert len(catalogue.version) == 12
    assert int(catalogue.version, 16) >= 0
    assert load(copy).version == catalogue.version


@pytest.mark.parametrize(
    "file",
    ["law/eu/annex_ii_2019.toml", "trees/cuffs.toml", "goods/handcuffs.toml", "subjects.toml"],
)
def test_the_version_changes_when_any_file_changes(copy: Path, file: str) -> None:
    before = load(copy).version
    path = copy / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert load(copy).version != before


def test_the_version_changes_when_a_file_is_renamed(copy: Path) -> None:
    before = load(copy).version
    (copy / "others" / "other.toml").rename(copy / "others" / "others.toml")
    assert load(copy).version != before


def test_a_fault_in_one_class_leaves_the_others_readable(copy: Path) -> None:
    (copy / "goods" / "handcuffs.toml").write_text("name = ", encoding="utf-8")
    catalogue = load(copy)
    assert catalogue["thumb_cuffs"].name
    with pytest.raises(CatalogueError, match=r"goods/handcuffs\.toml: not a readable TOML file"):
        catalogue["handcuffs"]


def test_reference_views_are_the_sorted_pictures_of_the_class(copy: Path) -> None:
    folder = copy / "references" / "handcuffs"
    folder.mkdir(parents=True)
    for name in ("b.webp", "a.webp", "notes.txt"):
        (folder / name).touch()
    catalogue = load(copy)
    assert catalogue.reference_views("handcuffs") == (folder / "a.webp", folder / "b.webp")
    assert catalogue.reference_views("padlock") == ()
    with pytest.raises(CatalogueError, match=r"no class is called '\.\./law'"):
        catalogue.reference_views("../law")
