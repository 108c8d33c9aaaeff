"""The bad day: whatever the other side does, the window says what is known, and lives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from PySide6.QtCore import QTimer

from apay_console.model.json_text import write
from tests.api import faults
from tests.api.faults import FaultServer, answer, answering
from tests.sale_parts import AMOUNT, MISSING, session_body
from tests.window_parts import Shop, quick
from tests.window_parts import shop as window

__all__ = ["quick", "window"]
ZEROS = "0" * 64


@pytest.fixture
def shop(window: Shop) -> Iterator[Shop]:
    """An amount is typed and not sent yet; afterwards all is as it was."""
    host = window.parts.console.host
    real, key = host.base_url, host.key
    window.parts.sender._ready().client._deadline = 0.3
    window.enter(AMOUNT, "19.99")
    yield window
    host.base_url, host.key = real, key
    window.run("session_tab")
    window.run("settle")
    window.run("get")
    if "ChargeAmountNotSet" not in window.needs[0]:
        window.enter(AMOUNT, "")
        window.send()
    window.run("discard")
    assert window.needs == list(MISSING)


@contextmanager
def in_place_of_amazon(shop: Shop, behaviour: faults.Behaviour) -> Iterator[FaultServer]:
    """Let all requests reach a server that fails."""
    real = shop.parts.console.host.base_url
    with FaultServer(behaviour) as server:
        shop.parts.console.host.base_url = server.url
        yield server
        shop.parts.console.host.base_url = real


@dataclass
class Heart:
    """Beats as long as the window's thread is free; the longest pause is kept."""

    longest: float = 0.0
    _last: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.timer = QTimer(interval=5)
        self.timer.timeout.connect(self._beat)
        self.timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def send_through(shop: Shop, behaviour: faults.Behaviour) -> FaultServer:
    with in_place_of_amazon(shop, behaviour) as server:
        heart = Heart()
        shop.send()
        heart.timer.stop()
    assert heart.longest < 1.0, f"the window stood still for {heart.longest:.2f} s"
    assert shop.text(AMOUNT) == "19.99 USD"  # nothing that was typed is ever lost
    return server


def refusing(status: int, code: str, words: str = "") -> faults.Behaviour:
    return answering(status, json.dumps({"reasonCode": code, "message": words}))


def is_blocked(shop: Shop) -> bool:
    """Whether nothing can be sent before the last request is checked."""
    able = shop.window.commands
    return not able["act"].isEnabled() and able["check"].isEnabled() and shop.state.unresolved


# --- nothing left ---------------------------------------------------------------------------------


def test_what_cannot_be_reached_was_not_sent_and_can_be_tried_again(shop):
    real = shop.parts.console.host.base_url
    shop.parts.console.host.base_url = "http://127.0.0.1:1"
    shop.send()
    assert shop.notice.startswith("Not sent. ")
    assert "127.0.0.1:1" in shop.notice
    assert shop.notice.endswith("Your values are kept.")
    assert shop.exchanges[-1] == "update_session NOT_SENT"
    assert shop.text(AMOUNT) == "19.99 USD"
    shop.parts.console.host.base_url = real
    shop.run("again")
    assert shop.needs == list(MISSING[1:])
    assert shop.notice == ""


# --- it left, and no answer came ------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        faults.resetting,
        faults.closing,
        faults.resetting_in_body,
        faults.closing_in_body,
        faults.holding,
        faults.dripping_head,
        faults.dripping_body,
        faults.saying("this is no HTTP\r\n\r\n"),
        answering(200, "<html>Welcome to the hotel's network</html>"),
        answering(200, '{"checkoutSessionId": "x", '),
        answering(200, b"\xff\xfe{}"),
        answering(200, b"x" * 9_000_000),
        faults.pouring,
        answering(500, "<html>Internal error</html>"),
        answering(302, b"", "Location: http://127.0.0.1:1/"),
    ],
    ids=[
        *("reset", "closed", "reset in the body", "closed in the body", "silence", "slow head"),
        *("slow body", "no HTTP", "HTML", "cut JSON", "no UTF-8", "9 MB", "endless", "500", "302"),
    ],
)
def test_without_a_usable_answer_nothing_more_is_sent_before_it_is_checked(behaviour, shop):
    server = send_through(shop, behaviour)
    assert len(server.requests) == 1  # a write is never repeated by itself
    assert "may or may not have applied it" in shop.notice
    assert shop.exchanges[-1] in {
        "update_session 200",
        "update_session 500",
        "update_session 302",
        "update_session UNKNOWN",
    }
    assert is_blocked(shop)
    assert str(shop.state.reason) == "Check the last request first: its outcome is unknown."


def test_checking_sends_the_same_bytes_again_and_settles_it(shop):
    server = send_through(shop, faults.resetting)
    first = server.last[2]
    shop.run("check")
    assert shop.state.exchange.sent.body == first
    assert shop.needs == list(MISSING[1:])
    assert not shop.state.unresolved
    assert shop.window.commands["check"].isEnabled() is False


def test_looking_is_allowed_meanwhile_and_does_not_unblock(shop):
    send_through(shop, faults.resetting)
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert "still unknown" in shop.notice
    assert is_blocked(shop)
    shop.run("settle")
    assert not shop.state.unresolved
    assert shop.window.commands["act"].isEnabled()


def test_an_empty_success_says_so_and_shows_what_was_there(shop):
    send_through(shop, answering(200, "{}"))
    assert shop.notice
    assert shop.needs[0] in {"ChargeAmountNotSet", "✓ ChargeAmountNotSet"}
    assert shop.window.page.answer.tree.tree.isVisible()


