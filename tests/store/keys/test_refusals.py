from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from keyring import errors
from keyring.backends import fail, null

from apay_console.errors import NoKey
from apay_console.store.keys import compact, refusals, vault
from apay_console.store.keys.vault import KeyringVault, MemoryVault
from tests.store.keys.bad_keyrings import (
    DictKeyring,
    FailingKeyring,
    RestartedKeyring,
    SlowKeyring,
)
from tests.store.keys.vaults import same


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


def test_p06_each_way_not_to_keep_a_key_has_a_plain_message_of_its_own(
    private_key: RSAPrivateKey, record_property: Callable[[str, object], None]
) -> None:
    wrong_password = caused(errors.KeyringError("-25293"), "SecAuthFailure")
    backends = [
        null.Keyring(),
        fail.Keyring(),
        FailingKeyring(lambda: errors.KeyringLocked("Failed to unlock the collection!")),
        FailingKeyring(wrong_password),
    ]
    words = {str(MemoryVault().where())}  # no bus at all
    for backend in backends:
        with pytest.raises(NoKey) as caught:
            KeyringVault(backend, "secret-service").save("tea-shop", private_key)
        words.add(str(caught.value))
    assert len(words) == 5
    assert not any("Error" in one or "Traceback" in one for one in words)
    record_property("figure", f"{len(words)} different messages")


@pytest.mark.parametrize(
    "make",
    [
        lambda: errors.KeyringLocked("dismissed"),
        caused(errors.KeyringError("-128"), "KeychainDenied"),
        caused(errors.KeyringError("-25293"), "SecAuthFailure"),
        caused(errors.InitError("x"), "PromptDismissedException"),
    ],
)
def test_f32_a_person_who_refuses_is_asked_once_for_each_thing_they_do(
    make: Callable[[], BaseException], private_key: RSAPrivateKey
) -> None:
    backend = FailingKeyring(make)
    kept = KeyringVault(backend, "windows")
    deeds: list[Callable[[], object]] = [
        lambda: kept.load("windows/tea-shop.1"),
        lambda: kept.save("tea-shop", private_key),
        lambda: kept.forget("windows/tea-shop.1"),
        lambda: kept.sweep("tea-shop", "windows/tea-shop.1"),
    ]
    for number, deed in enumerate(deeds, 1):
        with pytest.raises(NoKey):
            deed()
        assert len(backend.calls) == number


def test_f37_a_keyring_that_was_just_restarted_is_asked_once_more(
    private_key: RSAPrivateKey,
) -> None:
    backend = FailingKeyring(lambda: OSError("connection closed"), times=1)
    backend.kept["Apay Console tea-shop.1", "private key"] = compact.write(private_key)
    assert same(KeyringVault(backend, "windows").load("windows/tea-shop.1"), private_key)


def test_f37_a_keyring_that_stays_away_is_asked_twice_and_then_named() -> None:
    backend = FailingKeyring(lambda: ConnectionResetError("gone"))
    with pytest.raises(NoKey, match="cannot be reached"):
        KeyringVault(backend, "windows").load("windows/tea-shop.1")
    assert backend.calls == ["get", "get"]


def test_p07_a_key_that_could_not_be_deleted_is_still_there(private_key: RSAPrivateKey) -> None:
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


def test_f33_a_keyring_that_hangs_is_said_so_and_a_late_answer_is_not_lost(
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


def test_f37_a_question_that_a_restart_swallowed_does_not_stand_in_the_way_for_ever(
    private_key: RSAPrivateKey,
) -> None:
    backend = RestartedKeyring()
    backend.kept["Apay Console tea-shop.1", "private key"] = compact.write(private_key)
    kept = KeyringVault(backend, "secret-service", patience=0.05)
    for _ in range(3):
        with pytest.raises(NoKey, match="has not answered"):
            kept.load("secret-service/tea-shop.1")
    kept._asker.patience = 10
    assert same(kept.load("secret-service/tea-shop.1"), private_key)
    backend.ends.set()


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
