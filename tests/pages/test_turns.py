"""Uploads of one visitor take turns: a short wait where several come at once, a refusal of many."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from pages.serving import uploads
from pages.serving.asking import Refused
from pages.serving.gate import Gate
from pages.serving.guard import Guard
from pages.serving.health import Facts, Health
from pages.serving.owners import Owners
from pages.serving.routes import API
from pages.serving.turns import Turns

LATER = "wait for those before"


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError(f"{scope['path']} must not reach Gradio")


def gate(folder: Path) -> httpx.ASGITransport:
    made = Gate(
        nothing, guard=Guard(), health=Health(Facts(), folder), pages={"/"}, title="T",
        owners=Owners(folder),
    )  # fmt: skip
    return httpx.ASGITransport(made)


async def sent(client: httpx.AsyncClient, photo: bytes) -> httpx.Response:
    return await client.post(f"{API}/upload", files={"files": ("a.jpg", photo)})


def test_eight_inspectors_behind_one_address_are_never_refused(tmp_path: Path) -> None:
    """Programs that keep no cookie are one visitor; three uploads of one visitor run at once."""

    async def round_of(transport: httpx.ASGITransport) -> list[int]:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            asked = (sent(client, bytes([number]) * 3_000_000) for number in range(8))
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    async def rounds() -> list[int]:
        transport = gate(tmp_path)
        return [status for _ in range(3) for status in await round_of(transport)]

    assert asyncio.run(rounds()) == [200] * 24


def test_a_program_that_keeps_its_cookie_is_a_visitor_of_its_own(tmp_path: Path) -> None:
    async def config(scope: Scope, receive: Receive, send: Send) -> None:
        owners.append(scope["visitor"].owner)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    async def asked() -> None:
        transport = gate(tmp_path)
        transport.app._passing._app = config  # type: ignore[attr-defined]
        for _ in range(2):
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as one:
                first = await one.get("/config")
                assert first.headers["cache-control"] == "no-store"  # else a cache hands it on
                again = await one.get("/config")
                assert "set-cookie" not in again.headers

    owners: list[str] = []
    asyncio.run(asked())
    assert owners[0] == owners[2] == "address 127.0.0.1"
    assert owners[1].startswith("browser ")
    assert owners[3].startswith("browser ")
    assert owners[1] != owners[3]


def test_turns_are_taken_in_order_and_never_more_at_once() -> None:
    running, most, order = 0, 0, []

    async def one(turns: Turns, number: int) -> None:
        nonlocal running, most
        async with turns.of("anna", LATER):
            running, most = running + 1, max(most, running + 1)
            order.append(number)
            await asyncio.sleep(0.001)
            running -= 1

    async def all_of_them() -> None:
        turns = Turns(at_once=3, waiting=20, seconds=5)
        await asyncio.gather(*(one(turns, number) for number in range(20)))

    asyncio.run(all_of_them())
    assert most == 3
    assert order == list(range(20))


async def held(turns: Turns, owner: str, until: asyncio.Event) -> None:
    async with turns.of(owner, LATER):
        await until.wait()


def test_one_visitor_that_holds_everything_keeps_no_other_waiting_and_is_refused() -> None:
    async def hostile() -> None:
        turns, until = Turns(at_once=2, waiting=3, seconds=5), asyncio.Event()
        tasks = [asyncio.create_task(held(turns, "mallory", until)) for _ in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await held(turns, "mallory", until)
        assert (refused.value.status, refused.value.retry_after) == (429, 2)
        async with turns.of("anna", LATER):
            pass
        until.set()
        await asyncio.gather(*tasks)
        async with turns.of("mallory", LATER):  # afterwards there is room again
            pass

    asyncio.run(hostile())


def test_nobody_waits_for_ever_and_one_who_leaves_frees_the_place() -> None:
    async def slow() -> None:
        turns, until = Turns(at_once=1, waiting=2, seconds=0.01), asyncio.Event()
        first = asyncio.create_task(held(turns, "anna", until))
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await held(turns, "anna", until)
        assert refused.value.status == 429
        for _ in range(5):  # each leaves while it waits
            waiting = asyncio.create_task(held(turns, "anna", until))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        until.set()
        await first
        async with turns.of("anna", LATER):
            pass

    asyncio.run(slow())


def test_what_waits_is_bounded_and_shorter_than_an_upload_may_take() -> None:
    assert uploads.AT_ONCE <= 3
    assert uploads.WAITING <= 20
    assert uploads.WAIT_SECONDS <= 30
