"""Folder trees, manifests, label maps and the split."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.load import load
from datasets import samples
from datasets.samples import LabelMap, Sample, SampleError

MAP = Path(samples.__file__).parent / "label_maps" / "public_negatives.toml"


def _put(root: Path, *files: str) -> Path:
    for number, file in enumerate(files):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"picture {number}".encode())
    return root


def test_the_first_folder_is_the_class_however_deep_the_picture(tmp_path: Path) -> None:
    _put(tmp_path, "b/deep/er/1.JPG", "a/2.png", "a/sub/3.webp")
    found = samples.read(tmp_path)
    assert [(s.label, s.path.name, s.rendered) for s in found] == [
        ("a", "2.png", False),
        ("a", "3.webp", False),
        ("b", "1.JPG", False),
    ]
    assert samples.labels_of(found) == ("a", "b")


def test_a_tree_of_the_studio_is_rendered(tmp_path: Path) -> None:
    _put(tmp_path, "a/1.png", "a/2.png")
    line = '{"file": "a/1.png", "design": "bars.bar", "setting": "tray", "size": 64}'
    (tmp_path / "metadata.jsonl").write_text(line + "\n", encoding="utf-8")
    one, other = samples.read_tree(tmp_path)
    assert one.rendered
    assert other.rendered
    assert one.columns == (("design", "bars.bar"), ("setting", "tray"))
    assert other.columns == ()


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"class": "a"}'])
def test_metadata_that_is_none_of_the_studio_is_one_sentence(tmp_path: Path, text: str) -> None:
    _put(tmp_path, "a/1.png")
    (tmp_path / "metadata.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(samples.SampleError, match="cannot be read as the studio writes it"):
        samples.read_tree(tmp_path)


def test_other_columns_of_a_manifest_are_kept(tmp_path: Path) -> None:
    _put(tmp_path, "1.png")
    table = tmp_path / "list.csv"
    table.write_text("file,label,group,device,place\n1.png,a,g,phone,\n", encoding="utf-8")
    (one,) = samples.read_manifest(table)
    assert one.columns == (("device", "phone"), ("place", ""))
    assert one.group == "g"


def test_exact_copies_share_a_group(tmp_path: Path) -> None:
    _put(tmp_path, "a/1.png", "a/2.png")
    (tmp_path / "a/copy.png").write_bytes((tmp_path / "a/1.png").read_bytes())
    one, two, copy = samples.read_tree(tmp_path)
    assert one.group == copy.group != two.group


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["a/1.png", "stray.png"], "beside the class folders"),
        (["a/1.png", "a/notes.txt"], "is no picture"),
        ([".hidden/1.png"], "no class folder"),
    ],
)
def test_a_tree_with_something_else_in_it_is_refused(
    files: list[str], message: str, tmp_path: Path
) -> None:
    _put(tmp_path, *files)
    with pytest.raises(SampleError, match=message):
        samples.read_tree(tmp_path)


def test_an_empty_class_is_named(tmp_path: Path) -> None:
    _put(tmp_path, "a/1.png", "bare/.keep")
    with pytest.raises(SampleError, match="bare is empty"):
        samples.read_tree(tmp_path)


def test_files_of_operating_systems_are_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "a/1.png", "a/Thumbs.db", "a/.DS_Store", ".DS_Store")
    assert len(samples.read_tree(tmp_path)) == 1


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="is no folder"):
        samples.read_tree(tmp_path / "nowhere")
    with pytest.raises(SampleError, match="cannot be read as a manifest"):
        samples.read(tmp_path / "nowhere")


def _manifest(tmp_path: Path, text: str) -> Path:
    _put(tmp_path, "p/1.jpg", "p/2.jpg")
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    return tmp_path / "m.csv"


def test_a_manifest_gives_labels_through_the_map_and_groups(tmp_path: Path) -> None:
    path = _manifest(tmp_path, "file,label,group,author\np/1.jpg,gun,g1,x\np/2.jpg,tree,,y\n")
    one, two = samples.read(path, LabelMap({"gun": "pistol"}, "other"))
    assert (one.label, one.group) == ("pistol", "g1")
    assert two.label == "other"
    assert len(two.group) == 16


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,label\np/3.jpg,a\n", "line 2 names p/3.jpg"),
        ("file,label\np/1.jpg,a\np/2.jpg,\n", "line 3 has no file or no label"),
        ("file,class\np/1.jpg,a\n", "no column 'label'"),
        ("file,label\n", "lists no picture"),
    ],
)
def test_a_manifest_with_a_fault_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match=message):
        samples.read_manifest(_manifest(tmp_path, text))


def test_a_label_that_a_map_without_default_lacks_is_refused() -> None:
    with pytest.raises(SampleError, match="'gun' is not in the label map"):
        LabelMap({}, None)["gun"]


@pytest.mark.parametrize("text", ["defualt = 'a'", "[labels]\na = 1", "default = 3", "= ="])
def test_a_label_map_of_another_shape_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SampleError, match="label map"):
        LabelMap.open(tmp_path / "map.toml")


def test_the_public_label_map_names_classes_of_the_catalogue() -> None:
    names = LabelMap.open(MAP)
    catalogue = load()
    assert names["T-Shirt"] == "other"
    assert names["imagenet:763"] == "pistol"
    assert [ours for ours in (*names.labels.values(), "other") if ours not in catalogue] == []


def _sample(group: str, label: str = "a") -> Sample:
    return Sample(Path(f"{group}.jpg"), label, group, rendered=False)


def test_two_pictures_of_one_object_never_straddle_the_split() -> None:
    pictures = [_sample(f"object {n // 3}", "ab"[n % 2]) for n in range(600)]
    train, val = samples.split(pictures, 0.2)
    assert {s.group for s in train}.isdisjoint(s.group for s in val)
    assert len(train) + len(val) == 600
    assert 80 < len(val) < 160


def test_adding_pictures_never_moves_an_old_one() -> None:
    few, more = [[_sample(f"object {n}") for n in range(count)] for count in (50, 100)]
    assert set(samples.split(few, 0.2)[1]) == set(samples.split(more, 0.2)[1]) & set(few)


def test_a_split_that_leaves_nothing_says_so() -> None:
    with pytest.raises(SampleError, match="nothing to validate on"):
        samples.split([_sample("x")], 0.0)
    with pytest.raises(SampleError, match="no training picture of a"):
        samples.split([_sample("x")], 1.0)


def test_loose_pictures_take_the_label_given(tmp_path: Path) -> None:
    _put(tmp_path, "1.jpg", "deep/2.png", "notes.txt")
    assert [s.label for s in samples.read_loose(tmp_path, "other")] == ["other", "other"]
    with pytest.raises(SampleError, match="holds no picture"):
        samples.read_loose(_put(tmp_path / "b", "notes.txt"), "other")


def test_what_is_reserved_is_never_held_out_too() -> None:
    groups = [f"{n:016x}" for n in range(4000)]
    last = {group for group in groups if samples.reserved(group, 0.15)}
    assert 0.13 < len(last) / len(groups) < 0.17
    assert not any(samples.held_out(group, 0.2) for group in last)
    assert not any(samples.reserved(group, 0.0) for group in groups)
