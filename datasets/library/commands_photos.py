"""The commands about photos that are there: version, stats, history, undo, label, check."""

from __future__ import annotations

import argparse
import difflib
import sys

from datasets.library import datasheet, elsewhere, leaking, naming, opinions, versions, wording
from datasets.library.answer import SAID, Answer, counted, known_labels, shown_line
from datasets.library.changes import Change
from datasets.library.errors import RefusedError, TargetError
from datasets.library.library import Library
from datasets.library.opinions import Opinion
from datasets.library.progress import ProgressLine
from datasets.library.record import Box, Item, Verdict
from datasets.library.splits import PARTS, Shares
from findings.canonical import moment, now
from model.errors import shown


def version(library: Library, options: argparse.Namespace) -> Answer:
    """List, sign or verify versions."""
    if options.sign:
        drafted = versions.draft(
            library.items(),
            options.sign,
            options.by or "",
            moment(now()),
            shares=Shares(options.val, options.test),
            reviewed_only=options.reviewed_only or options.reviewed_here,
            elsewhere=elsewhere.reviewed(library),
            reviewed_here=options.reviewed_here,
            note=options.note,
        )
        line = ProgressLine(sys.stderr)
        try:
            drafted = leaking.judged(library, drafted, allow_near=options.allow_near, progress=line)
        finally:
            line.end()
        return _versions([library.sign(drafted)])
    if options.verify:
        return _verified(versions.verify(library, library.version(options.verify)))
    return _versions(list(library.versions()))


def _versions(found: list[versions.Version]) -> Answer:
    lines = [
        f"{each.name}  {each.sha256}  {counted(each.counts())}  "
        f"signed by {shown(each.signed_by)} on {each.signed}"
        + (f"  {shown(each.note)}" if each.note else "")
        for each in found
    ]
    rows = [
        {
            "name": each.name,
            "sha256": each.sha256,
            "counts": each.counts(),
            "signed": each.signed,
            "signed_by": each.signed_by,
            "note": each.note,
        }
        for each in found
    ]
    return Answer(tuple(lines or ["no version is signed"]), rows)


def _verified(made: versions.Verification) -> Answer:
    lines = [drift.sentence for drift in made.drifts]
    word = "holds" if made.holds else f"differs in {len(made.drifts)} points"
    lines.append(f"version {made.version.name} {word}; {made.added} usable photos came since")
    rows = [
        {"sha256": drift.sha256, "kind": drift.kind, "sentence": drift.sentence}
        for drift in made.drifts
    ]
    whole = {"holds": made.holds, "drifts": rows, "added": made.added}
    return Answer(tuple(lines), whole, 0 if made.holds else 1)


def stats(library: Library, options: argparse.Namespace) -> Answer:
    """Counts and gaps; a datasheet where asked."""
    known = () if options.any_label else known_labels()
    signed = library.version(options.version) if options.version else None
    if signed is not None:
        found = datasheet.of_version(library, signed)
    else:
        shares, imported = Shares(options.val, options.test), elsewhere.reviewed(library)
        found = datasheet.numbers(library.items(), shares, elsewhere=imported)
    if options.datasheet is not None:
        text = datasheet.markdown(found, options.name or library.path.name, known, signed)
        try:
            options.datasheet.write_text(text, encoding="utf-8")
        except (OSError, ValueError) as error:
            raise TargetError(f"{shown(options.datasheet.name)} cannot be written") from error
    told = [
        {"label": gap.label, "view": gap.view, "found": gap.found, "advice": gap.advice}
        for gap in datasheet.gaps(found, known)
    ]
    states = {state.value: count for state, count in found.states.items()}
    classes = {
        label: {
            "photos": held.photos,
            "reviewed": held.reviewed,
            "elsewhere": held.elsewhere,
            "objects": {part: len(held.objects[part]) for part in PARTS},
        }
        for label, held in found.classes.items()
    }
    head = "" if signed is None else f"version {signed.name}  {signed.sha256}  "
    lines = [f"{head}{found.total} photos: {counted(states)}" if found.total else "no photo"]
    lines += [
        f"{label}: {row.photos} photos, {row.count_objects} objects"
        for label, row in found.classes.items()
    ]
    lines += _told_gaps([f"{gap['found']}. {gap['advice']}" for gap in told])
    if options.datasheet is not None:
        lines.append(f"datasheet written to {shown(options.datasheet.name)}")
    whole = {"total": found.total, "states": states, "classes": classes, "gaps": told}
    return Answer(tuple(lines), {**whole, "left_out": found.left_out})


