"""An error answer stands where the object that it is about would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.operations import operation
from apay_console.presenters.sale.words.error_answers import error_answer
from tests.exchanges import answered, not_sent, sent
from tests.sale_parts import read

CHARGE = "S01-1234567-1234567-C000001"


@pytest.mark.parametrize(
    ("status", "code", "is_certain"),
    [(400, "InvalidParameterValue", True), (500, "InternalServerError", False)],
)
def test_it_says_what_came_and_whether_it_is_certain(
    status: int, code: str, is_certain: bool
) -> None:
    body = {"reasonCode": code, "message": "Words."}
    found = error_answer(answered(sent("create_session"), status, body), "")
    assert found is not None
    assert found.headline == f"{status} {code}"
    assert found.refused.words == "Words."
    assert found.explanation == f"error.{code}"
    assert found.is_certain is is_certain


def test_what_is_no_error_answer_stands_nowhere() -> None:
    for exchange in (read(), sent("create_session"), not_sent(name="create_session")):
        assert error_answer(exchange, "") is None


@pytest.mark.parametrize(("object_id", "is_there"), [(CHARGE, True), ("", False), ("P", False)])
def test_it_stands_with_its_own_object_only(object_id: str, is_there: bool) -> None:
    exchange = answered(sent("get_charge"), 404, {"reasonCode": "ResourceNotFound"})
    path = operation("get_charge").path.format(chargeId=CHARGE)
    url = f"https://pay-api.amazon.com/{path}"
    about = replace(exchange, sent=replace(exchange.sent, url=url))
    assert (error_answer(about, object_id) is not None) is is_there
