"""A quiz about goods, look-alikes and law, with results that stay on this computer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import gradio as gr

from catalogue.load import Catalogue
from catalogue.markup import Html, tag
from pages.learn_room import Room, Visit, new_seed, now_utc, warning
from pages.look import navigation
from pages.status import SIGNS
from quiz.deck import Deck
from quiz.errors import ProgressError
from quiz.local_photos import LocalPhotos
from quiz.progress import Progress

NAME, PATH = "Learn", "learn"
HONEST = (
    "Rendered pictures differ from real goods. The quiz trains the eye and the law; "
    "it proves no competence."
)
PURPOSE = "Ten cards at a time. What you miss comes back sooner."
# Clicks and keys become one event with plain data; focus and the spoken line follow each answer.
_SCRIPT = """
const live = document.createElement('div');
live.className = 'learn-unseen';
live.setAttribute('role', 'status');
live.setAttribute('aria-live', 'polite');
(element.closest('main') || document.body).appendChild(live);

element.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-do]');
  if (!pressed) return;
  const want = element.querySelector('input[name=want]:checked');
  pressed.setAttribute('aria-pressed', 'true');
  trigger('click', {
    do: pressed.dataset.do,
    at: pressed.dataset.at || '',
    number: pressed.dataset.number || '',
    want: want ? want.value : '',
  });
});
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest('input[type=text], textarea, select, [contenteditable=true]')) return;
  const key = /^[1-4]$/.test(event.key) ? event.key : '';
  if (key) {
    const choice = element.querySelector(`[data-key="${key}"]`);
    if (choice) { event.preventDefault(); choice.click(); }
  } else if (event.key === 'Enter' && !event.target.closest('button, a, summary, input')) {
    const on = element.querySelector('button[data-focus]');
    if (on) { event.preventDefault(); on.click(); }
  }
});
watch('value', () => {
  const said = element.querySelector('[data-say]');
  live.textContent = said ? said.dataset.say : '';
  const next = element.querySelector('[data-focus]');
  if (!next) return;
  next.focus({preventScroll: true});
  const top = element.getBoundingClientRect().top;
  const isNarrow = window.innerWidth < 700;  // where the head would take a fifth of the screen
  if (isNarrow || top < 0 || top > window.innerHeight / 3) window.scrollBy(0, top - 8);
});
"""


def learn_page(
    catalogue: Catalogue,
    progress: Progress,
    photos: LocalPhotos | None = None,
    *,
    clock: Callable[[], datetime] = now_utc,
    seeds: Callable[[], str] = new_seed,
) -> None:
    """Build the page; the caller has opened its route.

    Args:
        catalogue: the goods, the law and the rendered views.
        progress: where answers are kept.
        photos: photos of one's own, from `quiz.local_photos.find`.
        clock: gives the time, UTC.
        seeds: gives the seed of a sitting.
    """
    words = {status: sign.word for status, sign in SIGNS.items()}
    room = Room(Deck(catalogue, words, photos), progress, clock, seeds)
    navigation()
    head = tag(
        "header",
        tag("h1", "Learn to tell them apart"),
        tag("p", PURPOSE, class_="purpose"),
        tag("p", HONEST, class_="quiet"),
        class_="page-head",
    )
    gr.HTML(head, apply_default_css=False, js_on_load=None)
    state = gr.State(None, delete_callback=lambda visit: left_behind(visit, progress))
    shown = gr.HTML(Html(""), elem_id="learn", apply_default_css=False, js_on_load=_SCRIPT)

    def opened(request: gr.Request) -> tuple[Visit, Html]:
        visit = Visit(_user(request, progress))
        return _told(lambda: room.entrance(visit), visit)

    def act(visit: Visit | None, event: gr.EventData, request: gr.Request) -> tuple[Visit, Html]:
        known = visit or Visit(_user(request, progress))
        sent = event._data if isinstance(event._data, dict) else {}
        action, want = str(sent.get("do", "")), str(sent.get("want", ""))
        at, number = _number(sent.get("at")), _number(sent.get("number"))
        return _told(lambda: room.act(known, action, at, number, want), known)

    shown.click(
        act, state, [state, shown], api_visibility="private", show_progress="hidden", queue=True
    )
    gr.on(None, opened, None, [state, shown], api_visibility="private")


def _told(step: Callable[[], tuple[Visit, Html]], visit: Visit) -> tuple[Visit, Html]:
    """The outcome of a step; where the results cannot be used, the sentence that says so."""
    try:
        return step()
    except ProgressError as error:
        return visit, warning(f"The results cannot be used: {error}.")


def _user(request: gr.Request, progress: Progress) -> str:
    """Whose answers these are: the account's, or in memory those of this one visit."""
    named = request.username or ""
    return named if named or progress.is_kept else f"visit {request.session_hash}"


def left_behind(visit: Visit | None, progress: Progress) -> None:
    """Forget the answers of a visit that kept them in memory only."""
    if visit is not None and not progress.is_kept:
        progress.delete(visit.user)


def _number(sent: object) -> int:
    """A number that a browser sent, or -1."""
    return int(sent) if isinstance(sent, str) and sent.isascii() and sent.isdigit() else -1
