"""Letters reach shops on this computer, and others only by the person's word."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from apay_console.api import posting
from apay_console.api.posting import Poster
from apay_console.emulator.server import Running
from apay_console.emulator.wire import Answer, Asked, Delivery
from apay_console.model.letter import Letter, Receipt
from tests.api.certificates import authority
from tests.api.conftest import Serve
from tests.api.deadlines import Deadlines
from tests.api.faults import answering
from tests.emulator.loops import serving
from tests.patience import PATIENCE_S

HEADERS = (
    ("content-type", "text/plain; charset=UTF-8"),
    ("user-agent", "Amazon Simple Notification Service Agent"),
    ("x-amz-sns-message-type", "Notification"),
)
BODY = '{"Type": "Notification", "ä": 1}'.encode()
NAMES = {
    "shop.test": ["127.0.0.1"],
    "far.test": ["192.0.2.7"],
    "both.test": ["127.0.0.1", "192.0.2.7"],
    "two.test": ["127.0.0.2", "127.0.0.1"],
}


@contextmanager
def shop(answer: Answer | Callable[[Asked], Answer]) -> Iterator[tuple[Running, list[Asked]]]:
    """A shop that answers, and remembers what it was sent."""
    sent: list[Asked] = []

    def handle(asked: Asked) -> Answer:
        sent.append(asked)
        return answer(asked) if callable(answer) else answer

    with serving(handle) as running:
        yield running, sent


def post(url: str, *allowed: str, **ways: Any) -> Receipt:
    async def whole() -> Receipt:
        poster = Poster(**ways)
        try:
            return await poster.post(Letter(url, HEADERS, BODY, frozenset(allowed)))
        finally:
            await poster.close()

    return asyncio.run(whole())


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few names, known without asking anybody."""

    async def found(_: Any, host: str, port: int, **__: Any) -> list[Any]:
        if host not in NAMES:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(2, 1, 6, "", (address, port)) for address in NAMES[host]]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", found)


def test_a_shop_gets_exactly_the_letter() -> None:
    with shop(Answer(200, b"thanks")) as (running, sent):
        receipt = post(f"{running.base_url}/ipn?key=7#not-sent")
        assert (receipt.status, receipt.body, receipt.reason) == (200, b"thanks", None)
        assert receipt.is_taken
        assert not receipt.may_repeat
        assert receipt.took_ms > 0
        (asked,) = sent
        assert (asked.method, asked.target, asked.body) == ("POST", "/ipn?key=7", BODY)
        assert asked.header("host") == running.base_url.removeprefix("http://")
        assert [(name, asked.header(name)) for name, _ in HEADERS] == list(HEADERS)
        assert [name for name, _ in asked.headers].count("host") == 1
        assert asked.header("content-length") == str(len(BODY))
        assert not asked.header("cookie")
        assert not asked.header("accept-encoding").count("gzip")


def test_localhost_is_this_computer_whichever_address_it_has_first() -> None:
    with shop(Answer(204, b"")) as (running, _):
        assert post(f"http://localhost:{running.port}/").is_taken


@pytest.mark.usefixtures("names")
def test_a_name_that_means_this_computer_is_this_computer() -> None:
    with shop(Answer(200, b"")) as (running, sent):
        assert post(f"http://shop.test:{running.port}/").is_taken
        assert sent[0].header("host") == f"shop.test:{running.port}"


@pytest.mark.usefixtures("names")
def test_an_address_that_nobody_answers_at_is_not_the_last() -> None:
    with shop(Answer(200, b"")) as (running, sent):
        assert post(f"http://two.test:{running.port}/").is_taken
        assert len(sent) == 1


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("host", ["far.test", "both.test"])
def test_another_computer_is_sent_nothing_before_it_is_allowed_by_name(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop(Answer(200, b"")) as (running, sent):
        url = f"http://{host}:{running.port}/"
        for allowed in ([], ["shop.test"], [host.removesuffix(".test")]):
            receipt = post(url, *allowed)
            assert receipt.status is None
            assert str(receipt.reason).startswith(f"{host} is not this computer")
        assert sent == []
        monkeypatch.setitem(NAMES, host, ["127.0.0.1"])
        monkeypatch.setattr(posting._Place, "is_here", False)
        assert post(url).status is None
        assert post(url, host).is_taken
        assert len(sent) == 1


def test_addresses_of_other_computers_need_the_same_word() -> None:
    for host in ("192.0.2.7", "[2001:db8::1]", "0.0.0.0"):
        assert "is not this computer" in str(post(f"http://{host}/").reason)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_followed(status: int) -> None:
    with shop(Answer(200, b"")) as (other, reached):
        away = Answer(status, b"", (("location", f"{other.base_url}/"),))
        with shop(away) as (running, _):
            receipt = post(running.base_url)
        assert (receipt.status, receipt.is_taken, receipt.may_repeat) == (status, False, False)
        assert reached == []


@pytest.mark.parametrize(
    ("status", "repeat"), [(400, False), (404, False), (499, False), (500, True), (503, True)]
)
def test_what_a_shop_refuses_is_not_repeated_but_what_it_fails_at_is(
    status: int, repeat: bool
) -> None:
    with shop(Answer(status, b"no")) as (running, _):
        receipt = post(running.base_url)
    assert (receipt.status, receipt.is_taken, receipt.may_repeat) == (status, False, repeat)


def test_a_shop_that_is_not_there_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        receipt = post(f"http://127.0.0.1:{port}/")
    assert str(receipt.reason) == f"127.0.0.1:{port} refused the connection."
    assert receipt.may_repeat


@pytest.mark.usefixtures("names")
def test_a_name_that_nobody_has_is_named() -> None:
    assert str(post("http://nowhere.test/").reason) == "The name nowhere.test could not be found."


@pytest.mark.parametrize("host", ["a..b", ".local", "a" * 70])
def test_a_name_that_cannot_be_one_is_as_good_as_unknown(host: str) -> None:
    assert str(post(f"http://{host}/").reason) == f"The name {host} could not be found."
    assert asyncio.run(posting.leads_away(f"http://{host}/")) is False


def test_a_slow_shop_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    deadlines = Deadlines(posting, monkeypatch)

    def late(_: Asked) -> Answer:
        deadlines.expire()
        return Answer(200, b"", delivery=Delivery(delay=PATIENCE_S))

    with shop(late) as (running, _):
        receipt = post(running.base_url, deadline=PATIENCE_S)
    assert receipt.status is None
    assert "within 60 seconds" in str(receipt.reason)
    assert receipt.may_repeat


def test_a_shop_that_breaks_off_is_told_from_one_that_answers() -> None:
    with shop(Answer(200, b"", delivery=Delivery(reset=True))) as (running, _):
        receipt = post(running.base_url)
    assert (receipt.status, receipt.reason is not None) == (None, True)


def test_of_a_long_answer_only_the_first_is_kept() -> None:
    with shop(Answer(500, b"x" * 1_000_000)) as (running, _):
        assert post(running.base_url).body == b"x" * 4096


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with shop(Answer(200, b"")) as (running, _):
        assert post(running.base_url).is_taken


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(("host", "status"), [("shop.test", 200), ("other.test", None)])
def test_a_shop_s_certificate_is_checked_against_its_name(
    host: str, status: int | None, serve: Serve, tmp_path: Path
) -> None:
    issuer = authority(tmp_path)
    server = serve(answering(200), tls=issuer.server(host))
    receipt = post(f"https://shop.test:{server.port}/ipn", trust=issuer.trust)
    assert receipt.status == status
    assert len(server.requests) == (1 if status else 0)
    if not status:
        assert "belongs to another host" in str(receipt.reason)
