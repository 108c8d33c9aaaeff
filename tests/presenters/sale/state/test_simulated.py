"""A simulation code goes with the step that takes it, and with nothing else; never with live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from apay_console.model.profile import Environment
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.state import showing, simulated
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange, edited
from tests.exchanges import NOON, answered, sent
from tests.sale_parts import NOTE, begun, opened, read, ready, session_body

V1, V2 = ApiVersion.V1, ApiVersion.V2


def returned(environment: Environment = Environment.SANDBOX) -> SaleState:
    """A session in v2 whose buyer is back, to be completed."""
    state = ready(V2)
    profile = replace(state.profile, environment=environment)
    sale = replace(state.sale, buyer_back=True)
    return replace(state, sale=sale, profile=profile, simulation="Declined")


def test_a_code_goes_with_complete() -> None:
    state = returned()
    assert state.step is Next.COMPLETE
    assert simulated.codes(state)[:3] == ("BuyerCanceled", "AmazonCanceled", "Declined")
    assert errands.completing(state).request(state).simulation == "Declined"


def test_on_live_nothing_is_offered_and_nothing_sent() -> None:
    state = returned(Environment.LIVE)
    assert simulated.codes(state) == ()
    assert errands.completing(state).request(state).simulation == ""


@pytest.mark.parametrize(("version", "code"), [(V1, "Declined"), (V2, "")])
def test_an_update_carries_it_in_v1_alone(version: ApiVersion, code: str) -> None:
    typed = edited(replace(opened(version), simulation="Declined"), NOTE, "Tea")
    assert typed.step is Next.SEND
    assert errands.updating(typed).request(typed).simulation == code


def test_creating_takes_none() -> None:
    assert simulated.codes(begun()) == ()


def test_complete_from_the_menu_carries_no_code_of_an_update() -> None:
    typed = edited(returned(), NOTE, "Tea")
    assert typed.step is Next.SEND
    assert errands.completing(typed).request(typed).simulation == ""


def test_a_code_of_another_operation_is_not_sent() -> None:
    state = replace(returned(), simulation="SoftDeclined")
    assert errands.completing(state).request(state).simulation == ""


def test_once_it_was_sent_it_is_not_sent_again() -> None:
    state = returned()
    exchange = answered(sent("complete_session", version=V2), 200, session_body(V2))
    assert after_exchange(state, exchange, NOON).simulation == ""


def test_reading_and_what_never_left_keep_the_choice() -> None:
    state = returned()
    assert after_exchange(state, read(V2), NOON).simulation == "Declined"
    unsent = replace(read(V2), operation="complete_session", outcome=Outcome.NOT_SENT)
    assert after_exchange(state, unsent, NOON).simulation == "Declined"


def test_with_another_task_the_choice_begins_anew() -> None:
    assert showing.chosen(returned(), "finalize_session").simulation == ""
