"""What merchants are told: each change of state, once, in order, and again where it failed."""

from __future__ import annotations

from typing import Any

from apay_console.emulator.notices.outbox import FULL, KEPT, MOST_WAITING
from apay_console.errors import say
from apay_console.model.fields import ApiVersion
from apay_console.model.letter import LATE
from apay_console.model.notification import Told
from tests.emulator.notices.outbox_parts import HOUR, OK, URL, opened, posted, sell
from tests.emulator.shop import NOW, Till


def lines(notices: Any) -> list[tuple[str, str]]:
    return [(row.told.object_type, row.state) for row in notices]


def test_each_change_of_state_is_told_in_order(till: Till) -> None:
    outbox = opened(till)
    session = sell(till)
    sent = posted(outbox)
    assert lines(sent) == [
        ("CHARGE_PERMISSION", "Chargeable"),
        ("CHARGE", "Authorized"),
        ("CHARGE_PERMISSION", "NonChargeable"),
    ]
    assert [row.told.object_id for row in sent if row.told] == [
        session["chargePermissionId"],
        session["chargeId"],
        session["chargePermissionId"],
    ]
    assert {row.told.permission_id for row in sent if row.told} == {session["chargePermissionId"]}
    assert {row.told.version for row in sent if row.told} == {ApiVersion.V2}
    assert len({row.id for row in sent} | {row.told.id for row in sent if row.told}) == 6
    assert posted(outbox) == []


def test_v1_is_told_of_charges_and_refunds_only(tills: Any) -> None:
    till = tills(version="v1")
    outbox = opened(till)
    session = sell(till)
    (notice,) = posted(outbox)
    assert lines([notice]) == [("CHARGE", "Authorized")]
    assert notice.told
    assert notice.told.spell()["objectId"] == session["chargeId"]


def test_sessions_are_never_told_of(till: Till) -> None:
    outbox = opened(till)
    till.new()
    till.emulator.advance(31 * 24 * HOUR)
    assert list(outbox) == []


def test_what_happens_by_itself_is_told_at_its_own_time(till: Till) -> None:
    outbox = opened(till)
    sell(till, "0701", canHandlePendingAuthorization=True)
    till.emulator.advance(31 * 24 * HOUR)
    told = [
        (row.state, row.at - NOW) for row in outbox if row.told and row.told.object_type == "CHARGE"
    ]
    assert told[0] == ("AuthorizationInitiated", 0)
    assert told[1][1] == 30


def test_nothing_is_due_without_an_address_and_nothing_is_sent_later(till: Till) -> None:
    sell(till)
    outbox = opened(till)
    assert posted(outbox) == []
    assert len(list(outbox)) == 3
    assert {str(row.held) for row in outbox} == {"Not sent: there is no address to send it to."}


def test_what_waits_when_the_address_is_taken_away_is_never_sent(till: Till) -> None:
    outbox = opened(till, LATE, 90)
    sell(till)
    till.emulator.settings.notifying.endpoint = ""
    till.emulator.advance(91)
    assert posted(outbox) == []
    assert {str(row.held) for row in outbox} == {"Not sent: there is no address to send it to."}
    opened(till)
    assert posted(outbox) == []


def test_what_nothing_leads_to_is_told_by_hand(till: Till) -> None:
    outbox = opened(till, LATE)
    outbox.by_hand(Told("CHARGEBACK", "S01-1-1-C1", "S01-1-1"))
    (notice,) = posted(outbox)
    assert notice.told
    assert (notice.told.object_type, notice.told.merchant_id) == ("CHARGEBACK", "A0EMULATORSHOP")


def test_a_subscription_is_confirmed_with_a_token(till: Till) -> None:
    outbox = opened(till)
    notice = outbox.confirm()
    assert (notice.type, len(notice.token)) == ("SubscriptionConfirmation", 256)
    assert posted(outbox) == [notice]


def test_who_opens_the_subscribe_url_confirms_once(till: Till) -> None:
    outbox = opened(till)
    notice = outbox.confirm()
    posted(outbox)
    assert outbox.confirmed("") is None
    assert outbox.confirmed("another") is None
    assert notice.confirmed_at is None
    assert outbox.confirmed(notice.token) is notice
    till.emulator.advance(HOUR)
    assert outbox.confirmed(notice.token) is notice
    assert notice.confirmed_at == NOW


def test_only_the_last_are_kept(till: Till) -> None:
    outbox = opened(till)
    for _ in range(KEPT + 5):
        outbox.test()
    assert len(list(outbox)) == KEPT
    assert outbox.find("nobody's") is None


def test_a_reset_forgets_them_and_keeps_the_address(till: Till) -> None:
    outbox = opened(till)
    sell(till)
    till.emulator.reset()
    assert list(outbox) == []
    assert till.emulator.settings.notifying.endpoint == URL


def test_whoever_listens_hears_of_everything(till: Till) -> None:
    outbox, heard = opened(till), []
    tell = lambda: heard.append(1)  # noqa: E731
    outbox.listen(tell)
    notice = outbox.test()
    outbox.settle(notice, OK)
    outbox.again(notice)
    till.emulator.advance(1)
    assert len(heard) == 4
    outbox.unlisten(tell)
    outbox.test()
    assert len(heard) == 4


def test_it_waits_for_what_will_happen_too(till: Till) -> None:
    outbox = till.emulator.outbox
    sell(till, "0701", canHandlePendingAuthorization=True)
    assert outbox.pause() is None
    opened(till)
    assert outbox.pause() == 30


def test_what_waits_to_be_sent_is_never_forgotten_and_has_an_end_that_is_said(till: Till) -> None:
    outbox = opened(till)
    for _ in range(KEPT + MOST_WAITING):
        outbox.test()
    held = [row for row in outbox if row.held]
    assert len(list(outbox)) == KEPT
    assert {str(row.held) for row in held} == {str(say(FULL, count=MOST_WAITING))}
    assert [row.number for row in posted(outbox)] == list(range(1, MOST_WAITING + 1))
    outbox.again(held[-1])
    assert [row.number for row in posted(outbox)] == [held[-1].number]
    assert held[-1].held is None
