"""From the exchanges of a sale it is told how each object came into its state."""

from __future__ import annotations

from typing import Any

from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading
from apay_console.model.states.machine import Machine
from apay_console.model.states.machines import CHARGES, PERMISSIONS, REFUNDS, SESSIONS
from apay_console.presenters.states.passed import Trail, passed
from tests.exchanges import answered, refused, sent
from tests.objects import charge, permission, refund
from tests.sale_parts import session_body

V1, V2 = ApiVersion.V1, ApiVersion.V2


def shown(name: str, reading: Reading, status: int = 200) -> Exchange:
    """An exchange whose answer shows an object."""
    return answered(sent(name, version="v2"), status, reading.body)


def told(machine: Machine, *exchanges: Exchange, version: ApiVersion = V2) -> list[str]:
    """The edges that one object passed, in their order; exchanges oldest first."""
    seen = Trail().seen(tuple(reversed(exchanges)), version)
    (rows,) = seen.values()
    steps = passed(machine, rows, version)
    assert all(step.exchange in exchanges for step in steps)
    return [f"{step.before}>{step.to} by {step.edge.name}" for step in steps]


def session(name: str, version: ApiVersion = V2, **values: Any) -> Exchange:
    wire = {key.replace("__", "."): value for key, value in values.items()}
    return answered(sent(name, version=version), 200, session_body(version, wire))


def test_a_session_is_created_updated_and_completed() -> None:
    completed = {"statusDetails__state": "Completed"}
    steps = told(
        SESSIONS,
        session("create_session"),
        session("update_session"),
        session("complete_session", **completed),
    )
    assert steps == [
        ">Open by create_session",
        "Open>Open by update_session",
        "Open>Completed by complete_session",
    ]


def test_in_v1_the_buyer_completes_it() -> None:
    done = {"statusDetails__state": "Completed"}
    steps = told(
        SESSIONS, session("get_session", V1), session("get_session", V1, **done), version=V1
    )
    assert steps == [">Open by create_session", "Open>Completed by pay"]


def test_a_buyer_who_signed_in_is_seen_when_somebody_looks() -> None:
    steps = told(SESSIONS, session("create_session"), session("get_session", buyer__name="Mara"))
    assert steps[1:] == ["Open>Open by sign_in"]


def test_a_buyer_signs_in_once_however_often_the_session_is_read() -> None:
    signed_in = [session("get_session", buyer__name="Mara") for _ in range(3)]
    steps = told(SESSIONS, session("create_session"), *signed_in)
    assert steps[1:] == ["Open>Open by sign_in"]


def test_a_canceled_session_says_by_its_reason_who_ended_it() -> None:
    ends = {"BuyerCanceled": "leave", "Declined": "decline", "Expired": "expire"}
    for reason, name in ends.items():
        values = {"statusDetails__state": "Canceled", "statusDetails__reasonCode": reason}
        steps = told(SESSIONS, session("create_session"), session("get_session", **values))
        assert steps[1:] == [f"Open>Canceled by {name}"]


def test_a_charge_of_the_session_was_not_made_by_a_call() -> None:
    first = shown("get_charge", charge())
    captured = shown("capture_charge", charge("Captured", "48.90"))
    assert told(CHARGES, first, captured) == [
        ">Authorized by begin",
        "Authorized>Captured by capture_charge",
    ]


def test_a_charge_that_a_call_made_was() -> None:
    assert told(CHARGES, shown("create_charge", charge(), 201)) == [">Authorized by create_charge"]


def test_what_was_not_seen_in_between_is_filled_in() -> None:
    first = shown("get_charge", charge("AuthorizationInitiated"))
    last = shown("get_charge", charge("Captured", "48.90"))
    assert told(CHARGES, first, last)[1:] == [
        "AuthorizationInitiated>Authorized by authorize",
        "Authorized>Captured by capture_charge",
    ]


def test_a_charge_that_expired_did_so_by_itself() -> None:
    last = shown("get_charge", charge("Canceled", reason="ExpiredUnused"))
    assert told(CHARGES, shown("get_charge", charge()), last)[1:] == [
        "Authorized>Canceled by expire"
    ]


def test_what_ended_for_a_reason_that_nobody_knows_was_not_your_doing() -> None:
    last = shown("get_charge", charge("Canceled", reason="Eclipse"))
    steps = told(CHARGES, shown("get_charge", charge()), last)
    assert steps[1:] == ["Authorized>Canceled by drop"]
    for reason in ("Eclipse", "ExpiredUnused"):  # what was asked for tells more
        yours = shown("cancel_charge", charge("Canceled", reason=reason))
        assert told(CHARGES, shown("get_charge", charge()), yours)[1:] == [
            "Authorized>Canceled by cancel_charge"
        ]


def test_a_permission_waits_while_its_charge_is_open() -> None:
    why = [{"reasonCode": "ChargeInProgress", "reasonDescription": ""}]
    held = shown("get_permission", permission("NonChargeable", **{"statusDetails.reasons": why}))
    steps = told(PERMISSIONS, shown("get_permission", permission()), held)
    assert steps[1:] == ["Chargeable>NonChargeable by hold"]


def test_a_refund_arrives() -> None:
    steps = told(
        REFUNDS, shown("create_refund", refund(), 201), shown("get_refund", refund("Refunded"))
    )
    assert steps == [">RefundInitiated by create_refund", "RefundInitiated>Refunded by settle"]


def test_reading_again_passes_nothing() -> None:
    again = [shown("get_charge", charge()) for _ in range(3)]
    assert len(told(CHARGES, *again)) == 1


def test_a_state_that_nobody_knows_leads_nowhere() -> None:
    strange = shown("get_charge", charge("Disputed"))
    assert told(CHARGES, strange) == []
    assert told(CHARGES, shown("get_charge", charge()), strange) == [">Authorized by begin"]


def test_a_refusal_shows_no_object() -> None:
    assert Trail().seen((refused(422, "InvalidChargeStatus"),), V2) == {}
    assert Trail().seen((shown("capture_charge", charge(), 422),), V2) == {}


def test_each_exchange_is_read_once(monkeypatch: Any) -> None:
    from apay_console.presenters.states import passed as module

    asked = []
    read = module.answer_of
    monkeypatch.setattr(module, "answer_of", lambda one: asked.append(one) or read(one))
    trail = Trail()
    first = shown("get_charge", charge())
    trail.seen((first,), V2)
    second = shown("get_charge", charge("Captured", "48.90"))
    trail.seen((second, first), V2)
    assert asked == [first, second]
