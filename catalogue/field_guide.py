"""The printable field guide: every good and look-alike on paper, for a post without a computer.

One HTML file that carries its pictures and needs no network; pure functions.
"""

from collections.abc import Iterable
from pathlib import Path

from catalogue.languages import ENGLISH, Language, Wording
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, join, picture, tag
from catalogue.page import asked, dates
from catalogue.tree import Question, Tree
from catalogue.visual_class import Kind, LegalLink, VisualClass

STYLE = Path(__file__).with_name("field_guide.css")
RENDERED = "rendered picture, not a photo"
VIEWS = 4
# Letters stand beside the colour, which a grey print loses.
MARKS = {
    Status.PROHIBITED: "P",
    Status.EXPORT_AUTHORISATION: "A",
    Status.SHOULD_BE_PROHIBITED: "p",
    Status.SHOULD_BE_CONTROLLED: "a",
    Status.DEPENDS: "?",
    Status.REFER: "R",
    Status.NOT_ESTABLISHED: "–",
    Status.NOT_LISTED: "N",
}


def guide(catalogue: Catalogue, language: Language) -> str:
    """The whole document.

    Args:
        catalogue: its query says which lists are asked.
        language: of names and status lines; the longer texts are in English and say so.
    """
    goods = [catalogue[id] for id in catalogue.ids(Kind.GOOD)]
    alikes = [catalogue[id] for id in catalogue.ids(Kind.LOOK_ALIKE)]
    body = join(
        _cover(catalogue, language),
        _contents(catalogue, language, (*goods, *alikes)),
        tag("h2", "Goods of the lists"),
        *(_sheet(catalogue, language, its) for its in goods),
        tag("h2", "Everyday things they are confused with"),
        *(_sheet(catalogue, language, its) for its in alikes),
        _entries(catalogue),
        _steps(catalogue, language),
    )
    head = join(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", "Field guide: goods under the Anti-Torture Regulation"),
        Html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>"),
    )
    page = tag("html", tag("head", head), tag("body", tag("main", body)), lang=ENGLISH)
    return f"<!doctype html>\n{page}\n"


def worded(wording: Wording) -> Html:
    """A text with its language and direction, so that readers and screen readers get it right."""
    return tag("span", wording.visible, lang=wording.language, dir=wording.direction)


def _cover(catalogue: Catalogue, language: Language) -> Html:
    legend = join(*(tag("li", _badge(status, language)) for status in MARKS))
    return tag(
        "header",
        tag("h1", "Field guide: goods under the Anti-Torture Regulation"),
        tag("p", catalogue.notice, class_="notice"),
        tag("p", "Lists asked: ", "; ".join(asked(catalogue)), "."),
        tag("p", f"Catalogue version {catalogue.version}. All pictures are rendered, not photos."),
        _language_note(language),
        tag("ul", legend, class_="legend"),
    )


def _language_note(language: Language) -> Html:
    if language.code == ENGLISH:
        return Html("")
    note = Wording(language.untranslated, language.code, language.direction, is_fallback=False)
    return tag("p", f"{language.name}: {language.review} [en]: ", worded(note))


def _contents(catalogue: Catalogue, language: Language, classes: Iterable[VisualClass]) -> Html:
    items = (
        tag("li", tag("a", worded(language.class_name(its.id, its.name)), href=f"#{its.id}"))
        for its in classes
    )
    return tag("nav", tag("h2", "Contents"), tag("ol", join(*items)), aria_label="Contents")


def _sheet(catalogue: Catalogue, language: Language, its: VisualClass) -> Html:
    """One class: what it is, its status, pictures, law, questions, look-alikes."""
    english = Html("") if language.code == ENGLISH else tag("p", its.name, class_="quiet")
    return tag(
        "article",
        tag("h3", worded(language.class_name(its.id, its.name))),
        english,
        tag("p", _badge(its.status, language), " ", its.status_reason),
        _views(catalogue, its, VIEWS),
        _paragraph("Recognise it by", its.recognise_by),
        _paragraph("Also called", ", ".join(its.other_names)),
        _paragraph("Handle with care", its.safety, class_="safety"),
        _paragraph("A photo cannot show", its.photo_cannot_show),
        _questions(catalogue, language, its),
        _list("Check too", its.checks),
        _law((*its.links, *its.also)),
        _alikes(catalogue, language, its),
        id=its.id,
    )


def _paragraph(head: str, text: str, class_: str = "point") -> Html:
    return tag("p", tag("strong", f"{head}: "), text, class_=class_) if text else Html("")


def _list(head: str, points: Iterable[str]) -> Html:
    shown = join(*(tag("li", point) for point in points))
    return join(tag("h4", head), tag("ul", shown)) if shown else Html("")