_GAPS = 10  # printed; the datasheet and --json have all


def _told_gaps(gaps: list[str]) -> list[str]:
    if not gaps:
        return []
    more = f"and {len(gaps) - _GAPS} more; --datasheet writes all"
    return ["what to collect next:", *gaps[:_GAPS], *([more] if len(gaps) > _GAPS else [])]


def history(library: Library, options: argparse.Namespace) -> Answer:
    """Changes, newest first."""
    with library.reading() as db:  # also of a photo that was withdrawn
        sha256 = naming.whole_hash(db, options.photo) if options.photo else None
    rows = library.history(sha256, options.by, options.limit, options.before)
    names = ("seq", "at", "actor", "kind", "sha256", "version", "undoes", "before", "after")
    told = [
        (c.at, f"{c.seq}  {c.at}  {c.actor}  {c.kind}  {c.sha256[:12]}  {_what(c)}",
         {name: getattr(c, name) for name in names})
        for c in rows
    ]  # fmt: skip
    if sha256 is not None and options.before is None:  # opinions change nothing, so have no number
        told += [
            (each.at, f"-  {each.at}  {each.by}  blind opinion  {sha256[:12]}  {_opined(each)}",
             {"at": each.at, "actor": each.by, "kind": "blind opinion", "sha256": sha256,
              "after": {"label": each.label, "cannot_tell": each.label is None}})
            for each in opinions.of_photo(library, sha256)
            if options.by in (None, each.by)
        ]  # fmt: skip
        told.sort(key=lambda each: each[0], reverse=True)
    lines = tuple(shown_line(line) for _, line, _ in told)
    return Answer(lines or ("no change",), [row for _, _, row in told])


def _opined(opinion: Opinion) -> str:
    return f"label: {opinion.label}" if opinion.label else "cannot_tell: yes"


def _what(change: Change) -> str:
    """Such as `label: handcuffs > thumb_cuffs, place: Brest`."""
    said = []
    for name, value in change.after.items():
        was, now = (_word(each) for each in (change.before.get(name), value))
        said.append(f"{name}: {f'{was} > ' if was else ''}{now or 'nothing'}")
    return ", ".join(said)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def undo(library: Library, options: argparse.Namespace) -> Answer:
    """Take back the last change of a user."""
    return _items(library.undo(options.by), "undone")


def label(library: Library, options: argparse.Namespace) -> Answer:
    """Label or review photos."""
    items = [library.get(sha256) for sha256 in options.photos]
    based = [(item.sha256, options.based_on or item.version) for item in items]
    if options.accept or options.reject:
        verdict = Verdict.ACCEPTED if options.accept else Verdict.REJECTED
        return _items(library.review(based, verdict, options.by, options.reject or ""), "reviewed")
    fields: dict[str, object] = {
        name: getattr(options, name) for name in SAID if getattr(options, name, None) is not None
    }
    if options.label is not None and not options.any_label:
        _check_known(library, options.label)
    if options.cannot_tell:
        fields["cannot_tell"] = True
    if options.several_goods:
        fields["several_goods"] = True
    if options.box is not None:
        fields["box"] = Box(*options.box)
    if not fields:
        raise RefusedError("say what to change, such as --label handcuffs")
    return _items(library.change(based, fields, options.by), "changed")


def _check_known(library: Library, wanted: str) -> None:
    """A slip of the fingers must not make a new class."""
    known = {*known_labels(), *filter(None, library.counts_by_label())}
    if wanted not in known:
        near = difflib.get_close_matches(wanted, sorted(known), 1)
        hint = f"did you mean {near[0]}? Otherwise" if near else "otherwise"
        raise RefusedError(f"label {shown(wanted)!r} is not known; {hint} add --any-label")


def _items(items: tuple[Item, ...], done: str) -> Answer:
    lines = tuple(
        f"{item.sha256[:12]}  {item.record.label or '-'}  {item.record.state.value}  {done}"
        for item in items
    )
    rows = [
        {"sha256": item.sha256, "version": item.version, **wording.to_json(item.record)}
        for item in items
    ]
    return Answer(lines, rows)


def check(library: Library, options: argparse.Namespace) -> Answer:
    """Prove every file."""
    faults = library.check(mend=options.mend)
    total = sum(library.counts_by_state().values())
    lines = [fault.sentence for fault in faults]
    lines.append(f"{total} photos, {len(faults)} faults")
    rows = [{"sha256": fault.sha256, "sentence": fault.sentence} for fault in faults]
    return Answer(tuple(lines), {"photos": total, "faults": rows}, 1 if faults else 0)
