"""The endpoints by the Model Context Protocol: off unless asked for, then the same answers."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from tests.pages.browser import ROOT, free_port, serving


async def _ask(address: str, tool: str, arguments: dict[str, Any]) -> tuple[set[str], str]:
    async with (
        streamable_http_client(f"{address}/gradio_api/mcp/") as (reader, writer, _),
        ClientSession(reader, writer) as session,
    ):
        await session.initialize()
        names = {each.name for each in (await session.list_tools()).tools}
        answer = await session.call_tool(tool, arguments)
        return names, str(getattr(answer.content[0], "text", ""))


def test_an_assistant_searches_the_catalogue(tmp_path: Path) -> None:
    port = free_port()
    command = ["-m", "tests.pages.serve_app", "--port", str(port), "--mcp", "--no-register"]
    command += ["--learn-results", str(tmp_path / "learn.db")]
    with serving(command, port, tmp_path) as running:
        asked = _ask(running.address, "search_catalogue", {"words": "stun gun"})
        names, text = asyncio.run(asked)
    assert {"check_photos", "search_catalogue", "describe_class", "answer_questions"} <= names
    assert "'id': 'stun_gun'" in text or json.loads(text)[0]["id"] == "stun_gun"


def test_without_the_switch_there_is_nothing(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/gradio_api/mcp/", timeout=10)
    with refused.value as reply:
        assert reply.code == 404


@pytest.mark.parametrize(
    "more", [["--accounts", "nobody.db"], ["--behind-proxy"], ["--host", "0.0.0.0"]]
)
def test_assistants_are_let_in_only_where_nobody_logs_in(more: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "app.py", "--mcp", *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
