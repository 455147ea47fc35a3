"""The inspector's page: a photo in, an answer in words, pictures and law out.

Turns typed errors into sentences; keeps no photo: the upload is deleted after the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import gradio as gr

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.markup import Html
from model.classifier import Classifier
from model.errors import TriageError
from model.explain import heat_overlay
from model.photo import Photo, Pixels
from model.references import ReferenceIndex
from model.screening import Report, screen
from pages.answer import Answer, answer, refusal
from pages.guide import TITLE, guide, page_head
from pages.inquiry import Inquiry
from pages.look import navigation
from pages.questions import questions
from pages.seen import reduced
from pages.uploads import camera, forget, photo_file

CAMERA = "Camera of this computer, or paste a picture"
CACHE_SECONDS = (300, 900)  # look every 5 minutes, delete uploads older than 15
# Moves readers and screen readers to the verdict; on a phone it would lie below the fold.
TO_VERDICT = """() => requestAnimationFrame(() => {
  const verdict = document.getElementById('verdict');
  if (verdict) {
    verdict.focus({preventScroll: true});
    verdict.closest('header').scrollIntoView({block: 'start'});
  }
})"""


@dataclass(frozen=True, slots=True)
class Inspector:
    """What an answer needs besides the photo.

    Attributes:
        classifier: names what is seen.
        catalogue: what the law says of it, and the reference views.
        references: embeddings of the reference views, or None where none were released.
    """

    classifier: Classifier
    catalogue: Catalogue
    references: ReferenceIndex | None

    def examine(self, path: str) -> tuple[Answer, Inquiry | None]:
        """The answer for an uploaded file and its questions; an error is an answer too."""
        try:
            # The same decoding scale as the command line, so that both give the same answer.
            photo = Photo.open(path, self.classifier.card.preprocess.min_side)
            report = screen(photo, self.classifier, self.catalogue)
            told = answer(
                report,
                photo,
                self.catalogue,
                references=self.references,
                looked=self._looked(report, photo),
                answered=datetime.now().astimezone(),
            )
            return told, Inquiry.of(report)
        except (TriageError, CatalogueError) as error:
            return refusal(str(error)), None

    def _looked(self, report: Report, photo: Photo) -> Pixels | None:
        """The activation map of the first class named, over the photo; None without one."""
        if not report.findings:
            return None
        card = self.classifier.card
        label = card.labels.index(report.findings[0].visual_class.id)
        return heat_overlay(
            reduced(photo.pixels), report.prediction.activations[label], card.preprocess
        )


def inspection_page(
    classifier: Classifier, catalogue: Catalogue, references: ReferenceIndex | None
) -> gr.Blocks:
    """Build the page.

    Args:
        classifier: names what is seen.
        catalogue: what the law says of it.
        references: embeddings of the reference views, for the most similar pictures.
    """
    respond = _responder(Inspector(classifier, catalogue, references), catalogue)
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=CACHE_SECONDS)
    with page:
        navigation()
        _html(page_head(), "head")
        file = photo_file()
        with gr.Accordion(CAMERA, open=False, elem_id="camera-fold"):
            shot = camera()
        head = _html(Html(""), "answer-head")
        inquiry = questions(catalogue)
        body = _html(Html(""), "answer")
        help_text = _html(guide(catalogue, classifier.card.labels, is_open=True), "help")
        for source, event in ((file, file.upload), (shot, shot.change)):
            event(
                respond,
                inputs=source,
                outputs=[source, head, inquiry, body, help_text],
                api_visibility="private",
                show_progress_on=head,
            ).then(None, js=TO_VERDICT)
    return page


def _html(content: Html, name: str) -> gr.HTML:
    """A part of the page that is ours alone: no style or script of Gradio's."""
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=None)


# A part of the page that stays as it is gets Gradio's own dictionary.
Part = Html | dict[str, str]
Response = tuple[None, Part, Inquiry | dict[str, str] | None, Part, Part]


def _responder(inspector: Inspector, catalogue: Catalogue) -> Callable[[str | None], Response]:
    """What happens with an upload: answered, deleted, and the input emptied for the next."""

    def respond(path: str | None) -> Response:
        if path is None:  # the camera tells that we emptied it: the answer stays
            return None, gr.skip(), gr.skip(), gr.skip(), gr.skip()
        try:
            told, inquiry = inspector.examine(path)
            folded = guide(catalogue, inspector.classifier.card.labels, is_open=False)
            return None, told.head, inquiry, told.body, folded
        finally:
            forget(path)

    return respond
