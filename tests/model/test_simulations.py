"""Who takes which simulation code is one table, for the emulator and for the window."""

from __future__ import annotations

import pytest

from apay_console.emulator.rules.turning import CHARGE_TURNS, REFUND_TURNS
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import (
    CANCEL_CHARGE,
    CAPTURE_CHARGE,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    GET_CHARGE,
    UPDATE_SESSION,
    operation,
)
from apay_console.model.simulations import CODES, codes_for, is_own

V1, V2 = ApiVersion.V1, ApiVersion.V2


def test_every_row_is_about_an_operation_that_writes() -> None:
    assert all(operation(name).writes for name in CODES)


@pytest.mark.parametrize("name", CODES)
def test_what_comes_later_is_a_turn_of_the_emulator_from_the_state_before(name: str) -> None:
    turns = {**CHARGE_TURNS, **REFUND_TURNS}
    later = [effect for effect in CODES[name].values() if effect.later]
    assert all(turns[effect.later].before == effect.state for effect in later)


def test_an_update_of_a_session_takes_codes_in_v1_alone() -> None:
    assert codes_for(UPDATE_SESSION, V1) == codes_for(COMPLETE_SESSION, V2)
    assert codes_for(UPDATE_SESSION, V2) == ()


def test_what_takes_no_code_offers_none() -> None:
    assert codes_for(GET_CHARGE, V2) == codes_for(CANCEL_CHARGE, V2) == ()


def test_amazons_own_codes_are_told_from_the_emulators() -> None:
    assert [code for code in codes_for(CREATE_CHARGE, V2) if not is_own(code)] == [
        "SoftDeclined",
        "HardDeclined",
        "AmazonRejected",
        "TransactionTimedOut",
        "CaptureInitiated",
        "AuthorizationInitiated",
    ]
    assert not any(map(is_own, codes_for(CAPTURE_CHARGE, V2)))
