"""A write whose answer was lost is settled by what its session shows, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from apay_console.model import json_text
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import stamp
from apay_console.model.reading import Reading
from apay_console.model.session import Session
from apay_console.presenters.sale.state.unknowns import Unknowns, counted, outcome_by, settled
from apay_console.presenters.sale.words import notices
from apay_console.presenters.services import Sends
from tests.exchanges import NOON
from tests.objects import CHARGE_ID, charge, refund, usd
from tests.sale_parts import NOTE, begun, session_body


def write(operation: str, body: Any = None, sale_id: str = "sale-1", number: int = 1) -> Attempt:
    text = body if isinstance(body, bytes) else json_text.write(body or {}).encode()
    return Attempt(str(number), "p", sale_id, operation, "v1", "POST", "/v1/x", text, "key", NOON)


def session(**values: Any) -> Session:
    return Session(session_body(values=values), ApiVersion.V1)


@pytest.mark.parametrize(
    ("attempt", "shown", "outcome"),
    [
        (write("create_session"), session(), Outcome.APPLIED),
        (write("create_session"), None, Outcome.REJECTED),
        (write("complete_session"), session(), Outcome.REJECTED),
        (
            write("complete_session"),
            session(**{"statusDetails.state": "Completed"}),
            Outcome.APPLIED,
        ),
        (
            write("update_session", {"merchantMetadata": {"noteToBuyer": "Tea"}}),
            session(**{NOTE.name: "Tea"}),
            Outcome.APPLIED,
        ),
        (
            write("update_session", {"merchantMetadata": {"noteToBuyer": "Tea"}}),
            session(),
            Outcome.REJECTED,
        ),
        (write("update_session", b"{oops"), session(), Outcome.REJECTED),
    ],
)
def test_the_session_tells_what_became_of_a_write(
    attempt: Attempt, shown: Session | None, outcome: Outcome
) -> None:
    assert outcome_by(attempt, shown) is outcome


@dataclass
class Asked:
    """In the sender's place: what it still does not know, and what it was told."""

    waiting: list[Attempt]
    told: list[tuple[str, Outcome]] = field(default_factory=list)

    async def look(self) -> None: ...
    async def unfinished(self) -> list[Attempt]:
        return self.waiting

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None:
        self.told.append((attempt.id, outcome))


def test_only_the_writes_of_the_sale_are_settled() -> None:
    sender = Asked(
        [
            write("create_session", number=1),
            write("create_session", sale_id="sale-2", number=2),
            write("complete_session", number=3),
        ]
    )
    state = replace(begun(), session=session())
    asyncio.run(Unknowns(cast(Sends, sender)).settle(state))
    assert sender.told == [("1", Outcome.APPLIED), ("3", Outcome.REJECTED)]


def test_nothing_unknown_is_left_to_be_said_when_nothing_waits() -> None:
    state = replace(begun(), unresolved=True, notice=notices.still_unknown())
    assert counted(state, [write("create_session")]).unresolved
    assert counted(state, []) == replace(state, unresolved=False, notice=None)


def test_what_was_said_of_other_things_stays_when_a_write_is_settled() -> None:
    said = notices.not_sent(None)
    state = replace(begun(), unresolved=True, notice=said)
    assert settled(state, None).notice is said
    assert settled(replace(state, notice=notices.left_open()), None).notice is None


MADE_AT = 1_749_543_312.0


def made(kind: Callable[..., Reading], seconds: float, **values: Any) -> Reading:
    """An object that came to be so long after the write."""
    return kind(creationTimestamp=stamp(MADE_AT + seconds), **values)


CHARGE_PATH = f"/v2/charges/{CHARGE_ID}"


def about(operation: str, path: str, body: Any, method: str = "POST") -> Attempt:
    text = json_text.write(body).encode()
    return Attempt("1", "p", "sale-1", operation, "v2", method, path, text, "key", MADE_AT)


EIGHT = {"chargeAmount": usd("8.00")}
CHARGED = about("create_charge", "/v2/charges", EIGHT)
REFUNDED = about("create_refund", "/v2/refunds", {"refundAmount": usd("8.00")})
UPDATED = about(
    "update_charge", CHARGE_PATH, {"providerMetadata": {"providerReferenceId": "7"}}, "PATCH"
)


@pytest.mark.parametrize(
    ("attempt", "objects", "outcome"),
    [
        (CHARGED, (made(charge, 0, chargeAmount=usd("8.00")),), Outcome.APPLIED),
        (CHARGED, (made(charge, -60, chargeAmount=usd("8.00")),), Outcome.APPLIED),
        (CHARGED, (made(charge, -61, chargeAmount=usd("8.00")),), Outcome.REJECTED),
        (CHARGED, (made(charge, 0, chargeAmount=usd("8.01")),), Outcome.REJECTED),
        (CHARGED, (made(refund, 0, refundAmount=usd("8.00")),), Outcome.REJECTED),
        (CHARGED, (), Outcome.REJECTED),
        (REFUNDED, (made(refund, 0, refundAmount=usd("8.00")),), Outcome.APPLIED),
        (REFUNDED, (made(charge, 0, chargeAmount=usd("8.00")),), Outcome.REJECTED),
        (UPDATED, (charge(**{"providerMetadata.providerReferenceId": "7"}),), Outcome.APPLIED),
        (UPDATED, (charge(),), Outcome.REJECTED),
        (
            UPDATED,
            (charge(number=2, **{"providerMetadata.providerReferenceId": "7"}),),
            Outcome.REJECTED,
        ),
        (about("cancel_charge", f"{CHARGE_PATH}/cancel", {}), (charge(),), Outcome.REJECTED),
        (
            about("cancel_charge", f"{CHARGE_PATH}/cancel", {}),
            (charge("Canceled"),),
            Outcome.APPLIED,
        ),
        (
            about("cancel_charge", f"{CHARGE_PATH}/cancel", {}),
            (charge("Canceled", number=2),),
            Outcome.REJECTED,
        ),
    ],
)
def test_the_objects_tell_what_became_of_a_task(
    attempt: Attempt, objects: tuple[Reading, ...], outcome: Outcome
) -> None:
    assert outcome_by(attempt, None, objects) is outcome


def test_finalizing_is_settled_as_completing_is() -> None:
    done = session(**{"statusDetails.state": "Completed"})
    assert outcome_by(write("finalize_session"), done) is Outcome.APPLIED
    assert outcome_by(write("finalize_session"), session()) is Outcome.REJECTED
