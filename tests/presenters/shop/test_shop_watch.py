"""What the shop asks is seen as it happens, under its sale, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale
from apay_console.presenters.shop.shop_recording import Recorded
from tests.presenters.conftest import Desk
from tests.presenters.shop_client import Reply, ShopClient
from tests.profile_parts import sandbox
from tests.sale_parts import AMOUNT

SHOP = "SANDBOX-SHOPSHOPSHOPSHOP"


@pytest.fixture(scope="module")
def shop_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def client(desk: Desk, shop_key: RSAPrivateKey) -> ShopClient:
    desk.emulator.trust(SHOP, shop_key.public_key())
    return ShopClient(desk.console.host.base_url, SHOP, shop_key)


def asked(desk: Desk, *calls: Callable[[], Reply]) -> list[Recorded]:
    """Let the shop ask from a thread of its own, and wait until all of it was taken in."""
    before, ended = desk.console.watch.count, []
    found: list[Recorded] = []
    desk.console.watch.recorded.connect(found.extend)
    desk.parts.runner.call(lambda: [call() for call in calls], owner=desk.qtbot, done=ended.append)
    desk.until(lambda: bool(ended) and desk.console.watch.count >= before + len(calls))
    desk.console.watch.recorded.disconnect(found.extend)
    desk.settle()
    return found


def titles(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(sale.reference, sale.state, sale.from_shop) for sale in desk.console.shelf.sales]


def newest(desk: Desk) -> Sale:
    return desk.console.shelf.sales[0]


def test_a_session_of_the_shop_is_a_sale_of_its_own(desk: Desk, client: ShopClient) -> None:
    (row,) = asked(desk, lambda: client.create(reference="5001"))
    assert titles(desk)[0] == ("5001", "Open", True)
    assert row.exchange.is_from_shop
    assert row.exchange.operation == "create_session"
    assert row.exchange.answered is not None
    assert row.exchange.answered.status == 201
    assert row.exchange.canonical_request.startswith("POST\n/v2/checkoutSessions\n")
    assert row.exchange.id > 0


def test_what_follows_about_it_joins_its_sale(desk: Desk, client: ShopClient) -> None:
    def follow() -> Reply:
        number = client.create().body["checkoutSessionId"]
        return client.ask("GET", f"/v2/checkoutSessions/{number}")

    before = len(desk.console.shelf.sales)
    rows = asked(desk, follow)
    rows = rows or []
    desk.until(lambda: desk.console.watch.count == 2)
    desk.settle()
    assert len(desk.console.shelf.sales) == before + 1
    assert newest(desk).session_id


def test_the_consoles_own_requests_are_not_doubled(desk: Desk) -> None:
    count = len(desk.console.shelf.sales)
    desk.do(desk.console.courier.get)
    assert desk.console.watch.count == 0
    assert len(desk.console.shelf.sales) == count


def test_a_refused_try_becomes_the_sale_of_the_session_that_came_of_it(
    desk: Desk, client: ShopClient
) -> None:
    asked(desk, lambda: client.create(reference="5002", colour="blue"))
    assert titles(desk)[0] == ("5002", "", True)
    asked(desk, lambda: client.create(reference="5002"))
    assert titles(desk)[:1] == [("5002", "Open", True)]
    assert [title for title in titles(desk) if title[0] == "5002"] == titles(desk)[:1]


def test_what_belongs_to_no_session_is_gathered_in_one_row(desk: Desk, client: ShopClient) -> None:
    before = len(desk.console.shelf.sales)
    rows = asked(
        desk,
        lambda: client.ask("GET", "/v2/checkoutSessions/3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"),
        lambda: client.create(colour="blue"),
        lambda: client.ask("GET", "/v2/none"),
    )
    assert {row.sale.id for row in rows} == {"shop-emulator"}
    assert len(desk.console.shelf.sales) == before + 1


def read(desk: Desk, sale: Sale) -> list[Exchange]:
    found: list[Any] = []
    history = desk.console.desk.services.history
    desk.parts.runner.run(history.of_sale(sale.id), owner=desk.qtbot, done=found.extend)
    desk.settle()
    return found


def test_a_refusal_is_kept_with_what_was_wrong(desk: Desk, client: ShopClient) -> None:
    (row,) = asked(
        desk, lambda: client.ask("POST", "/v2/checkoutSessions", {"storeId": "a"}, sent=b"{}")
    )
    (kept,) = read(desk, row.sale)
    assert kept == row.exchange
    assert str(kept.reason).startswith("The private key is not the one of SANDBOX-SHOP")
    assert kept.string_to_sign
    assert kept.answered is not None
    assert kept.answered.status == 403


def test_a_sale_on_the_desk_shows_the_newest_and_keeps_what_is_typed(
    desk: Desk, client: ShopClient
) -> None:
    desk.type(AMOUNT, "12.34")
    number = desk.state.sale.session_id
    body = {"merchantMetadata": {"noteToBuyer": "From the shop"}}
    before = len(desk.state.exchanges)
    asked(desk, lambda: client.ask("PATCH", f"/v1/checkoutSessions/{number}", body))
    assert desk.state.session is not None
    assert desk.state.session.text("merchantMetadata.noteToBuyer") == "From the shop"
    assert desk.state.draft.typed["paymentDetails.chargeAmount"] == "12.34"
    assert len(desk.state.exchanges) == before + 1
    assert desk.state.exchange is desk.state.exchanges[0]
    assert [change.path[-1] for change in desk.state.changes or ()][:1] == ["noteToBuyer"]


def test_the_other_versions_spelling_is_shown_in_the_sales_own(
    desk: Desk, client: ShopClient
) -> None:
    assert desk.state.sale.version is ApiVersion.V1
    number = desk.state.sale.session_id
    asked(desk, lambda: client.ask("GET", f"/v2/checkoutSessions/{number}"))
    assert desk.state.session is not None
    assert desk.state.session.version is ApiVersion.V1
    assert "webCheckoutDetail" in desk.state.session.body
    sent = desk.state.exchanges[0]
    assert sent.answered is not None
    assert b"webCheckoutDetails" in sent.answered.body  # as it was on the wire


def test_a_refusal_about_the_persons_own_sale_is_listed_and_disturbs_nothing(
    desk: Desk, client: ShopClient
) -> None:
    before = desk.state
    number = before.sale.session_id
    asked(desk, lambda: client.ask("PATCH", f"/v1/checkoutSessions/{number}", {"colour": "blue"}))
    assert desk.state.exchanges[0].is_from_shop
    assert (desk.state.exchange, desk.state.notice) == (before.exchange, before.notice)


def test_a_sale_of_the_shop_speaks_the_shops_version(desk: Desk, client: ShopClient) -> None:
    asked(desk, lambda: client.create("v1"))
    sale = newest(desk)
    assert sale.version is ApiVersion.V1
    asked(desk, lambda: client.ask("GET", f"/v2/checkoutSessions/{sale.session_id}"))
    assert newest(desk).version is ApiVersion.V2


def test_a_request_is_opened_as_any_other(desk: Desk, client: ShopClient) -> None:
    (row,) = asked(desk, lambda: client.create(reference="5003"))
    desk.do(lambda: desk.console.shelf.open(row.sale, row.exchange))
    assert desk.state.sale.reference == "5003"
    assert desk.state.moment == row.exchange
    assert desk.state.session is not None
    desk.do(desk.console.desk.back_to_now)
    assert desk.state.moment is None


def test_a_burst_comes_over_whole(desk: Desk, client: ShopClient) -> None:
    number = desk.state.sale.session_id
    calls = [lambda: client.ask("GET", f"/v1/checkoutSessions/{number}")] * 60
    rows = asked(desk, *calls)
    assert len(rows) == 60
    assert len(desk.console.watch.recent) == 60
    assert desk.console.watch.recent[0] == rows[-1]


def test_a_refusal_of_the_shops_own_sale_is_explained_above_it(
    desk: Desk, client: ShopClient
) -> None:
    (row,) = asked(desk, lambda: client.create(reference="5004"))
    desk.do(lambda: desk.console.shelf.open(row.sale))
    path = f"/v2/checkoutSessions/{desk.state.sale.session_id}"
    (refused,) = asked(desk, lambda: client.ask("PATCH", path, {"colour": "blue"}))
    assert str(desk.notice.sentence).startswith("Your shop: v2 does not know “colour”")
    assert desk.state.exchange == refused.exchange
    asked(desk, lambda: client.ask("GET", path))
    assert desk.state.notice is None


def test_what_is_said_of_an_earlier_moment_goes_with_it(desk: Desk, client: ShopClient) -> None:
    number = desk.state.sale.session_id
    path = f"/v1/checkoutSessions/{number}"
    (refused,) = asked(desk, lambda: client.ask("PATCH", path, {"colour": "blue"}))
    desk.console.desk.look_at(refused.exchange)
    assert str(desk.notice.sentence).startswith("Your shop: v1 does not know “colour”")
    desk.console.desk.back_to_now()
    assert desk.state.notice is None


def test_a_request_to_the_emulator_is_never_laid_out_for_another_profile(
    desk: Desk, client: ShopClient
) -> None:
    desk.do(lambda: desk.console.profiles.save(sandbox()))
    desk.do(lambda: desk.console.choose_profile("fjord"))
    before = desk.state.sale
    (row,) = asked(desk, lambda: client.create(reference="5005"))
    desk.do(lambda: desk.console.shelf.open(row.sale, row.exchange))
    assert desk.state.sale == before
    assert str(desk.notice.sentence).startswith("This belongs to another profile")
    desk.do(lambda: desk.console.choose_profile("emulator"))
    desk.do(lambda: desk.console.shelf.open(row.sale, row.exchange))
    assert desk.state.sale.reference == "5005"
