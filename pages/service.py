"""The same answers for programs: named, typed endpoints beside the pages.

The names and the shapes of what they give are a contract: `docs/api.md`. Photos are deleted after
the answer and nothing is kept, as on the page.
"""

from __future__ import annotations

import gradio as gr
from gradio.events import api

from catalogue.decision import Given, decide, parse_measured
from catalogue.errors import CatalogueError
from catalogue.record import decision_record, record
from catalogue.search import SearchIndex
from model.errors import TriageError
from pages.case import MOST_PHOTOS, Exhibit, Item
from pages.inspector import Inspector
from pages.places import query_of
from pages.uploads import api_files, forget

Json = dict[str, object]


class Service:
    """The endpoints as plain functions; a fault ends as one sentence (`gr.Error`).

    Args:
        inspector: names what is seen and tells what the law says of it.
    """

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self._index = SearchIndex(inspector.catalogue)

    def check_photos(self, photos: tuple[str, ...], place: str, day: str) -> Json:
        """Tell what the photos of one object show, and what the law of a place and day says of it.

        Args:
            photos: Paths of one to ten photos of one object; deleted afterwards.
            place: `EU`, `XI`, `GB`, `US`, `UN` or `COE`; empty for `EU`.
            day: `2024-05-01`; empty for the lists in force.

        Returns:
            The report of `python -m model --json`, and `photos`: SHA-256, size and hints of each;
            `contradiction`: a sentence where the photos may show different objects, else empty.
        """
        try:
            query = query_of(place or self._inspector.catalogue.query.jurisdiction, day)
            if not 1 <= len(photos) <= MOST_PHOTOS:
                raise gr.Error(f"{len(photos)} photos were given, 1 to {MOST_PHOTOS} are taken")
            item = Item(tuple(self._inspector.look(path) for path in photos))
            told = self._inspector.tell(item, query)
        except (TriageError, CatalogueError) as error:
            raise gr.Error(str(error)) from error
        finally:
            for path in photos:
                forget(path)
        contradiction = told.contradiction.sentence if told.contradiction else ""
        return {
            **told.report.to_json(),
            "photos": [_photo(each) for each in item.exhibits],
            "contradiction": contradiction,
        }

    def search_catalogue(self, words: str) -> list[Json]:
        """Find goods, look-alikes and entries by any name, CN code or item, best first.

        Args:
            words: What to look for, such as `stun gun`, `8543 70` or `III 2.1`.

        Returns:
            For each hit its `id`, `name` and `why` it fits.
        """
        hits = self._index.find(words)
        return [{"id": hit.id, "name": hit.name, "why": hit.why} for hit in hits]

    def describe_class(self, id: str, place: str = "EU", day: str = "") -> Json:
        """Tell all about one class: law, look-alikes, questions, limits.

        Args:
            id: Of the class, such as `handcuffs`.
            place: Whose lists are asked.
            day: Of which day; empty for today.

        Returns:
            What `python -m catalogue show ID --json` prints.
        """
        try:
            catalogue = self._inspector.asked(query_of(place, day))
            return record(catalogue, catalogue[id])
        except CatalogueError as error:
            raise gr.Error(str(error)) from error

    def answer_questions(
        self, id: str, answers: dict[str, str], place: str = "EU", day: str = ""
    ) -> Json:
        """Follow the questions of a class as far as the answers lead.

        Args:
            id: Of the class.
            answers: Question id -> words of an answer, or a measurement such as `163+-2`.
            place: Whose lists are asked.
            day: Of which day; empty for today.

        Returns:
            What `python -m catalogue ask ID --json` prints: the next question, or the end.
        """
        try:
            catalogue = self._inspector.asked(query_of(place, day))
            its = catalogue[id]
            measured = {q.id for q in its.tree.questions.values() if q.measure} if its.tree else ()
            given: dict[str, Given] = {
                question: parse_measured(words) if question in measured else words
                for question, words in answers.items()
            }
            return decision_record(decide(catalogue, its, given))
        except CatalogueError as error:
            raise gr.Error(str(error)) from error


def _photo(exhibit: Exhibit) -> Json:
    taken = exhibit.taken
    return {
        "sha256": taken.sha256,
        "width": taken.width,
        "height": taken.height,
        "hints": [{"kind": h.kind.value, "sentence": h.sentence} for h in exhibit.hints],
    }


def endpoints(inspector: Inspector) -> None:
    """Add the endpoints to the page that is being built; nothing of it is visible."""
    service = Service(inspector)
    with gr.Row(visible=False):
        photos = api_files()
        place = gr.Textbox(value=inspector.catalogue.query.jurisdiction, label="place")
        day = gr.Textbox(label="day")
        told = gr.JSON(label="report")
        gr.Button().click(service.check_photos, [photos, place, day], told, api_name="check_photos")
    for function in (service.search_catalogue, service.describe_class, service.answer_questions):
        api(function, api_name=function.__name__)
