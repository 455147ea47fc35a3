"""What stands on the pages: sections of plain strings, in the order a reader needs them."""

from __future__ import annotations

import unicodedata
from typing import Any

from catalogue.law import Status
from findings.canonical import moment
from findings.parts import Verdict
from reports.case import REDUCED, Case, Entry

Block = dict[str, Any]

STATUS = {
    Status.PROHIBITED: "Prohibited: no export, import or transit",
    Status.EXPORT_AUTHORISATION: "Export only with an authorisation",
    Status.SHOULD_BE_PROHIBITED: "Should be prohibited (a recommendation)",
    Status.SHOULD_BE_CONTROLLED: "Should be controlled (a recommendation)",
    Status.DEPENDS: "Depends on what the photo cannot show",
    Status.REFER: "Refer to the competent authority",
    Status.NOT_ESTABLISHED: "Not established here",
    Status.NOT_LISTED: "Not listed",
}
OUTCOME = {
    "recognised": "The model recognised a good that the lists name.",
    "look_alike": "The model recognised an ordinary thing that looks like a listed good.",
    "unsure": "The model is not sure; several classes are possible.",
    "unknown": "The model did not recognise the thing.",
}
VERDICT = {
    Verdict.AGREE: "The inspector agrees with the model.",
    Verdict.ANOTHER_CLASS: "The inspector says it is another thing",
    Verdict.NONE: "The inspector says it is nothing that the catalogue describes.",
    Verdict.UNKNOWN_OBJECT: "The inspector cannot say what it is.",
}
UNDECIDED = (
    "No class is concluded, and the photos alone name none surely, so no status is established. "
    "That says nothing about the lists asked."
)
CAVEAT = (
    "This report is triage, not proof. Only the text in the Official Journal has legal effect. "
    "A person decides, not the model."
)
MOST_SHOWN = 5  # candidates on the page; the JSON has all
_LONGEST_WORD = 60  # characters that fit a line
_BREAK = "\u200b"  # zero width space


