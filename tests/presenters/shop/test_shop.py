"""“Watch my shop”: a key for the shop, trusted today and tomorrow, and what it asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from apay_console.errors import say
from apay_console.model.profile import Region
from apay_console.presenters.emulator import shop_keys
from apay_console.presenters.emulator.emulator_host import KEY_ID
from apay_console.presenters.shop.shop import Shop
from tests.presenters.conftest import Desk, Run
from tests.presenters.shop_client import Reply, ShopClient


def made(desk: Desk) -> Shop:
    """The panel's presenter, with what was kept."""
    shop = desk.console.make_shop()
    desk.do(lambda: shop.begin(Region.NA))
    return shop


@pytest.fixture
def shop(desk: Desk) -> Iterator[Shop]:
    found = made(desk)
    yield found
    found.deleteLater()


def told(shop: Shop) -> tuple[str, str]:
    notice = shop.state.notice
    return (notice.tone, str(notice.sentence)) if notice else ("", "")


def asked(desk: Desk, client: ShopClient) -> Reply:
    """Let the shop create a session, and wait until it is seen."""
    ended: list[Reply] = []
    count = desk.console.watch.count
    desk.parts.runner.call(client.create, owner=desk.console, done=ended.append)
    desk.until(lambda: bool(ended) and desk.console.watch.count > count)
    desk.settle()
    return ended[0]


def test_at_first_there_is_an_address_and_an_id_but_no_key(desk: Desk, shop: Shop) -> None:
    assert shop.state.base_url == desk.console.host.base_url
    assert shop.state.keys.key_id.startswith("SANDBOX-")
    assert not shop.state.has_key
    assert shop.state.facts.key_file.endswith("apay-shop-key.pem")


def test_the_address_comes_as_soon_as_the_emulator_answers(run: Run) -> None:
    with run() as desk:
        shop = desk.console.make_shop()
        assert shop.state.base_url == ""
        desk.start()
        assert shop.state.base_url == desk.console.host.base_url != ""


def test_the_id_stays_the_same(desk: Desk, shop: Shop) -> None:
    assert made(desk).state.keys.key_id == shop.state.keys.key_id


def test_what_the_saved_key_signs_is_taken_today_and_tomorrow(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    with run() as desk:
        desk.start()
        shop = made(desk)
        desk.do(lambda: shop.save_key(str(path)))
        assert told(shop)[0] == "ok"
        assert shop.state.has_key
        client = ShopClient.of_file(shop.state.base_url, shop.state.keys.key_id, path)
        assert asked(desk, client).status == 201
    with run() as desk:
        desk.start()
        again = made(desk)
        assert again.state.keys == shop.state.keys
        client = ShopClient.of_file(again.state.base_url, again.state.keys.key_id, path)
        assert asked(desk, client).status == 201


def test_a_file_in_the_way_is_replaced_only_after_asking(
    desk: Desk, shop: Shop, tmp_path: Path
) -> None:
    path = tmp_path / "key.pem"
    path.write_text("precious")
    desk.do(lambda: shop.save_key(str(path)))
    assert shop.state.in_the_way == str(path)
    assert told(shop)[0] == "warn"
    shop.leave_file()
    assert (path.read_text(), told(shop)) == ("precious", ("", ""))
    desk.do(lambda: shop.save_key(str(path)))
    desk.do(shop.replace_file)
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert (shop.state.in_the_way, told(shop)[0]) == ("", "ok")


def test_a_second_key_ends_the_first(desk: Desk, shop: Shop, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pem", tmp_path / "second.pem"
    desk.do(lambda: shop.save_key(str(first)))
    desk.do(lambda: shop.save_key(str(second)))
    assert told(shop)[1].startswith("Replaced.")
    key_id = shop.state.keys.key_id
    old = ShopClient.of_file(shop.state.base_url, key_id, first)
    assert asked(desk, old).status == 403
    new = ShopClient.of_file(shop.state.base_url, key_id, second)
    assert asked(desk, new).status == 201


def test_a_folder_that_takes_no_file_is_said(desk: Desk, shop: Shop, tmp_path: Path) -> None:
    desk.do(lambda: shop.save_key(str(tmp_path / "none" / "key.pem")))
    assert told(shop)[0] == "err"
    assert "Choose another place." in told(shop)[1]
    assert not shop.state.is_busy


def test_a_key_that_the_shop_has_already_is_taken_under_its_id(
    desk: Desk, shop: Shop, private_key: RSAPrivateKey
) -> None:
    text = shop_keys.pem_of(private_key.public_key())
    assert shop.take_public("SANDBOX-MYOWN", text)
    desk.settle()
    assert shop.state.others == ("SANDBOX-MYOWN",)
    client = ShopClient(shop.state.base_url, "SANDBOX-MYOWN", private_key)
    assert asked(desk, client).status == 201


def test_a_private_key_in_the_place_of_a_public_one_is_not_kept(
    desk: Desk, shop: Shop, private_key: RSAPrivateKey
) -> None:
    secret = private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    before = shop.state.keys
    assert not shop.take_public("SANDBOX-MYOWN", secret)
    assert told(shop) == ("err", str(say(shop_keys.IS_PRIVATE)))
    assert not shop.take_public(KEY_ID, shop_keys.pem_of(private_key.public_key()))
    assert told(shop)[1].startswith("This is the console's own key id")
    assert shop.state.keys == before


def test_a_request_is_opened_where_it_belongs(desk: Desk, shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    desk.do(lambda: shop.save_key(str(path)))
    client = ShopClient.of_file(shop.state.base_url, shop.state.keys.key_id, path)
    asked(desk, client)
    row = desk.console.watch.recent[0]
    desk.do(lambda: shop.open(row))
    assert desk.state.sale.id == row.sale.id
    assert desk.state.moment == row.exchange