def _badge(status: Status, language: Language) -> Html:
    line = language.status_line(status, status.value.replace("_", " "))
    mark = tag("b", MARKS[status], aria_hidden="true")
    return tag("span", mark, " ", worded(line), class_=f"badge {status.value}")


def _views(catalogue: Catalogue, its: VisualClass, most: int) -> Html:
    """Rendered views with their caption."""
    files = catalogue.reference_views(its.id)[:most]
    if not files:
        return tag("p", "No reference picture yet.", class_="quiet")
    pictures = (
        picture(file.read_bytes(), "image/webp", alt=f"Rendered picture of {its.name}, view {n}")
        for n, file in enumerate(files, start=1)
    )
    return tag("figure", *pictures, tag("figcaption", RENDERED), class_="views")


def _questions(catalogue: Catalogue, language: Language, its: VisualClass) -> Html:
    """The tree as numbered questions, each answer with where it leads."""
    if its.tree is None:
        return Html("")
    asked_ = its.tree.questions_from(its.start)
    numbers = {question.id: str(n) for n, question in enumerate(asked_, start=1)}
    rows = (_question(catalogue, language, its.tree, numbers, question) for question in asked_)
    return join(tag("h4", "The questions that decide"), tag("ol", join(*rows), class_="tree"))


def _question(
    catalogue: Catalogue,
    language: Language,
    tree: Tree,
    numbers: dict[str, str],
    question: Question,
) -> Html:
    ways = [(answer.say, answer.to) for answer in question.answers]
    ways += [(words, band.to) for words, band in zip(question.ranges, question.bands, strict=True)]
    shown = (
        tag("li", f"{said}: ", _way(catalogue, language, tree, numbers, to)) for said, to in ways
    )
    helped = tag("span", f" {question.help}", class_="quiet") if question.help else Html("")
    return tag("li", question.ask, helped, tag("ul", join(*shown)))


def _way(
    catalogue: Catalogue, language: Language, tree: Tree, numbers: dict[str, str], to: str
) -> Html:
    """The number of the next question, or the status at the end with its reason."""
    if to in numbers:
        return tag("span", f"go to {numbers[to]}")
    end = tree.ends[to]
    ruling = catalogue.ruling(end.subject)
    status = Status.REFER if end.refer else ruling.status
    items = ", ".join(entry.key for entry in ruling.entries)
    cited = f" ({items})" if items else ""
    return join(_badge(status, language), f" {end.reason}{cited}")


def _law(links: Iterable[LegalLink]) -> Html:
    rows = join(*(_entry_row(link) for link in links))
    if not rows:
        return Html("")
    head = tag("tr", *(tag("th", word) for word in ("Entry", "Goods", "Only if", "CN codes")))
    return join(tag("h4", "Entries it can fall under"), tag("table", head, rows))


def _entry_row(link: LegalLink) -> Html:
    entry = link.entry
    name = tag("a", f"{entry.key}", href=entry.url)
    version = tag("span", f" {entry.instrument}, {entry.version}, {dates(entry)}", class_="quiet")
    hedge = "not named, by our reading: " if link.by_reading else ""
    return tag(
        "tr",
        tag("td", name, version),
        tag("td", entry.summary),
        tag("td", f"{hedge}{link.condition}"),
        tag("td", "; ".join(entry.cn) or "–"),
    )


def _alikes(catalogue: Catalogue, language: Language, its: VisualClass) -> Html:
    shown = (
        tag(
            "li",
            tag("a", worded(language.class_name(a.id, catalogue[a.id].name)), href=f"#{a.id}"),
            f": {a.difference}",
        )
        for a in its.look_alikes
    )
    return join(tag("h4", "Easily confused with"), tag("ul", join(*shown)))


def _entries(catalogue: Catalogue) -> Html:
    """Every entry, also those without a picture such as substances."""
    rows = join(
        *(
            tag(
                "tr",
                tag("td", tag("a", entry.key, href=entry.url)),
                tag("td", " ".join((entry.summary, *entry.notes))),
                tag("td", "; ".join(entry.cn) or "–"),
            )
            for entry in catalogue.entries
        )
    )
    head = tag("tr", *(tag("th", word) for word in ("Entry", "Goods, in our words", "CN codes")))
    return join(tag("h2", "All entries of the lists asked"), tag("table", head, rows))


def _steps(catalogue: Catalogue, language: Language) -> Html:
    """What to do next, by status."""
    parts = (
        join(
            tag("h3", _badge(status, language)),
            tag("ul", join(*(tag("li", step) for step in catalogue.next_steps(status)))),
        )
        for status in MARKS
        if catalogue.next_steps(status)
    )
    return join(tag("h2", "What to do next"), *parts)
