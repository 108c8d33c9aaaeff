"""The person says where notifications go; the list says what came of them."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.wire import Answer, Asked
from apay_console.errors import Invalid
from apay_console.model.letter import LATE, TWICE
from apay_console.presenters.notifications import notifications
from apay_console.presenters.notifications.notice_plan import Plan, read_plan
from apay_console.presenters.notifications.notifications import Notifications
from tests.emulator.loops import serving
from tests.presenters.conftest import Desk, Run


def told(desk: Desk) -> Notifications:
    found = desk.console.notifications
    found.watch()
    desk.settle()
    return found


def lines(found: Notifications) -> list[str]:
    return [f"{line.title}: {line.outcome}" for line in found.lines]


def test_a_shop_is_told_and_its_answer_is_listed(desk: Desk) -> None:
    asked: list[Asked] = []

    def shop(one: Asked) -> Answer:
        asked.append(one)
        return Answer(404, b"no such page")

    found = told(desk)
    with serving(shop) as running:
        desk.do(lambda: found.set_endpoint(f" {running.base_url}/ipn "))
        assert found.plan.endpoint == f"{running.base_url}/ipn"
        found.test()
        desk.until(lambda: bool(found.lines) and found.lines[0].tone == "err")
    assert lines(found) == ["Test, as from Seller Central: 404, not tried again"]
    assert found.lines[0].said == "no such page"
    assert len(asked) == 1


def test_a_charge_is_named_with_its_state(desk: Desk) -> None:
    found = told(desk)
    desk.make_ready()
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))
    desk.until(lambda: len(found.lines) == 1)
    line = found.lines[0]
    assert str(line.title) == f"Charge {line.object_id.split('-')[3]}: Authorized"
    assert str(line.outcome) == "Not sent: there is no address to send it to."
    assert line.tone == "held"


def test_a_silent_shop_is_tried_again_and_given_up_with_the_clock(desk: Desk) -> None:
    found = told(desk)
    desk.do(lambda: found.set_endpoint("http://127.0.0.1:9/"))
    found.test()
    for tries in range(1, 5):
        desk.until(lambda tries=tries: bool(found.lines) and answers(desk) == tries)
        desk.console.host.do(lambda emulator: emulator.advance(3600), owner=found, done=_nothing)
    desk.until(lambda: "Given up after 4 tries" in lines(found)[0])
    assert "127.0.0.1:9 refused the connection." in lines(found)[0]


def answers(desk: Desk) -> int:
    return len(next(iter(desk.emulator.outbox)).answers)


def _nothing(_: Any) -> None:
    pass


def test_sending_again_and_looking_at_one(desk: Desk) -> None:
    found = told(desk)
    with serving(lambda _: Answer(200, b"")) as running:
        desk.do(lambda: found.set_endpoint(running.base_url))
        found.test()
        desk.until(lambda: bool(found.lines) and found.lines[0].tone == "ok")
        found.resend(found.lines[0].id)
        desk.until(lambda: "delivered 2 times" in lines(found)[0])
        with desk.qtbot.waitSignal(found.opened) as shown:
            found.open(found.lines[0].id)
        assert '"Type": "Notification"' in shown.args[0]
        found.confirm()
        found.dispute()
        desk.until(lambda: [line.tone for line in found.lines] == ["ok", "wait", "ok"])
    assert [str(line.title) for line in found.lines[:2]] == [
        "Test, as from Seller Central",
        "Asks to confirm the subscription",
    ]


def test_another_computer_is_asked_about_and_then_allowed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leads_away(url: str) -> bool:
        return "far" in url

    monkeypatch.setattr(notifications, "_leads_away", leads_away)
    found = told(desk)
    asks: list[str] = []
    found.asks.connect(asks.append)
    desk.do(lambda: found.set_endpoint("http://far.example/ipn"))
    assert (asks, found.plan.endpoint) == (["far.example"], "")
    desk.do(found.allow)
    assert found.plan.endpoint == "http://far.example/ipn"
    assert desk.emulator.settings.notifying.allowed == {"far.example"}
    desk.do(lambda: found.set_endpoint("http://far.example/other"))
    assert len(asks) == 1
    desk.do(lambda: found.set_endpoint("http://near.example/"))
    assert (len(asks), found.plan.endpoint) == (1, "http://near.example/")


def test_what_is_chosen_while_an_address_is_looked_up_loses_neither(desk: Desk) -> None:
    found = told(desk)
    found.set_endpoint("http://127.0.0.1:9/ipn")
    found.set_mode(TWICE)
    desk.settle()
    assert (found.plan.endpoint, found.plan.mode) == ("http://127.0.0.1:9/ipn", TWICE)


def test_no_means_that_nothing_was_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def leads_away(_: str) -> bool:
        return True

    monkeypatch.setattr(notifications, "_leads_away", leads_away)
    found = told(desk)
    desk.do(lambda: found.set_endpoint("http://far.example/ipn"))
    found.decline()
    desk.do(found.allow)
    assert found.plan == Plan()


def test_an_address_that_cannot_be_used_is_refused(desk: Desk) -> None:
    found = told(desk)
    refused: list[Invalid] = []
    found.refused.connect(refused.append)
    desk.do(lambda: found.set_endpoint("localhost:8080"))
    assert len(refused) == 1
    assert found.plan.endpoint == ""


def test_the_plan_is_the_same_tomorrow(run: Run) -> None:
    with run() as desk:
        desk.start()
        found = told(desk)
        desk.do(lambda: found.set_endpoint("http://127.0.0.1:9/ipn"))
        desk.do(lambda: found.set_mode(LATE))
        desk.do(lambda: found.set_after(90))
        desk.do(lambda: found.name_amazon(True))
        desk.do(lambda: found.use_sha256(True))
        plan = found.plan
    with run() as desk:
        desk.start()
        desk.until(lambda: desk.console.notifications.plan == plan)
        desk.settle()
        ways = desk.emulator.settings.notifying
        assert (ways.endpoint, ways.mode, ways.after) == ("http://127.0.0.1:9/ipn", "late", 90)
        assert (ways.amazon_host, ways.signature_version) == (True, "2")


def test_this_console_is_served_again_tomorrow(run: Run) -> None:
    with run() as desk:
        desk.start()
        found = told(desk)
        desk.console.notifications.use_console()
        desk.until(lambda: bool(found.plan.endpoint))
        desk.settle()
    with run() as desk:
        desk.start()
        receiver = desk.console.receiver
        desk.until(lambda: bool(receiver.url))
        desk.settle()
        found = told(desk)
        assert found.plan.endpoint == receiver.url
        found.test()
        desk.until(lambda: len(receiver.arrivals) == 1)
        desk.do(lambda: found.set_endpoint(""))
        assert not found.plan.is_here


@pytest.mark.parametrize(
    "kept",
    [None, [], "x", {}, {"endpoint": 7}, {"endpoint": "nonsense"}, {"mode": [], "after": "x"},
     {"after": True}, {"after": -1}, {"allowed": "x", "mode": "sometimes"}],
)  # fmt: skip
def test_a_plan_that_cannot_be_read_is_the_first_one(kept: Any) -> None:
    assert read_plan(kept) == Plan()


def test_a_kept_plan_comes_back() -> None:
    plan = Plan("http://localhost/", True, TWICE, 5, ("a.example",), True, True)
    assert read_plan(plan.kept) == plan
