"""The shop's keys: the private one goes to one file and nowhere else, the public ones are kept."""

from __future__ import annotations

import asyncio
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Fault, Invalid, KeyRefused
from apay_console.presenters.emulator import shop_keys
from apay_console.presenters.emulator.shop_keys import Exists, ShopKeys
from apay_console.store.database import Database
from apay_console.store.settings import Settings

OWN = "SANDBOX-THE0CONSOLES"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    database = Database(tmp_path / "console.sqlite3")
    yield Settings(database)
    database.close()


@pytest.fixture
def pem(private_key: RSAPrivateKey) -> str:
    return shop_keys.pem_of(private_key.public_key())


def test_a_key_id_looks_like_amazons_and_is_new_each_time() -> None:
    made = {shop_keys.new_key_id() for _ in range(20)}
    assert len(made) == 20
    for key_id in made:
        assert key_id.startswith("SANDBOX-")
        assert len(key_id) == 32
        assert key_id.removeprefix("SANDBOX-").isalnum()
        assert key_id == key_id.upper()


# --- the file -------------------------------------------------------------------------------------


def test_the_file_is_pkcs8_and_fits_the_public_key(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    public = shop_keys.make_key_file(path, replaces=False)
    written = path.read_bytes()
    assert written.startswith(b"-----BEGIN PRIVATE KEY-----")
    private = load_pem_private_key(written, None)
    assert isinstance(private, RSAPrivateKey)
    assert private.key_size == 2048
    assert shop_keys.pem_of(private.public_key()) == public


@pytest.mark.parametrize("replaces", [False, True])
def test_nobody_else_can_read_the_file(tmp_path: Path, replaces: bool) -> None:
    path = tmp_path / "key.pem"
    if replaces:
        path.write_bytes(b"old")
        path.chmod(0o644)
    shop_keys.make_key_file(path, replaces=replaces)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["key.pem"]


def test_a_file_that_is_there_is_left_alone_until_asked(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(b"another shop's")
    with pytest.raises(Exists, match="already"):
        shop_keys.make_key_file(path, replaces=False)
    assert path.read_bytes() == b"another shop's"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "precious", tmp_path / "key.pem"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    with pytest.raises(Exists):
        shop_keys.make_key_file(link, replaces=False)
    shop_keys.make_key_file(link, replaces=True)
    assert target.read_bytes() == b"precious"
    assert not link.is_symlink()


@pytest.mark.parametrize("replaces", [False, True])
def test_a_folder_that_is_not_there_is_said(tmp_path: Path, replaces: bool) -> None:
    with pytest.raises(Fault, match="could not be written: No such file or directory"):
        shop_keys.make_key_file(tmp_path / "none" / "key.pem", replaces=replaces)


@pytest.mark.parametrize("replaces", [False, True])
def test_a_disk_that_is_full_leaves_no_half_key(
    tmp_path: Path, replaces: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shop_keys.os, "fsync", full)
    with pytest.raises(Fault, match="No space left"):
        shop_keys.make_key_file(tmp_path / "key.pem", replaces=replaces)
    assert list(tmp_path.iterdir()) == []


# --- what is kept ---------------------------------------------------------------------------------


def test_what_was_kept_is_there_tomorrow(settings: Settings, pem: str) -> None:
    keys = ShopKeys("SANDBOX-A", "/home/mara/key.pem").trusting("SANDBOX-A", pem)

    async def kept_and_read() -> ShopKeys:
        await shop_keys.keep(settings, keys)
        return await shop_keys.read(settings)

    assert asyncio.run(kept_and_read()) == keys


def test_nothing_private_is_kept(settings: Settings, tmp_path: Path) -> None:
    public = shop_keys.make_key_file(tmp_path / "key.pem", replaces=False)
    asyncio.run(shop_keys.keep(settings, ShopKeys("A").trusting("A", public)))
    kept = asyncio.run(settings.get("shop", None))
    assert "PRIVATE" not in str(kept)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        7,
        {"keyId": 5, "file": [], "keys": {}},
        {"keys": [1, {}, {"id": "A"}, {"id": "", "pem": "x"}]},
    ],
)
def test_what_cannot_be_used_is_left_out(settings: Settings, kept: Any) -> None:
    async def kept_and_read() -> ShopKeys:
        await settings.put("shop", kept)
        return await shop_keys.read(settings)

    assert asyncio.run(kept_and_read()) == ShopKeys()


def test_a_newer_key_takes_the_place_of_an_older_one(pem: str) -> None:
    keys = ShopKeys().trusting("A", "old").trusting("B", "other").trusting("A", pem)
    assert keys.trusted == (("B", "other"), ("A", pem))


def test_only_keys_that_can_be_read_are_trusted_and_never_for_the_consoles_own_id(pem: str) -> None:
    keys = ShopKeys(trusted=(("A", "damaged"), (OWN, pem), ("a b", pem), ("C", pem)))
    assert [key_id for key_id, _ in shop_keys.usable(keys, OWN)] == ["C"]


# --- what is pasted -------------------------------------------------------------------------------


def test_a_public_key_survives_the_ways_of_pasting(private_key: RSAPrivateKey, pem: str) -> None:
    pkcs1 = private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
    for text in (pem, pem.replace("\n", "\r\n"), pem.replace("\n", "\\n"), f"  {pem}  ", pkcs1):
        assert shop_keys.pem_of(shop_keys.public_key(text)) == pem


def test_a_private_key_is_refused_and_named(private_key: RSAPrivateKey) -> None:
    secret = private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    with pytest.raises(KeyRefused, match="This is a private key; paste the public one"):
        shop_keys.public_key(secret)


@pytest.mark.parametrize("text", ["", "SANDBOX-AG", "-----BEGIN PUBLIC KEY-----", "x" * 20_000])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyRefused, match="no public key"):
        shop_keys.public_key(text)


def test_another_kind_and_another_size_are_refused() -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    text = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with pytest.raises(KeyRefused, match="of another kind"):
        shop_keys.public_key(text)
    small = generate_private_key(public_exponent=65537, key_size=1024).public_key()  # noqa: S505 - it is refused
    with pytest.raises(KeyRefused, match="1024 bits"):
        shop_keys.public_key(shop_keys.pem_of(small))


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_refused_in_words(text: str) -> None:
    with pytest.raises(KeyRefused):
        shop_keys.public_key(text)


@pytest.mark.parametrize("text", ["", " ", "a b", "a,b", "ü", "x" * 129])
def test_a_key_id_that_no_header_can_carry_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no blanks and no comma"):
        shop_keys.check_id(text, OWN)


def test_the_consoles_own_key_id_is_refused() -> None:
    with pytest.raises(Invalid, match="the console's own"):
        shop_keys.check_id(OWN, OWN)
    assert shop_keys.check_id(" LIVE-AB ", OWN) == "LIVE-AB"