def plain(text: str) -> str:
    """A user's text for the page.

    Marks that turn the writing direction could forge what is read, and marks without a meaning
    have no glyph: both are written out, `[U+202E]`. Long words may break. Tabs become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    shown = "".join(_mark(each) for each in text)
    return "\n".join(" ".join(map(_breakable, line.split(" "))) for line in shown.split("\n"))


def sections(case: Case, files: dict[int, str]) -> list[Block]:
    """The sections of the page.

    Args:
        case: What to tell.
        files: Number of a picture in the case -> name of its file beside the template.
    """
    made = [
        ("Result", _result(case)),
        ("Consignment", _consignment(case)),
        ("Photos", _photos(case, files)),
        ("What the model saw: triage, not proof", _seen(case)),
        ("Questions, answers and measurements", _answers(case)),
        ("The law", _law(case)),
        ("What it may be mistaken for", _look_alikes(case)),
        ("The inspector's conclusion and notes", _conclusion(case)),
        ("History, and how to check it", _history(case)),
        ("Signatures", _signatures()),
    ]
    return [{"title": title, "blocks": blocks} for title, blocks in made]


def _mark(mark: str) -> str:
    kind = unicodedata.category(mark)
    turns = "\u202a" <= mark <= "\u202e" or "\u2066" <= mark <= "\u2069"
    if turns or kind in ("Co", "Cn", "Cs") or (kind == "Cc" and mark != "\n"):
        return f"[U+{ord(mark):04X}]"
    return mark


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    step = _LONGEST_WORD // 2
    return _BREAK.join(word[at : at + step] for at in range(0, len(word), step))


def _rows(*pairs: tuple[str, str]) -> Block:
    return {"kind": "rows", "rows": [[label, plain(value)] for label, value in pairs]}


def _text(text: str, kind: str = "text") -> Block:
    return {"kind": kind, "text": plain(text)}


def _result(case: Case) -> list[Block]:
    law, described = case.recorded.finding.law, case.described
    name = described.name if described else case.recorded.finding.visual_class or "no class"
    rows = [("What it is taken for", name)]
    if described and described.local:
        rows.append(("", described.local))
    status = {
        "kind": "status",
        "status": law.status.value,
        "text": STATUS[law.status],
        "local": plain(case.status_local),
    }
    return [_rows(*rows), status, _text(CAVEAT, "notice")]


def _consignment(case: Case) -> list[Block]:
    came = case.recorded.consignment.consignment
    return [
        _rows(
            ("Reference", came.reference),
            ("Customs post", came.post or "not given"),
            ("Origin", came.origin or "not given"),
            ("Transit", ", ".join(came.transit) or "none given"),
            ("Destination", came.destination or "not given"),
            ("Declared CN code", came.cn or "not given"),
        )
    ]


def _photos(case: Case, files: dict[int, str]) -> list[Block]:
    photos = case.recorded.finding.photos
    if not photos:
        blocks = [_text("No photo was taken; the class was looked up by hand.")]
    else:
        kept = {each.original_sha256 for each in case.recorded.kept}
        blocks = []
        for number, photo in enumerate(photos, 1):
            said = "reduced picture kept" if photo in kept else "not kept"
            blocks.append(_text(f"Photo {number}: {said}. SHA-256 of the original bytes:"))
            blocks.append({"kind": "hash", "text": photo})
    shown = []
    for at, picture in enumerate(case.pictures):
        if picture.kind == REDUCED:
            number = photos.index(picture.name) + 1 if picture.name in photos else 0
            alt = f"Photo {number} of the thing, reduced"
            caption = f"Photo {number}: reduced and stripped of metadata."
        else:
            name = case.described.name if case.described else ""
            alt = f"Rendered picture, not a photo: {name}"
            caption = f"Rendered picture, not a photo: {name}, to compare with."
        shown.append({"file": files[at], "alt": alt, "caption": caption})
    return [*blocks, {"kind": "pictures", "pictures": shown}] if shown else blocks


def _seen(case: Case) -> list[Block]:
    seen, names = case.recorded.finding.seen, dict(case.names)
    if seen is None:
        return [_text("The model was not asked.")]
    rows = [
        (f"{each.probability:.1%}", names.get(each.visual_class, each.visual_class))
        for each in seen.candidates[:MOST_SHOWN]
    ]
    more = len(seen.candidates) - len(rows)
    return [
        _text(OUTCOME[seen.outcome]),
        _text("Calibrated score of each candidate:", "small"),
        _rows(*rows),
        *([_text(f"{more} less probable candidates are in the JSON.", "small")] if more else []),
        _rows(("Model", seen.model), ("SHA-256 of its weights", "")),
        {"kind": "hash", "text": seen.weights_sha256},
    ]


def _answers(case: Case) -> list[Block]:
    finding = case.recorded.finding
    rows = [(each.question.replace("_", " "), each.words) for each in finding.answers]
    for each in finding.measurements:
        span = f"{each.low_mm:g} to {each.high_mm:g} mm in {each.level:.0%} of all cases"
        rows.append((each.question.replace("_", " "), f"{each.value_mm:g} mm ({span})"))
    return [_rows(*rows)] if rows else [_text("None was asked or measured.")]


def _law(case: Case) -> list[Block]:
    law, described = case.recorded.finding.law, case.described
    blocks = [
        _rows(
            ("Law of", law.jurisdiction),
            ("As of", law.as_of.isoformat()),
            ("Status", STATUS[law.status]),
            ("Catalogue recorded", law.catalogue_version),
            ("Catalogue loaded now", case.catalogue_version),
        )
    ]
    if law.status is Status.NOT_ESTABLISHED and case.recorded.finding.decided_class is None:
        blocks.append(_text(UNDECIDED, "notice"))
    if case.law_is_of_status_only:
        blocks.append(
            _text(
                "The catalogue loaded now is another version than the one that answered. The law "
                "shown is that of the recorded status only, so no entry is printed.",
                "notice",
            )
        )
        return blocks
    entries = described.entries if described else ()
    if not entries:
        blocks.append(_text("No entry of the lists asked names this class."))
    for entry in entries:
        blocks += _entry(entry)
    return blocks


def _entry(entry: Entry) -> list[Block]:
    until = f" to {entry.until}" if entry.until else ", no end stored"
    rows = [
        ("Goods, in our words", entry.summary),
        ("Version", f"{entry.version}, in force from {entry.in_force}{until}"),
        ("CN codes", ", ".join(entry.cn) or "none printed"),
        ("Applies only if", entry.condition),
    ]
    annex = f"Annex {entry.annex}" if set(entry.annex) <= set("IVX") else entry.annex
    if entry.further:
        rows.append(("Reached by", "the questions only, not by what the thing looks like"))
    if entry.by_reading:
        rows.append(("By our reading", "the entry does not name it but may cover it"))
    return [
        _text(f"{entry.instrument}, {annex}, item {entry.item}", "subhead"),
        _rows(*(row for row in rows if row[1])),
        {"kind": "link", "url": entry.url},
    ]


def _look_alikes(case: Case) -> list[Block]:
    described = case.described
    if described is None:
        return [_text("No class holds, so nothing is compared.")]
    blocks = [_rows(*described.look_alikes)] if described.look_alikes else []
    shows = described.photo_cannot_show or "Nothing is stored for this class."
    return [*blocks, _text("What a photo cannot show", "subhead"), _text(shows)]


def _conclusion(case: Case) -> list[Block]:
    held = case.recorded.finding.conclusion
    blocks = [_rows(("Inspector", case.recorded.finding.by))]
    if held is None:
        blocks.append(_text("The inspector has not concluded."))
    else:
        said = VERDICT[held.verdict]
        if held.visual_class is not None:
            name = case.described.name if case.described else held.visual_class
            said = f"{said}: {name}."
        blocks.append(_text(said))
        if held.note:
            blocks += [_text("Note", "subhead"), _text(held.note)]
    for note in case.recorded.notes:
        blocks += [_text(f"{moment(note.at)}, {note.by}", "subhead"), _text(note.text)]
    return blocks


def _history(case: Case) -> list[Block]:
    rows = [
        (moment(step.at), f"{step.kind.replace('_', ' ')}, {step.by or 'name deleted'}")
        for step in case.history
    ]
    return [
        _rows(*rows),
        _text(f"Head of the register: row {case.head.count}, hash", "small"),
        {"kind": "hash", "text": case.head.hash},
        _text(
            "To check that the register was not changed since: python -m findings verify "
            "--register FILE --head LINE, where LINE is:",
            "small",
        ),
        _text(case.head.text, "small"),
        _rows(("Program version", case.program_version)),
    ]


def _signatures() -> list[Block]:
    return [{"kind": "sign", "text": "Inspector"}, {"kind": "sign", "text": "Second person"}]
