"""What the tab "Teach" says: the photos, what would change in words and pictures, the networks."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, picture, section, tag
from datasets.library import trial_words
from datasets.library.lesson import FEWEST, Lesson, Ready
from datasets.library.taught_card import Step, Taught
from datasets.library.trial import Answer, Trial, Tried
from pages.candidate import percent
from pages.dataset_parts import photo_address, table
from pages.workbench import THUMBNAIL, address_of

SHOWN_READY = 12  # classes that can be taught now; the rest is counted
SHOWN = 24  # changed photos as pictures; the rest is counted
_STEPS = {
    Step.PROPOSED: "Proposed: nobody has decided yet",
    Step.ACCEPTED: "Accepted",
    Step.UNDONE: "Undone",
    Step.DISCARDED: "Discarded",
}


def intro() -> Html:
    """What the tab is for."""
    return tag(
        "div",
        tag(
            "p",
            "Teach the network a class from 3 to 10 confirmed photos, without training. You see "
            "what would change on the test photos before you accept it, and you can take it back.",
        ),
        class_="sheet teach-intro",
    )


def choice(ready: Ready, name: str) -> str:
    """A class in the list of classes."""
    if ready.photos < FEWEST:
        return f"{name}: {ready.photos} photos, {FEWEST} are needed"
    return f"{name}: {ready.accepted} accepted, {ready.labelled} not reviewed"


def ready(choices: Sequence[str], photos: Sequence[int]) -> Html:
    """Which classes can be taught now, and what to do where none can.

    Args:
        choices: Classes in words, of `choice`.
        photos: How many photos of each can be used.
    """
    names = [words for words, count in zip(choices, photos, strict=True) if count >= FEWEST]
    if not names:
        words = (
            "No class can be taught yet. Label at least 3 photos of a class that are not of the "
            "test, and let a second person accept them."
        )
        return tag("div", tag("p", words), class_="sheet teach-ready")
    rest = len(names) - SHOWN_READY
    more = tag("p", f"{rest} more are in the list.") if rest > 0 else ""
    head = tag("p", "These classes have enough photos to be taught; at most 10 are used of each:")
    return tag("div", head, bullets(tuple(names[:SHOWN_READY])), more, class_="sheet teach-ready")


def chosen(lesson: Lesson, name: str) -> Html:
    """The photos that would be used, numbered, and what speaks against them."""
    figures = [
        tag(
            "figure",
            _photo(item.sha256, f"Photo {number} of {name}"),
            tag("figcaption", f"Photo {number}"),
            class_="teach-photo",
        )
        for number, item in enumerate(lesson.photos, start=1)
    ]
    return tag(
        "div",
        section("The photos it would learn from", tag("div", *figures, class_="teach-photos")),
        warnings(lesson.warnings),
        class_="sheet teach-part",
    )


def working(words: str, share: float, left: float) -> Html:
    """How far teaching is."""
    rest = f" About {left:.0f} seconds are left." if left >= 1 else ""
    bar = tag("progress", value=f"{share:.2f}", max="1", aria_label="Teaching")
    return tag("div", tag("p", f"{words}.{rest}"), bar, class_="sheet part", role="status")


def outcome(made: Taught, catalogue: Catalogue) -> Html:
    """What would change, and what that cannot tell."""
    card, tried = made.card, Trial.from_json(made.card.trial)
    name = named(card.class_id, catalogue)
    what = f"It learned a new class: {name}" if card.added else f"It knows better: {name}"
    cautions = (*trial_words.cautions(tried), *card.warnings)
    return tag(
        "div",
        section(
            what,
            tag("p", f"Learned from {len(card.photos)} photos. Nothing has changed yet."),
            bullets(trial_words.sentences(tried)),
        ),
        warnings(cautions),
        _changed(tried, catalogue),
        _views(tried, catalogue),
        _numbers(tried, catalogue),
        class_="sheet teach-part teach-outcome",
        tabindex="-1",
    )


def warnings(sentences: Sequence[str]) -> Html:
    """What a person should keep in mind."""
    if not sentences:
        return Html("")
    said = tuple(_sentence(each) for each in sentences)
    return section("Keep in mind", bullets(said), class_="part undecided")


def _changed(tried: Trial, catalogue: Catalogue) -> Html:
    """Every test photo that gets another first answer, old and new."""
    changed = tried.changed()
    if not tried.photos:
        return Html("")
    if not changed:
        return section("Test photos that would change", tag("p", "No first answer changes."))
    cards = [_card(each, catalogue) for each in changed[:SHOWN]]
    rest = len(changed) - SHOWN
    more = tag("p", f"{rest} more are not shown.") if rest > 0 else Html("")
    return section(
        "Test photos that would change", tag("div", *cards, class_="teach-changes"), more
    )


def _card(each: Tried, catalogue: Catalogue) -> Html:
    right = each.after.label == each.label
    verdict = "Right now" if right else "Wrong now"
    return tag(
        "figure",
        _photo(each.picture, f"Test photo of {named(each.label, catalogue)}"),
        tag(
            "figcaption",
            tag("strong", verdict if right or each.before.label == each.label else "Still wrong"),
            tag("span", f"It shows: {named(each.label, catalogue)}"),
            tag("span", f"Before: {_said(each.before, catalogue)}"),
            tag("span", f"After: {_said(each.after, catalogue)}"),
        ),
        class_="teach-change is-right" if right else "teach-change is-wrong",
    )


def _views(tried: Trial, catalogue: Catalogue) -> Html:
    """Reference views of other classes that would be called the class."""
    wrong = [
        each
        for each in tried.views
        if each.after.label == tried.class_id and each.before.label != tried.class_id
    ]
    figures = [
        tag(
            "figure",
            picture(path.read_bytes(), "image/webp", alt=named(each.label, catalogue)),
            tag("figcaption", f"{named(each.label, catalogue)}: rendered picture, not a photo"),
            class_="teach-change is-wrong",
        )
        for each in wrong[:SHOWN]
        if each.label in catalogue
        for path in catalogue.reference_views(each.label)
        if f"{each.label}/{path.name}" == each.picture
    ]
    if not figures:
        return Html("")
    return section(
        "Rendered pictures that would be called so", tag("div", *figures, class_="teach-changes")
    )


def _numbers(tried: Trial, catalogue: Catalogue) -> Html:
    """Right first answers of every class with test photos."""
    rows = [
        (
            named(label, catalogue),
            trial_words.counted(before),
            trial_words.counted(after),
        )
        for label, (before, after) in tried.recalls().items()
    ]
    if not rows:
        return Html("")
    caption = "Test photos named rightly, with the interval in which the true share lies (95 %)"
    return table(("Class", "Before", "After"), rows, caption)


def networks(there: Sequence[Taught], catalogue: Catalogue, where: str, fault: str = "") -> Html:
    """Which network holds, how to inspect with it, and every one that was taught.

    Args:
        there: all networks of the library, oldest first.
        catalogue: names the classes.
        where: folder of the networks.
        fault: why the accepted network does not propose; empty where it does.
    """
    held = [each for each in there if each.step is Step.ACCEPTED]
    if held:
        last = max(held, key=lambda each: each.events[-1].seq).card
        said = join(
            tag("p", "The label page proposes with this network: ", tag("code", last.name)),
            tag(
                "p",
                "The photo check keeps the released network. To inspect with the taught one, start "
                "the program with:",
            ),
            tag(
                "code",
                f"--weights {where}/{last.file('onnx')}",
                class_="teach-command",
                dir="ltr",
            ),
        )
    else:
        said = tag("p", "The released network holds everywhere: none was accepted.")
    wrong = warnings((f"the accepted network cannot be opened: {fault}",)) if fault else Html("")
    rows = [
        (
            each.card.name,
            named(each.card.class_id, catalogue),
            str(len(each.card.photos)),
            _STEPS[each.step],
            f"{each.events[-1].by}, {_day(each.events[-1].at)}",
        )
        for each in reversed(there)
    ]
    head = ("Network", "Class", "Photos", "Step", "By")
    listed = (
        table(head, rows, "Networks of this library, newest first", "classes") if rows else Html("")
    )
    return tag(
        "div", section("Which network holds", said), wrong, listed, class_="sheet teach-part"
    )


def named(label: str, catalogue: Catalogue) -> str:
    """What people call a class; one of the trainer's own has its id alone."""
    return catalogue[label].name if label in catalogue else label


def _day(at: str) -> str:
    """A moment as a person reads it."""
    return at.replace("T", " ").replace("Z", " UTC")


def _said(answer: Answer, catalogue: Catalogue) -> str:
    return f"{named(answer.label, catalogue)}, {percent(answer.probability)}"


def _photo(sha256: str, alt: str) -> Html:
    shown = tag("img", src=address_of(sha256, THUMBNAIL), alt=alt, loading="lazy", class_="picture")
    return tag("a", shown, href=photo_address(sha256))


def _sentence(text: str) -> str:
    whole = f"{text[:1].upper()}{text[1:]}"
    return whole if whole.endswith(".") else f"{whole}."
