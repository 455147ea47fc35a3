"""What stands on the pages: sections of plain strings, in the order a reader needs them."""

from __future__ import annotations

from catalogue.law import Status
from findings.canonical import moment
from findings.parts import Conclusion, Verdict
from reports.answered import answered
from reports.blocks import Block, plain, rows, text
from reports.case import REDUCED, Case, Entry

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
    Verdict.AGREE: "The inspector agrees with the model",
    Verdict.ANOTHER_CLASS: "The inspector says it is another thing",
    Verdict.NONE: "The inspector says it is nothing that the catalogue describes.",
    Verdict.UNKNOWN_OBJECT: "The inspector cannot say what it is.",
}
AGREED_NOT_KEPT = "The version that saved this did not keep with which class."
UNDECIDED = (
    "No class is concluded, and the photos alone name none surely, so no status is established. "
    "That says nothing about the lists asked."
)
CAVEAT = (
    "This report is triage, not proof. Only the text in the Official Journal has legal effect. "
    "A person decides, not the model."
)
MOST_SHOWN = 5  # candidates on the page; the JSON has all


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
        ("Questions, answers and measurements", answered(case)),
        ("The law", _law(case)),
        ("What it may be mistaken for", _look_alikes(case)),
        ("The inspector's conclusion and notes", _conclusion(case)),
        ("History, and how to check it", _history(case)),
        ("Signatures", _signatures()),
    ]
    return [{"title": title, "blocks": blocks} for title, blocks in made]


def _result(case: Case) -> list[Block]:
    law, described = case.recorded.finding.law, case.described
    name = described.name if described else case.recorded.finding.visual_class or "no class"
    pairs = [("What it is taken for", name)]
    if described and described.local:
        pairs.append(("", described.local))
    status = {
        "kind": "status",
        "status": law.status.value,
        "text": STATUS[law.status],
        "local": plain(case.status_local),
    }
    return [rows(*pairs), status, text(CAVEAT, "notice")]


def _consignment(case: Case) -> list[Block]:
    came = case.recorded.consignment.consignment
    return [
        rows(
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
        blocks = [text("No photo was taken; the class was looked up by hand.")]
    else:
        kept = {each.original_sha256 for each in case.recorded.kept}
        blocks = []
        for number, photo in enumerate(photos, 1):
            said = "reduced picture kept" if photo in kept else "not kept"
            blocks.append(text(f"Photo {number}: {said}. SHA-256 of the original bytes:"))
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
        return [text("The model was not asked.")]
    pairs = [
        (f"{each.probability:.1%}", names.get(each.visual_class, each.visual_class))
        for each in seen.candidates[:MOST_SHOWN]
    ]
    more = len(seen.candidates) - len(pairs)
    return [
        text(OUTCOME[seen.outcome]),
        text("Calibrated score of each candidate:", "small"),
        rows(*pairs),
        *([text(f"{more} less probable candidates are in the JSON.", "small")] if more else []),
        rows(("Model", seen.model), ("SHA-256 of its weights", "")),
        {"kind": "hash", "text": seen.weights_sha256},
    ]


def _law(case: Case) -> list[Block]:
    law, described = case.recorded.finding.law, case.described
    blocks = [
        rows(
            ("Law of", law.jurisdiction),
            ("As of", law.as_of.isoformat()),
            ("Status", STATUS[law.status]),
            ("Catalogue recorded", law.catalogue_version),
            ("Catalogue loaded now", case.catalogue_version),
        )
    ]
    if law.status is Status.NOT_ESTABLISHED and case.recorded.finding.decided_class is None:
        blocks.append(text(UNDECIDED, "notice"))
    if case.law_is_of_status_only:
        blocks.append(
            text(
                "The catalogue loaded now is another version than the one that answered. The law "
                "shown is that of the recorded status only, so no entry is printed.",
                "notice",
            )
        )
        return blocks
    entries = described.entries if described else ()
    if not entries:
        blocks.append(text("No entry of the lists asked names this class."))
    for entry in entries:
        blocks += _entry(entry)
    return blocks


def _entry(entry: Entry) -> list[Block]:
    until = f" to {entry.until}" if entry.until else ", no end stored"
    pairs = [
        ("Goods, in our words", entry.summary),
        ("Version", f"{entry.version}, in force from {entry.in_force}{until}"),
        ("CN codes", ", ".join(entry.cn) or "none printed"),
        ("Applies only if", entry.condition),
    ]
    annex = f"Annex {entry.annex}" if set(entry.annex) <= set("IVX") else entry.annex
    if entry.further:
        pairs.append(("Reached by", "the questions only, not by what the thing looks like"))
    if entry.by_reading:
        pairs.append(("By our reading", "the entry does not name it but may cover it"))
    return [
        text(f"{entry.instrument}, {annex}, item {entry.item}", "subhead"),
        rows(*(row for row in pairs if row[1])),
        {"kind": "link", "url": entry.url},
    ]


def _look_alikes(case: Case) -> list[Block]:
    described = case.described
    if described is None:
        return [text("No class holds, so nothing is compared.")]
    blocks = [rows(*described.look_alikes)] if described.look_alikes else []
    shows = described.photo_cannot_show or "Nothing is stored for this class."
    return [*blocks, text("What a photo cannot show", "subhead"), text(shows)]


def _conclusion(case: Case) -> list[Block]:
    held = case.recorded.finding.conclusion
    blocks = [rows(("Inspector", case.recorded.finding.by))]
    if held is None:
        blocks.append(text("The inspector has not concluded."))
    else:
        blocks.append(text(_said(held, case)))
        if held.note:
            blocks += [text("Note", "subhead"), text(held.note)]
    for note in case.recorded.notes:
        blocks += [text(f"{moment(note.at)}, {note.by}", "subhead"), text(note.text)]
    return blocks


def _said(held: Conclusion, case: Case) -> str:
    """The conclusion without its note."""
    said = VERDICT[held.verdict]
    if held.verdict is Verdict.AGREE and held.agreed is None:
        return f"{said}. {AGREED_NOT_KEPT}"
    if held.verdict is Verdict.AGREE and not held.agreed:
        return f"{said} that it is nothing that the catalogue describes."
    named = held.agreed or held.visual_class
    if named is None:
        return said
    names = dict(case.names)
    return f"{said}: {case.described.name if case.described else names.get(named, named)}."


def _history(case: Case) -> list[Block]:
    pairs = [
        (moment(step.at), f"{step.kind.replace('_', ' ')}, {step.by or 'name deleted'}")
        for step in case.history
    ]
    return [
        rows(*pairs),
        text(f"Head of the register: row {case.head.count}, hash", "small"),
        {"kind": "hash", "text": case.head.hash},
        text(
            "To check that the register was not changed since: python -m findings verify "
            "--register FILE --head LINE, where LINE is:",
            "small",
        ),
        text(case.head.text, "small"),
        rows(("Program version", case.program_version)),
    ]


def _signatures() -> list[Block]:
    return [{"kind": "sign", "text": "Inspector"}, {"kind": "sign", "text": "Second person"}]
