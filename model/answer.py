"""A `Report` as plain text for a terminal: what it looks like, what the law says, what is next."""

from __future__ import annotations

from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.visual_class import Kind, LegalLink
from model.screening import Finding, Outcome, Report, confidence_words

_HEADLINES = {
    Outcome.RECOGNISED: "Looks like a good that the lists name or may name.",
    Outcome.LOOK_ALIKE: "Looks like something that is not listed but is easily confused.",
    Outcome.UNSURE: "Unsure: compare these by hand.",
    Outcome.UNKNOWN: "Nothing the model knows; this does not mean that the good is free.",
}
_STATUSES = {
    Status.PROHIBITED: "prohibited",
    Status.EXPORT_AUTHORISATION: "export needs an authorisation",
    Status.SHOULD_BE_PROHIBITED: "should be prohibited, says a body that cannot bind",
    Status.SHOULD_BE_CONTROLLED: "should be controlled, says a body that cannot bind",
    Status.DEPENDS: "depends on what the photo cannot show",
    Status.REFER: "refer to the competent authority",
    Status.NOT_ESTABLISHED: "not established",
    Status.NOT_LISTED: "not listed",
}
_FLAWS = {
    "blurred": "the photo is blurred",
    "dark": "the photo is too dark",
    "bright": "the photo is too bright",
    "tiny": "the photo is very small",
    "flat": "the photo shows almost nothing",
}


def text(file: str, report: Report, catalogue: Catalogue) -> str:
    """Several lines, ending in the notice of the catalogue."""
    lines = [f"{file}: {_HEADLINES[report.outcome]}"]
    if report.own is not None:
        lines = [f"{file}: Looks like a class of your own: {report.own.label}; no law stored."]
    if report.quality:
        flaws = ", ".join(_FLAWS[flag] for flag in report.quality)
        lines.append(f"  Take another photo if you can: {flaws}.")
    for finding in report.findings:
        lines += _finding(finding, report, catalogue)
    if report.findings:
        lines += [f"  Next step: {step}" for step in catalogue.next_steps(_status(report))]
    lines.append(f"  {catalogue.notice}")
    return "\n".join(lines)


def _status(report: Report) -> Status:
    """Whose steps to name: the first class; when unsure the first good, as missing one is worse."""
    classes = [finding.visual_class for finding in report.findings]
    if report.outcome is Outcome.UNSURE:
        classes.sort(key=lambda shown: shown.kind is not Kind.GOOD)  # stable: keeps the ranking
    return classes[0].status


def _finding(finding: Finding, report: Report, catalogue: Catalogue) -> list[str]:
    shown = finding.visual_class
    words = confidence_words(finding.probability, report.thresholds)
    others = [catalogue.get(other.id) for other in shown.look_alikes]
    names = ", ".join(other.name for other in others if other is not None)
    return [
        f"  {words} {shown.name} ({finding.probability:.0%}): {_STATUSES[shown.status]}",
        *(f"    {_link(link)}" for link in shown.links),
        *([f"    Easily confused with: {names}"] if names else []),
        *(f"    Check: {question}" for question in shown.questions),
        *(
            [f"    A photo cannot show: {shown.photo_cannot_show}"]
            if shown.photo_cannot_show
            else []
        ),
    ]


def _link(link: LegalLink) -> str:
    entry: LegalEntry = link.entry
    reading = " (not named, by our reading)" if link.by_reading else ""
    condition = f"{reading} only if {link.condition}:"
    return (
        f"{entry.instrument}, Annex {entry.annex} item {entry.item} "
        f"({entry.version}, in force {entry.in_force.isoformat()}){condition} {entry.url}"
    )
