from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from keyring.backends import null

from apay_console.errors import KeyRefused, NoKey
from apay_console.store.keys import compact, vault
from apay_console.store.keys.inspecting import inspect
from apay_console.store.keys.vault import KeyringVault, MemoryVault, Vault, open_vault
from tests.store.keys.bad_keyrings import (
    DictKeyring,
)
from tests.store.keys.key_files import pem
from tests.store.keys.vaults import reopened, same

Recorder = Callable[[str, object], None]


@pytest.fixture(scope="module")
def other_key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@pytest.fixture(params=["memory", "as small as Windows'", "Secret Service"])
def any_vault(request: pytest.FixtureRequest) -> Vault:
    if request.param == "Secret Service":
        request.getfixturevalue("keyring_daemon")
        return open_vault()
    return MemoryVault() if request.param == "memory" else KeyringVault(DictKeyring(), "windows")


# What every vault does


def test_a_key_comes_back(any_vault: Vault, private_key: RSAPrivateKey) -> None:
    ref = any_vault.save("tea-shop", private_key)
    assert same(any_vault.load(ref), private_key)
    assert same(reopened(any_vault).load(ref), private_key)


def test_a_new_key_lies_beside_the_old_until_that_is_forgotten(
    any_vault: Vault, private_key: RSAPrivateKey, other_key: RSAPrivateKey
) -> None:
    old = any_vault.save("tea-shop", private_key)
    new = any_vault.save("tea-shop", other_key, old)
    assert old != new
    assert same(reopened(any_vault).load(old), private_key)
    assert same(reopened(any_vault).load(new), other_key)
    any_vault.forget(old)
    with pytest.raises(NoKey):
        any_vault.load(old)
    assert same(reopened(any_vault).load(new), other_key)


def test_owners_have_their_own_keys(
    any_vault: Vault, private_key: RSAPrivateKey, other_key: RSAPrivateKey
) -> None:
    refs = [any_vault.save("a", private_key), any_vault.save("b.1", other_key)]
    assert [same(any_vault.load(ref), private_key) for ref in refs] == [True, False]


def test_forgetting_twice_is_harmless(any_vault: Vault, private_key: RSAPrivateKey) -> None:
    ref = any_vault.save("tea-shop", private_key)
    any_vault.forget(ref)
    any_vault.forget(ref)
    any_vault.forget("")
    with pytest.raises(NoKey, match="Choose the key file again"):
        reopened(any_vault).load(ref)


def test_sweeping_leaves_the_current_key_alone(
    any_vault: Vault, private_key: RSAPrivateKey, other_key: RSAPrivateKey
) -> None:
    first = any_vault.save("tea-shop", private_key)
    second = any_vault.save("tea-shop", private_key, first)
    third = any_vault.save("tea-shop", other_key, second)
    any_vault.sweep("tea-shop", second)
    assert same(reopened(any_vault).load(second), private_key)
    for ref in (first, third):
        with pytest.raises(NoKey):
            reopened(any_vault).load(ref)


def test_sweeping_spares_what_may_be_the_last_key(
    any_vault: Vault, private_key: RSAPrivateKey
) -> None:
    """After an older pointer came back with an older copy of the data."""
    old = any_vault.save("tea-shop", private_key)
    new = any_vault.save("tea-shop", private_key, old)
    any_vault.forget(old)
    any_vault.sweep("tea-shop", old)
    assert same(reopened(any_vault).load(new), private_key)


def test_what_a_first_save_left_is_swept(any_vault: Vault, private_key: RSAPrivateKey) -> None:
    ref = any_vault.save("tea-shop", private_key)
    any_vault.sweep("tea-shop", "")
    with pytest.raises(NoKey):
        reopened(any_vault).load(ref)


def test_it_says_where_keys_are(any_vault: Vault) -> None:
    assert any_vault.persistent == isinstance(any_vault, KeyringVault)
    assert str(any_vault.where()).endswith(("until you quit.", "(Secret Service).", "(windows)."))


# Keyrings


def test_p03_a_key_of_every_size_is_taken_in_kept_and_signs(record_property: Recorder) -> None:
    sizes = (2048, 3072, 4096)
    for bits in sizes:
        key = inspect(pem(generate_private_key(65537, bits))).key
        kept = KeyringVault(DictKeyring(), "windows")
        loaded = reopened(kept).load(kept.save("tea-shop", key))
        assert same(loaded, key)
        assert compact.is_sound(loaded)
    record_property("figure", f"{len(sizes)} of 3 sizes")


def test_p03_a_key_that_does_not_fit_is_refused_before_the_keyring_sees_it(
    private_key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "_LONGEST", 700)
    backend = DictKeyring()
    with pytest.raises(KeyRefused, match="too long"):
        KeyringVault(backend, "windows").save("tea-shop", private_key)
    assert backend.calls == []


def test_p06_a_keyring_that_only_pretends_is_found_out(private_key: RSAPrivateKey) -> None:
    with pytest.raises(NoKey, match="did not keep it"):
        KeyringVault(null.Keyring(), "null").save("tea-shop", private_key)


def test_a_key_is_read_from_the_keyring_once(private_key: RSAPrivateKey) -> None:
    kept = KeyringVault(DictKeyring(), "windows")
    again = reopened(kept)
    ref = kept.save("tea-shop", private_key)
    first = again.load(ref)
    calls = len(kept._backend.calls)
    assert again.load(ref) is first
    assert len(kept._backend.calls) == calls


def test_each_credential_has_a_service_of_its_own(private_key: RSAPrivateKey) -> None:
    backend = DictKeyring()
    kept = KeyringVault(backend, "windows")
    kept.save("a", private_key, kept.save("a", private_key))
    assert sorted(service for service, _ in backend.kept) == [
        "Apay Console a.1",
        "Apay Console a.2",
    ]


def test_f35_a_key_of_another_keyring_is_named_and_left_there(private_key: RSAPrivateKey) -> None:
    backend = DictKeyring()
    gnome = KeyringVault(backend, "secret-service")
    for ask in (gnome.load, gnome.forget):
        with pytest.raises(NoKey, match=r"another keyring \(KDE Wallet\)"):
            ask("kwallet/tea-shop.1")
    gnome.sweep("tea-shop", "kwallet/tea-shop.1")
    assert backend.calls == []


def test_a_key_that_was_for_one_run_only_is_said_to_be_gone() -> None:
    kept = KeyringVault(DictKeyring(), "secret-service")
    for ref in ("memory/tea-shop.1", ""):
        with pytest.raises(NoKey, match="one run only"):
            kept.load(ref)
        kept.forget(ref)
