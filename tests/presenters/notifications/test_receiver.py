"""This console receives notifications, judges them, and goes to what they tell of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from apay_console.errors import Invalid, NotSent, say
from apay_console.presenters.notifications import receiver as receivers
from apay_console.presenters.notifications.arrival import FORGED, GENUINE, UNCHECKED
from apay_console.presenters.notifications.receiver import Receiver
from tests.emulator.loops import exchange, wire
from tests.presenters.conftest import Desk, Run
from tests.profile_parts import sandbox
from tests.test_sns import certificate, envelope

AMAZON = "https://sns.eu-west-1.amazonaws.com/x.pem"


@contextmanager
def served(run: Run) -> Iterator[tuple[Desk, Receiver]]:
    with run() as desk:
        desk.start()
        receiver = desk.console.receiver
        with desk.qtbot.waitSignal(receiver.ready):
            receiver.serve()
        yield desk, receiver


def post(desk: Desk, receiver: Receiver, body: bytes, path: str = "", **headers: str) -> int:
    port, target = int(receiver.url.split(":")[2].split("/")[0]), path or "/notifications"
    whole = {"host": "localhost", "content-type": "text/plain", **headers}
    found: list[int] = []
    desk.parts.runner.call(
        lambda: exchange(port, wire("POST", target, whole, body)).status,
        owner=desk.console,
        done=found.append,
    )
    desk.until(lambda: bool(found))
    return found[0]


def test_what_is_posted_is_answered_and_judged(run: Run) -> None:
    with served(run) as (desk, receiver):
        assert post(desk, receiver, b"hello") == 200
        desk.until(lambda: len(receiver.arrivals) == 1)
        found = receiver.arrivals[0]
        assert (found.raw, found.status, found.tone) == ("hello", 200, FORGED)
        receiver.answer(500)
        assert post(desk, receiver, b"again") == 500
        desk.until(lambda: len(receiver.arrivals) == 2)
        assert (receiver.arrivals[0].raw, receiver.arrivals[0].status) == ("again", 500)
        receiver.clear()
        assert receiver.arrivals == ()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 404),
        ("", {"host": "shop.example"}, 400),
        ("", {"origin": "https://shop.example"}, 403),
    ],
)
def test_others_are_turned_away(run: Run, path: str, headers: dict[str, str], status: int) -> None:
    with served(run) as (desk, receiver):
        assert post(desk, receiver, b"{}", path, **headers) == status
        desk.settle()
        assert receiver.arrivals == ()


def test_its_address_is_kept_over_night(run: Run) -> None:
    with served(run) as (desk, receiver):
        url = receiver.url
        with desk.qtbot.waitSignal(receiver.ready):
            receiver.serve()
    with served(run) as (_, receiver):
        assert receiver.url == url


def test_what_the_emulator_sends_here_is_genuine_and_leads_to_its_charge(run: Run) -> None:
    with served(run) as (desk, receiver):
        desk.console.notifications.use_console()
        desk.settle()
        desk.make_ready()
        address = desk.pay()
        desk.do(lambda: desk.console.buyer.returned(address))
        desk.until(lambda: len(receiver.arrivals) == 1)
        desk.settle()
        (found,) = receiver.arrivals
        assert found.tone == GENUINE
        desk.do(lambda: desk.console.later.show(""))
        before = len(desk.exchanges)
        desk.do(lambda: receiver.read(found))
        assert desk.state.shown == found.object_id
        new = desk.state.exchanges[: len(desk.exchanges) - before]
        assert f"/charges/{found.object_id}" in new[-1].sent.url
        assert new[-1].operation == "get_charge"
        assert desk.state.object is not None
        assert desk.state.object.state == "Authorized"


def test_what_comes_twice_is_recognised_and_a_subscription_can_be_confirmed(run: Run) -> None:
    with served(run) as (desk, receiver):
        found = desk.console.notifications
        found.watch()
        found.use_console()
        desk.settle()
        desk.do(found.confirm)
        desk.until(lambda: len(receiver.arrivals) == 1 and bool(found.lines))
        desk.do(lambda: found.resend(found.lines[0].id))
        desk.until(lambda: len(receiver.arrivals) == 2)
        again, first = receiver.arrivals
        assert [one.again is not None for one in (first, again)] == [False, True]
        desk.until(lambda: "SubscribeURL was not opened yet" in str(found.lines[0].outcome))
        assert found.lines[0].tone == "wait"
        with desk.qtbot.waitSignal(receiver.settled):
            receiver.confirm(first)
        assert str(receiver.arrivals[1].meaning) == "It is confirmed: SNS may send here."
        desk.until(lambda: "confirmed at" in str(found.lines[0].outcome))
        assert found.lines[0].tone == "ok"


def test_only_what_is_genuine_is_confirmed(desk: Desk, private_key: Any) -> None:
    desk.do(desk.console.notifications.confirm)
    (notice,) = desk.emulator.outbox
    values = dict(envelope(private_key, SigningCertURL=AMAZON, Token=notice.token).values)
    values |= {"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns.test/"}
    receiver = pasted(desk, values)
    desk.do(lambda: receiver.confirm(receiver.arrivals[0]))
    assert notice.confirmed_at is None


@pytest.mark.parametrize(("size", "status"), [(600_000, 200), (1_048_576, 200), (1_048_577, 413)])
def test_what_is_too_large_is_refused_or_judged_and_not_kept(
    run: Run, size: int, status: int
) -> None:
    with served(run) as (desk, receiver):
        assert post(desk, receiver, b"{" + b" " * (size - 1)) == status
        assert post(desk, receiver, b"still here") == 200
        desk.until(lambda: bool(receiver.arrivals) and receiver.arrivals[0].raw == "still here")
        assert len(receiver.arrivals) == (2 if status == 200 else 1)
        assert len(receiver.arrivals[-1].raw) <= 10_000


def pasted(desk: Desk, values: Any) -> Receiver:
    receiver = desk.console.receiver
    with desk.qtbot.waitSignal(receiver.changed):
        receiver.paste(values if isinstance(values, str) else json.dumps(values))
    return receiver


def test_a_pasted_one_is_checked_with_amazon_s_certificate_on_demand(
    desk: Desk, private_key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    async def fetched(url: str, proxy: str) -> bytes:
        asked.append((url, proxy))
        return certificate(private_key)

    monkeypatch.setattr(receivers, "_fetched", fetched)
    receiver = pasted(desk, dict(envelope(private_key, SigningCertURL=AMAZON).values))
    (found,) = receiver.arrivals
    assert (found.tone, found.is_pasted, found.status) == (UNCHECKED, True, None)
    assert asked == []
    shop = replace(sandbox(), proxy="http://proxy.test:3128")
    monkeypatch.setattr(type(desk.console.profiles), "current", shop)
    with desk.qtbot.waitSignal(receiver.settled):
        receiver.fetch(found)
    assert asked == [(AMAZON, shop.proxy)]
    assert receiver.arrivals[0].tone == GENUINE
    receiver.fetch(receiver.arrivals[0])
    assert len(asked) == 1


def test_a_certificate_that_cannot_be_had_leaves_it_unchecked(
    desk: Desk, private_key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetched(_: str, __: str) -> bytes:
        raise NotSent(say("Nobody is there."))

    monkeypatch.setattr(receivers, "_fetched", fetched)
    receiver = pasted(desk, dict(envelope(private_key, SigningCertURL=AMAZON).values))
    with desk.qtbot.waitSignal(receiver.settled):
        receiver.fetch(receiver.arrivals[0])
    found = receiver.arrivals[0]
    assert (found.tone, str(found.verdict)) == (UNCHECKED, "Not checked: Nobody is there.")
    assert found.may_fetch


def test_nothing_is_pasted_and_nothing_is_judged(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.console.receiver.paste("  \n")
    assert desk.console.receiver.arrivals == ()


def test_a_megabyte_is_refused_and_not_kept(desk: Desk) -> None:
    receiver = pasted(desk, "{" + " " * 1_000_000)
    assert "larger than any notification" in str(receiver.arrivals[0].verdict)
    assert len(receiver.arrivals[0].raw) <= 10_000
