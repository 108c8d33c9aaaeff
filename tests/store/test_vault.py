from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from keyring import errors
from keyring.backends import null

from apay_console.errors import Fault, KeyRefused, NoKey
from apay_console.store import compact, refusals, vault
from apay_console.store.vault import KeyringVault, MemoryVault, Vault, open_vault
from tests.store.keyrings import (
    Dead,
    DictKeyring,
    DyingKeyring,
    FailingKeyring,
    SlowKeyring,
)


def same(one: RSAPrivateKey, other: RSAPrivateKey) -> bool:
    return one.private_numbers() == other.private_numbers()


def reopened(kept: Vault) -> Vault:
    """The same keyring in the program's next run; memory has none."""
    if isinstance(kept, KeyringVault):
        return KeyringVault(kept._backend, kept._place, patience=kept._asker.patience)
    return kept


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


@pytest.mark.parametrize("bits", [2048, 3072, 4096])
def test_a_key_of_every_size_fits_windows(bits: int) -> None:
    key = generate_private_key(65537, bits)
    kept = KeyringVault(DictKeyring(), "windows")
    ref = kept.save("tea-shop", key)
    loaded = reopened(kept).load(ref)
    assert same(loaded, key)
    assert compact.is_sound(loaded)


def test_a_key_that_does_not_fit_is_refused_before_the_keyring_sees_it(
    private_key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "_LONGEST", 700)
    backend = DictKeyring()
    with pytest.raises(KeyRefused, match="too long"):
        KeyringVault(backend, "windows").save("tea-shop", private_key)
    assert backend.calls == []


def test_a_keyring_that_only_pretends_is_found_out(private_key: RSAPrivateKey) -> None:
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


def test_a_key_of_another_keyring_is_named_and_left_there(private_key: RSAPrivateKey) -> None:
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


STORED = [
    "",
    "r1:",
    "-----BEGIN PRIVATE KEY-----",
    "r1:65537:AAAA",
    "r1:3:" + "A" * 344,
    "\x00" * 40,
]


@pytest.mark.parametrize("text", STORED)
def test_what_is_no_key_is_said_to_be_damaged(text: str) -> None:
    backend = DictKeyring()
    backend.kept["Apay Console tea-shop.1", "private key"] = text
    with pytest.raises(NoKey, match="is damaged"):
        KeyringVault(backend, "windows").load("windows/tea-shop.1")
    assert backend.kept


# A new key, cut short anywhere


@pytest.mark.parametrize("steps", range(7))
def test_wherever_the_program_dies_the_profile_can_still_sign(
    steps: int, private_key: RSAPrivateKey, other_key: RSAPrivateKey
) -> None:
    """Six steps (set, get, get, point, get, delete), and a last run that lives."""
    backend = DyingKeyring(1000)
    pointer = KeyringVault(backend, "windows").save("tea-shop", private_key)
    backend.calls, backend.steps = [], steps
    dying = KeyringVault(backend, "windows")
    try:
        new = dying.save("tea-shop", other_key, pointer)
        old, pointer = pointer, new
        dying.forget(old)
    except Dead:
        pass

    backend.steps = 1000
    next_run = KeyringVault(backend, "windows")
    next_run.sweep("tea-shop", pointer)

    assert same(next_run.load(pointer), other_key if steps >= 3 else private_key)
    assert [service for service, _ in backend.kept] == [f"Apay Console {pointer.partition('/')[2]}"]


# What goes wrong, in words


def caused(error: BaseException, cause: str) -> Callable[[], BaseException]:
    def make() -> BaseException:
        error.__cause__ = type(cause, (Exception,), {})("secret r1:65537:")
        return error

    return make


FAILURES = [
    (lambda: errors.KeyringLocked("secret"), refusals.LOCKED),
    (lambda: errors.NoKeyringError("secret"), refusals.ABSENT),
    (lambda: errors.InitError("secret"), refusals.ABSENT),
    (lambda: errors.PasswordSetError("Cancelled by user"), refusals.DENIED),
    (caused(errors.InitError("secret"), "PromptDismissedException"), refusals.DENIED),
    (caused(errors.KeyringLocked("secret"), "KeychainDenied"), refusals.DENIED),
    (caused(errors.KeyringError("secret"), "SecAuthFailure"), refusals.DENIED),
    (lambda: OSError(1783, "secret"), refusals.FAILED),
    (lambda: RuntimeError("secret"), refusals.FAILED),
    (lambda: ConnectionResetError("secret"), refusals.ABSENT),
]


@pytest.mark.parametrize(("make", "words"), FAILURES)
def test_every_failure_has_its_words_and_none_of_its_own(
    make: Callable[[], BaseException], words: str, private_key: RSAPrivateKey
) -> None:
    kept = KeyringVault(FailingKeyring(make), "secret-service")
    questions: list[Callable[[], object]] = [
        lambda: kept.load("secret-service/tea-shop.1"),
        lambda: kept.save("tea-shop", private_key),
        lambda: kept.forget("secret-service/tea-shop.1"),
    ]
    for ask in questions:
        with pytest.raises(NoKey) as caught:
            ask()
        assert caught.value.message.template == words
        assert "secret" not in str(caught.value)
        assert caught.value.__suppress_context__


def test_the_messages_differ() -> None:
    words = [refusals.LOCKED, refusals.ABSENT, refusals.DENIED, refusals.FAILED, vault.HUNG]
    assert len({*words, vault.MISSING, vault.DAMAGED, vault.NOT_KEPT, vault.GONE}) == 9


def test_one_prompt_for_one_question() -> None:
    backend = FailingKeyring(lambda: errors.KeyringLocked("dismissed"))
    with pytest.raises(NoKey):
        KeyringVault(backend, "windows").load("windows/tea-shop.1")
    assert backend.calls == ["get"]


