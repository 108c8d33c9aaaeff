"""A sale's row in the list follows the objects that came of it."""

from __future__ import annotations

from dataclasses import replace

from apay_console.presenters.sale.later_steps import row_of
from tests.exchanges import NOON
from tests.ui.later_states import charge, followed


def test_once_a_pending_charge_is_authorized_the_row_says_completed_again() -> None:
    sale = replace(followed().sale, state="Completed", note="48.90 USD")
    pending = row_of(sale, (charge("AuthorizationInitiated"),), NOON)
    assert pending.state == "AuthorizationInitiated"
    decided = row_of(pending, (charge("Authorized"),), NOON)
    assert (decided.state, decided.note) == ("Completed", "48.90 USD")
