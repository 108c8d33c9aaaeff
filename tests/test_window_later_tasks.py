"""Every task of a permission, charge or session in the window, in both versions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from apay_console.model.catalogue.delivery import DELIVERY_TRACKER
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import FINALIZE_SESSION
from tests.refusal_parts import assert_refused, refusal
from tests.sale_parts import AMOUNT, INTENT
from tests.window_later_parts import (
    CAPTURE,
    REFUND,
    limits,
    objects,
    primary,
    rail,
    sold,
    tasks,
    title,
)
from tests.window_parts import CTRL, Shop, quick, shop, until

__all__ = ["quick", "shop"]

V1, V2 = ApiVersion.V1, ApiVersion.V2
PARCELS = DELIVERY_TRACKER["deliveryDetails"]
PARCEL = '[{"trackingNumber":"0430983","carrierCode":"UPS"}]'
FINAL = FINALIZE_SESSION.body


def sent(shop: Shop, name: str) -> str:
    """The body that an operation was sent with last."""
    found = next(one for one in shop.state.exchanges if one.operation == name)
    return found.sent.body.decode()


def fill(shop: Shop, name: str, text: str) -> None:
    shop.enter(shop.state.scope.schema[name], text)


@pytest.mark.parametrize("version", list(ApiVersion))
def test_a_charge_is_captured_and_refunded_in_either_version(version, shop):
    sold(shop, version)
    assert objects(shop)[0] == "Session: Completed"
    assert shop.window.page.needs.texts() == ["Authorized: capture 48.90 USD."]
    shop.run("capture")
    assert tasks(shop)[:3] == ["*Capture", "(Refund)", "Cancel"]
    shop.send()
    assert rail(shop)[0] == "done: Captured 48.90 USD"
    shop.run("refund")
    assert shop.text(REFUND) == "48.90 USD"
    shop.send()
    assert objects(shop)[-2:] == ["Charge: Captured", "Refund: Pending"]
    assert title(shop) == "Refund"


def test_b1_no_amount_where_one_is_needed_is_not_sent(shop):
    sold(shop)
    shop.run("capture")
    before = shop.exchanges
    shop.window.page.request.focus(CAPTURE)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.key(Qt.Key.Key_Delete)
    shop.send()
    assert_refused(shop, CAPTURE, before)
    assert refusal(shop, CAPTURE) == "Amazon needs this. Example: 19.99 USD"
    assert shop.cell(CAPTURE).editor.code.text() == "USD"


@pytest.mark.parametrize("version", list(ApiVersion))
def test_a_permission_is_charged_again_updated_and_closed_in_either_version(version, shop):
    sold(shop, version, "Confirm")
    assert shop.window.page.needs.texts() == ["Chargeable: 48.90 USD may be charged."]
    shop.run("charge")
    permission = shop.state.shown
    fill(shop, "chargeAmount", "20.00")
    assert primary(shop) == "Charge 20.00 USD"
    shop.send()
    assert f'"chargePermissionId":"{permission}"' in sent(shop, "create_charge")
    assert objects(shop)[1:] == [f"Permission: {shop.state.objects[0].state}", "Charge: Authorized"]
    assert (title(shop), shop.text(CAPTURE)) == ("Charge", "20.00 USD")
    shop.run("previous_object")
    update(shop)
    shop.run("close_permission")
    shop.type("Sold out")
    shop.send()
    assert objects(shop)[1] == "Permission: Closed"
    assert [text.strip("*") for text in tasks(shop)][:1] == ["(Charge)"]


def update(shop: Shop) -> None:
    button = next(one for one in shop.window.page.request.tasks.buttons() if one.text() == "Update")
    shop.click(button)
    fill(shop, "merchantMetadata.noteToBuyer", "Two tins")
    shop.send()
    assert "update_permission 200" in shop.exchanges


def test_what_is_captured_at_once_can_be_refunded_at_once(shop):
    sold(shop, intent="AuthorizeWithCapture")
    assert rail(shop)[0] == "done: Captured 48.90 USD"
    assert shop.window.page.needs.texts() == ["Captured: nothing is left to do."]
    assert not shop.window.commands["capture"].isEnabled()
    shop.run("refund")
    assert primary(shop) == "Refund 48.90 USD"


def test_a_charge_is_updated_in_v2(shop):
    sold(shop)
    shop.run("capture")
    shop.click(shop.window.page.request.tasks.buttons()[-1])
    fill(shop, "providerMetadata.providerReferenceId", "88123")
    shop.send()
    assert "update_charge 200" in shop.exchanges


def test_a_parcel_is_told_of_and_the_form_is_empty_again(shop):
    sold(shop)
    shop.run("track_delivery")
    assert shop.has_keyboard(PARCELS)
    shop.type(PARCEL)
    shop.send()
    assert "track_delivery 200" in shop.exchanges
    assert shop.notice == "Delivery tracked: Amazon took it."
    assert f'"chargePermissionId":"{shop.state.shown}"' in sent(shop, "track_delivery")
    assert shop.text(PARCELS) == ""


def test_a_session_is_finalized_instead_of_completed(shop):
    shop.run("new_v2")
    shop.send()
    shop.enter(AMOUNT, "48.90")
    shop.choose(INTENT, "Authorize")
    shop.send()
    shop.run("finalize")
    assert tasks(shop) == ["*Finalize", "Update session"]
    assert primary(shop) == "Finalize 48.90 USD"
    shop.send()
    until(lambda: len(shop.state.objects) == 2, "what follows")
    assert "finalize_session 200" in shop.exchanges
    assert "shippingAddress" not in sent(shop, "finalize_session")
    assert objects(shop)[0] == "Session: Completed"
    assert tasks(shop) == []
    assert rail(shop)[0].startswith("now: Captured")


def test_what_is_finalized_too_early_stays_as_it_was_filled_in(shop):
    shop.run("new_v2")
    shop.send()
    shop.run("sign_out")
    shop.enter(AMOUNT, "48.90")
    shop.choose(INTENT, "Authorize")
    shop.send()
    shop.run("finalize")
    shop.send()
    assert "finalize_session 422" in shop.exchanges
    assert shop.notice.startswith("Amazon did not finalize it: something is still missing.")
    assert (tasks(shop)[0], primary(shop)) == ("*Finalize", "Finalize 48.90 USD")


def test_finalizing_can_be_left_and_loses_nothing(shop):
    shop.run("new_v2")
    shop.send()
    shop.enter(AMOUNT, "48.90")
    shop.run("finalize")
    assert primary(shop) == "Finalize session"
    shop.click(shop.window.page.request.tasks.buttons()[1])
    assert tasks(shop) == []
    assert shop.text(AMOUNT) == "48.90 USD"


def test_v1_knows_neither_finalize_nor_parcels(shop):
    sold(shop, V1)
    shop.run("capture")
    shop.run("previous_object")
    assert [text.strip("*()") for text in tasks(shop)] == ["Charge", "Close", "Update"]
    assert not shop.window.commands["track_delivery"].isEnabled()
    assert not shop.window.commands["finalize"].isEnabled()
    assert limits(shop)[0].startswith("Limit")
