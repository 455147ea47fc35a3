"""The page of the dataset: photos in, what they are worth, and what the network learns."""

from __future__ import annotations

from typing import Any

import gradio as gr

from catalogue.markup import Html, tag
from pages import (
    dataset_add,
    dataset_augmentation,
    dataset_mistakes,
    dataset_overview,
    dataset_photo,
    dataset_same,
    dataset_strangers,
    dataset_teach,
    dataset_versions,
)
from pages.dataset_parts import html, tabs
from pages.look import navigation
from pages.workbench import Workbench

PHOTO = "photo"  # in the address: the page of one photo


def dataset_page(bench: Workbench) -> None:
    """Build the page; the caller has opened its route."""
    navigation(is_trainers=True)
    html(page_head())
    with gr.Column(visible=False, elem_id="photo-page") as one:
        opened, every = dataset_photo.build(bench)
    with gr.Column(elem_id="dataset-page") as whole, tabs("dataset-tabs"):
        with gr.Tab("Overview") as tab:
            dataset_overview.build(bench, tab)
        with gr.Tab("Add photos"):
            dataset_add.build(bench)
        with gr.Tab("Same object?"):
            dataset_same.build(bench)
        with gr.Tab("Find mistakes"):
            dataset_mistakes.build(bench)
        with gr.Tab("New products"):
            dataset_strangers.build(bench)
        with gr.Tab("Versions") as tab:
            dataset_versions.build(bench, tab)
        with gr.Tab("Augmentation"):
            dataset_augmentation.build(bench)
        with gr.Tab("Teach") as tab:
            dataset_teach.build(bench, tab)

    def asked(request: gr.Request) -> list[Any]:
        sha256 = str(request.query_params.get(PHOTO, ""))
        if not sha256:
            return [gr.Column(visible=False), gr.Column(visible=True), *map(_as_it_is, every)]
        shown = opened(sha256, request.username)
        return [gr.Column(visible=True), gr.Column(visible=False), *shown]

    gr.on(None, asked, None, [one, whole, *every], api_visibility="private", show_progress="hidden")


def _as_it_is(_: object) -> Any:
    return gr.skip()


def page_head() -> Html:
    """What the page is for."""
    words = "Photos of your own, how many and how good they are, and what the network learns."
    return tag("header", tag("h1", "The dataset"), tag("p", words, class_="purpose"),
               class_="page-head")  # fmt: skip
