"""Open… in the window takes what comes from anywhere: ids of all kinds, addresses, curl, JSON."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale
from tests.window_later_parts import REFUND, limits, sold, title
from tests.window_parts import CTRL, Shop, opened, quick, until

__all__ = ["quick"]

V1 = ApiVersion.V1


@pytest.fixture(scope="module", params=list(ApiVersion))
def refunded(request, qapp, tmp_path_factory, quick):
    """A window whose newest sale is refunded in part; another sale lies on the desk."""
    with opened(qapp, tmp_path_factory.mktemp("shop")) as shop:
        shop.start()
        sold(shop, request.param)
        shop.run("capture")
        shop.send()
        shop.enter(REFUND, "10.00")
        shop.send()
        yield shop


def paste(shop: Shop, text: str) -> None:
    shop.key(Qt.Key.Key_O, CTRL)
    shop.paste(text)
    shop.key(Qt.Key.Key_Return)
    until(lambda: not shop.under_way, "what was asked for")
    shop.settle()


def refunded_sale(shop: Shop) -> Sale:
    return next(one for one in shop.parts.console.shelf.sales if len(one.ids) == 3)


def ids(shop: Shop) -> dict[str, str]:
    """The ids of the refunded sale, by what they are the id of."""
    sale = refunded_sale(shop)
    kinds = {"C": "charge", "R": "refund"}
    found = {kinds.get(one.split("-")[-1][0], "permission"): one for one in sale.ids}
    return found | {"session": sale.session_id}


TITLES = {"session": "Session", "permission": "Permission", "charge": "Charge", "refund": "Refund"}
RESOURCES = {
    "session": "checkoutSessions",
    "permission": "chargePermissions",
    "charge": "charges",
    "refund": "refunds",
}


def forms(kind: str, number: str, version: ApiVersion) -> dict[str, str]:
    address = f"https://pay-api.amazon.com/sandbox/{version}/{RESOURCES[kind]}/{number}"
    field = {"session": "checkoutSessionId", "permission": "chargePermissionId"}.get(kind)
    found = {
        "id": f"  {number}\n",
        "address": address,
        "curl": f"curl -X GET '{address}' \\\n  -H 'x-amz-pay-region: na'",
        "json": f'{{"{field or kind + "Id"}": "{number}", "chargeAmount": null}}',
    }
    if kind == "session":
        found["return"] = f"http://127.0.0.1:1/back?amazonCheckoutSessionId={number}"
    return found


@pytest.mark.parametrize("kind", list(TITLES))
def test_every_form_of_an_id_leads_to_its_object_in_its_sale(kind, refunded):
    shop, known, sale = refunded, ids(refunded), refunded_sale(refunded)
    for form in forms(kind, known[kind], sale.version).values():
        shop.run("new")
        paste(shop, form)
        assert (title(shop), shop.state.sale.id) == (TITLES[kind], sale.id)
        assert (shop.state.shown or shop.state.sale.session_id) == known[kind]
        assert shop.window.sheets.open_bar.isHidden()


def test_what_began_elsewhere_is_opened_with_all_that_it_belongs_to(refunded):
    shop, known = refunded, ids(refunded)
    paste(shop, known["session"])
    shop.run("remove_sale")
    for count, kind in enumerate(("permission", "charge", "refund"), 1):
        paste(shop, known[kind])
        assert (title(shop), shop.state.shown) == (TITLES[kind], known[kind])
        assert len(shop.state.objects) == count
        assert limits(shop) != []
        assert shop.window.page.request.isAncestorOf(shop.focused)
        assert not shop.state.sale.session_id
        shop.run("remove_sale")


def test_an_id_that_nobody_knows_says_where_it_may_be(refunded):
    shop = refunded
    paste(shop, "S01-0000000-0000000-C000000")
    assert shop.notice.startswith("Charge: Amazon has none with this id here.")
    assert not shop.window.page.request.primary.isEnabled()
    assert shop.window.page.request.isAncestorOf(shop.focused)