def test_a_keyring_that_was_just_restarted_is_asked_once_more(private_key: RSAPrivateKey) -> None:
    backend = FailingKeyring(lambda: OSError("connection closed"), times=1)
    backend.kept["Apay Console tea-shop.1", "private key"] = compact.write(private_key)
    assert same(KeyringVault(backend, "windows").load("windows/tea-shop.1"), private_key)


def test_a_key_that_could_not_be_deleted_is_still_there(private_key: RSAPrivateKey) -> None:
    class Stubborn(DictKeyring):
        def delete_password(self, service: str, user: str) -> None:
            raise errors.PasswordDeleteError("Cancelled by user")

    kept = KeyringVault(Stubborn(), "windows")
    ref = kept.save("tea-shop", private_key)
    with pytest.raises(NoKey, match="did not allow it"):
        kept.forget(ref)
    assert same(kept.load(ref), private_key)


@pytest.fixture
def slow() -> Iterator[SlowKeyring]:
    backend = SlowKeyring()
    yield backend
    backend.go_on.set()


def test_a_keyring_that_hangs_is_said_so_and_a_late_answer_is_not_lost(
    slow: SlowKeyring, private_key: RSAPrivateKey
) -> None:
    slow.kept["Apay Console tea-shop.1", "private key"] = compact.write(private_key)
    kept = KeyringVault(slow, "windows", patience=0.05)
    for _ in range(3):
        with pytest.raises(NoKey, match="has not answered"):
            kept.load("windows/tea-shop.1")
    assert slow.most_askers == 1  # one password window, not three
    slow.go_on.set()
    kept._asker.patience = 10
    assert same(kept.load("windows/tea-shop.1"), private_key)


def test_two_questions_wait_for_each_other(slow: SlowKeyring, private_key: RSAPrivateKey) -> None:
    slow.kept["Apay Console tea-shop.1", "private key"] = compact.write(private_key)
    kept = KeyringVault(slow, "windows", patience=10)
    threads = [threading.Thread(target=kept.load, args=("windows/tea-shop.1",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    slow.asked.wait()
    slow.go_on.set()
    for thread in threads:
        thread.join()
    assert slow.most_askers == 1


# The real one


# WORKAROUND: keyring leaves its connection open when the collection is locked.
# https://github.com/jaraco/keyring/blob/v25.7.0/keyring/backends/SecretService.py#L49
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_locked_keyring_is_said_to_be_locked(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    import secretstorage

    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()
    with pytest.raises(NoKey) as caught:
        reopened(kept).load(ref)
    assert caught.value.message.template == refusals.LOCKED
    assert same(kept.load(ref), private_key)  # what was read before still signs
    del caught
    gc.collect()


def test_a_stopped_keyring_is_waited_for_and_works_again(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    kept = open_vault()
    assert isinstance(kept, KeyringVault)
    ref = kept.save("tea-shop", private_key)
    again = KeyringVault(kept._backend, kept._place, patience=0.3)
    keyring_daemon.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(NoKey, match="has not answered"):
            again.load(ref)
    finally:
        keyring_daemon.send_signal(signal.SIGCONT)
    again._asker.patience = 10
    assert same(again.load(ref), private_key)


def test_a_key_that_was_read_outlives_the_keyring(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    keyring_daemon.kill()
    keyring_daemon.wait()
    assert same(kept.load(ref), private_key)


def test_nothing_of_the_key_reaches_any_file(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey, tmp_path: Path
) -> None:
    open_vault().save("tea-shop", private_key)
    text = compact.write(private_key).encode()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.suffix == ".keyring" for file in files)
    assert not [file for file in files if text[20:60] in file.read_bytes()]


MEDDLING = """
import os, sys
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from apay_console.store.vault import open_vault

kept = open_vault()
key = generate_private_key(65537, 2048)
ref = kept.save("tea-shop", key)
assert kept.load(ref).private_numbers() == key.private_numbers()
kept.forget(ref)
print(type(kept._backend).__module__, kept._backend.appid)
print([name for name in os.environ if "KEYRING" in name])
"""


def test_neither_file_nor_environment_turns_to_another_keyring(
    keyring_daemon: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    config = tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (tmp_path / "planted.py").write_text(
        f"open({str(tmp_path / 'sentinel')!r}, 'w')\n"
        "from keyring.backends.null import Keyring as Planted\n"
    )
    (config / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring=planted.Planted\nkeyring-path={tmp_path}\n"
    )
    meddling = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_APPID": "meddled",
        "PYTHONPATH": str(Path.cwd()),
    }
    ran = subprocess.run(
        [sys.executable, "-c", MEDDLING],
        env=os.environ | meddling,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.splitlines() == ["keyring.backends.SecretService Apay Console", "[]"]
    assert not (tmp_path / "sentinel").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the keyring is part of the system")
@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent"])
def test_without_a_keyring_keys_stay_in_memory(
    address: str | None, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    kept = open_vault()
    assert not kept.persistent
    assert str(kept.where()) == ("No system keyring found. The key stays in memory until you quit.")
    assert same(kept.load(kept.save("tea-shop", private_key)), private_key)


def test_a_keyring_that_went_away_is_said_to_be_out_of_reach(
    keyring_daemon: subprocess.Popen[bytes],
    private_key: RSAPrivateKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with pytest.raises(Fault, match="cannot be reached"):
        reopened(kept).load(ref)


def test_opening_the_module_loads_nothing_slow() -> None:
    program = (
        "import sys; import apay_console.store.vault, apay_console.store.keys; "
        "print([name for name in ('keyring', 'cryptography') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
