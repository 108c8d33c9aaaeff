"""What a careless shop sends, and what an ordinary buyer does, on the real emulator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price
from apay_console.presenters.emulator import careless
from tests.presenters.conftest import Desk
from tests.presenters.later_parts import complete

PRICE = Price(Decimal("20.99"), "USD")


@pytest.mark.parametrize("version", list(ApiVersion))
@pytest.mark.parametrize("loses_id", [False, True])
def test_the_buyer_pays_and_is_sent_to_the_result_address(
    desk: Desk, version: ApiVersion, loses_id: bool
) -> None:
    number = desk.make_ready(version).sale.session_id
    address = careless.paid(desk.emulator, number, loses_id=loses_id)
    assert address.startswith(desk.console.landing.result_url)
    assert (number in address) is not loses_id
    session = desk.emulator.session(number)
    assert session.paid if version is ApiVersion.V2 else session.state == "Completed"


def test_a_buyer_who_cannot_pay_is_sent_nowhere(desk: Desk) -> None:
    number = desk.state.sale.session_id  # its amount is missing
    assert careless.paid(desk.emulator, number, loses_id=False) == ""
    assert careless.paid(desk.emulator, "no such session", loses_id=False) == ""


def test_the_last_complete_is_made_again_to_the_letter(desk: Desk) -> None:
    state = complete(desk)
    sent = next(one.sent.body for one in state.exchanges if one.operation == "complete_session")
    errand = careless.last_complete(state)
    assert (errand.operation.name, errand.body) == ("complete_session", sent)


def test_what_was_agreed_is_known_though_the_finished_session_tells_it_no_more(desk: Desk) -> None:
    assert careless.agreed_in(desk.state) is None
    assert careless.agreed_in(complete(desk)) == Price(Decimal("19.99"), "USD")


@pytest.mark.parametrize(
    ("version", "operation", "body"),
    [
        (
            ApiVersion.V1,
            "update_session",
            {"paymentDetail": {"chargeAmount": {"amount": "20.99", "currencyCode": "USD"}}},
        ),
        (
            ApiVersion.V2,
            "complete_session",
            {"chargeAmount": {"amount": "20.99", "currencyCode": "USD"}},
        ),
    ],
)
def test_another_amount_is_sent_where_it_is_still_listened_to(
    desk: Desk, version: ApiVersion, operation: str, body: object
) -> None:
    errand = careless.with_amount(desk.make_ready(version), PRICE)
    assert errand.operation.name == operation
    assert json_text.read_bytes(errand.body) == body