def test_a_question_without_an_answer_blocks_nothing(shop):
    with in_place_of_amazon(shop, faults.resetting):
        shop.run("get")
    assert "Nothing was changed by asking." in shop.notice
    assert shop.window.commands["act"].isEnabled()


# --- it was refused -------------------------------------------------------------------------------


def test_a_signature_that_the_server_read_alike_points_at_key_and_region(shop):
    shop.parts.console.host.key = generate_private_key(public_exponent=65537, key_size=2048)
    shop.send()
    assert shop.exchanges[-1] == "update_session 403"
    assert "could not verify the signature; nothing changed" in shop.notice
    assert "check key, key id, region or algorithm" in shop.notice
    shop.run("signature")
    page = shop.window.page.answer.signature
    assert "Amazon's hash is the same: it read the request as we did." in _headings(page)
    assert shop.text(AMOUNT) == "19.99 USD"


def test_a_signature_that_the_server_read_otherwise_was_changed_on_the_way(shop):
    words = f"Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n{ZEROS}]"
    send_through(shop, refusing(403, "InvalidRequestSignature", words))
    assert "the request changed on the way" in shop.notice
    shop.run("signature")
    page = shop.window.page.answer.signature
    assert "Amazon's hash is another: the request changed on the way." in _headings(page)


def _headings(page) -> list[str]:
    from apay_console.ui.parts.text import PlainLabel

    return [label.text() for label in page.findChildren(PlainLabel)]


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (404, "ResourceNotFound", "has no such session here"),
        (400, "InvalidParameterValue", "does not accept a value"),
        (400, "UnrecognizedField", "does not know a field"),
        (400, "InvalidHeaderValue", "refused a header"),
        (401, "UnauthorizedAccess", "does not let this merchant"),
        (409, "DuplicateIdempotencyKey", "was used before"),
        (429, "TooManyRequests", "wait a few seconds"),
        (400, "SomethingNew", "refused it (400 SomethingNew)"),
    ],
)
def test_a_refusal_is_said_in_our_words_and_blocks_nothing(status, code, says, shop):
    send_through(shop, refusing(status, code, "Amazon's <b>own</b> words"))
    assert says in shop.notice
    assert "Amazon's <b>own</b> words" in shop.said
    assert not shop.state.unresolved
    assert shop.window.commands["act"].isEnabled()


def test_a_session_that_takes_no_more_is_read_by_itself(shop):
    body = write(session_body(values={"statusDetails.state": "Completed"}))

    def ended(visit: faults.Visit) -> None:
        refused = {"reasonCode": "InvalidCheckoutSessionStatus", "message": "no"}
        is_read = visit.request.startswith(b"GET")
        visit.say(answer(200, body) if is_read else answer(422, json.dumps(refused)))

    with in_place_of_amazon(shop, ended):
        shop.send()
    assert shop.exchanges[-2:] == ["update_session 422", "get_session 200"]
    assert "so it takes no more changes. The payment stands." in shop.notice
    assert shop.window.page.request.primary.text() == "New with these values"
    assert shop.text(AMOUNT) == "19.99 USD"


@pytest.mark.parametrize(
    "body",
    [
        {"reasonCode": 123, "message": {"a": 1}},
        {"reasonCode": None},
        [],
        "no",
        {"reasonCode": "x" * 100_000, "message": "y" * 100_000},
    ],
)
def test_refusals_of_wrong_types_are_taken_as_they_are(body, shop):
    send_through(shop, answering(400, json.dumps(body)))
    assert shop.notice
    assert len(shop.notice) < 1_000
    assert shop.window.width() == 1440


@pytest.mark.parametrize(
    "values",
    [
        {"webCheckoutDetails.amazonPayRedirectUrl": ["a"]},
        {"webCheckoutDetails.amazonPayRedirectUrl": 7},
        {"paymentDetails.chargeAmount": "1.00"},
        {"paymentDetails.chargeAmount": {"amount": 1.00000000000000000001, "currencyCode": None}},
        {"expirationTimestamp": "20261124T000000Z", "creationTimestamp": 9999},
        {"statusDetails.state": None},
        {"constraints": "none"},
        {"constraints": [None, 1, {"constraintId": 7}]},
        {"buyer.name": {"a": 1}},
        {"merchantMetadata.noteToBuyer": ["x"]},
    ],
)
def test_an_answer_of_wrong_types_is_shown_as_it_came(values, shop):
    named = {"checkoutSessionId": shop.state.sale.session_id}
    with in_place_of_amazon(shop, answering(200, write(session_body(values=named | values)))):
        shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert shop.window.page.answer.tree.tree.isVisible()
    shop.run("get")
    assert shop.needs[0] == "✓ ChargeAmountNotSet"


def test_an_answer_about_another_session_does_not_change_what_is_asked_next(shop):
    mine = shop.state.sale.session_id
    with in_place_of_amazon(shop, answering(200, write(session_body()))):
        shop.run("get")
    assert shop.state.sale.session_id == mine
    shop.run("get")
    assert shop.state.session.id == mine


def test_an_answer_of_eight_megabytes_leaves_the_window_usable(shop):
    body = session_body() | {"tea": [{"leaf": number} for number in range(100_000)]}
    with in_place_of_amazon(shop, answering(200, write(body))):
        shop.parts.sender._ready().client._deadline = 5
        heart = Heart()
        shop.run("get")
        heart.timer.stop()
    assert shop.exchanges[-1] == "get_session 200"
    assert heart.longest < 3.0, f"the window stood still for {heart.longest:.2f} s"
    shop.enter(AMOUNT, "5")
    assert shop.text(AMOUNT) == "5 USD"
    print(f"longest pause with 100,000 nodes: {heart.longest * 1000:.0f} ms")
