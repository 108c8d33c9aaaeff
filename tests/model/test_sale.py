"""A sale begins with nothing at Amazon."""

from __future__ import annotations

from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale


def test_a_new_sale_has_no_session_and_no_buyer() -> None:
    sale = Sale("s", "p", ApiVersion.V2, 0.0, 0.0)
    assert (sale.session_id, sale.state, sale.buyer_back) == ("", "", False)
