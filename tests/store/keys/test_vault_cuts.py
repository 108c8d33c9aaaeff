"""A key that is replaced, with the program or the keyring gone half way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console.errors import NoKey
from apay_console.store.keys import compact
from apay_console.store.keys.vault import KeyringVault
from tests.store.keys.bad_keyrings import Dead, DyingKeyring, ForgetfulKeyring, SmallKeyring
from tests.store.keys.vaults import reopened, same

Recorder = Callable[[str, object], None]


@pytest.fixture(scope="module")
def other_key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
def test_p04_wherever_the_program_dies_the_profile_can_still_sign(
    is_done: bool, private_key: RSAPrivateKey, other_key: RSAPrivateKey, record_property: Recorder
) -> None:
    """Six steps: set, get, the flip of the pointer, get, delete, and the end; each is a cut."""
    signs, orphans = 0, 0
    for steps in range(6):
        backend = DyingKeyring(1000, is_done=is_done)
        pointer = KeyringVault(backend, "windows").save("tea-shop", private_key)
        new = replaced(backend, steps, pointer, other_key)
        next_run = KeyringVault(backend, "windows")
        next_run.sweep("tea-shop", new)
        signs += compact.is_sound(next_run.load(new))
        assert same(next_run.load(new), private_key if new == pointer else other_key)
        orphans += len(backend.kept) - 1
    assert (signs, orphans) == (6, 0)
    record_property("figure", f"{signs} of 6 cuts can sign, {orphans} orphans")


def replaced(backend: DyingKeyring, steps: int, pointer: str, key: RSAPrivateKey) -> str:
    """Give a profile another key in a run that dies after some steps; what it points to then."""
    backend.calls, backend.steps, pointers = [], steps, [pointer]
    dying = KeyringVault(backend, "windows")
    with suppress(Dead):
        new = dying.save("tea-shop", key, pointer)
        backend.step("flip", lambda: pointers.append(new))
        dying.forget(pointer)
    assert len(backend.calls) == steps + 1
    backend.steps = 1000
    return pointers[-1]


# Half a save


@pytest.mark.parametrize("make", [ForgetfulKeyring, SmallKeyring])
def test_f36_a_save_that_fails_half_way_leaves_the_old_key_at_work(
    make: type[ForgetfulKeyring | SmallKeyring],
    private_key: RSAPrivateKey,
    other_key: RSAPrivateKey,
) -> None:
    backend = make()
    backend.is_sound = True
    kept = KeyringVault(backend, "windows")
    old = kept.save("tea-shop", private_key)
    backend.is_sound = False
    with pytest.raises(NoKey) as caught:
        kept.save("tea-shop", other_key, old)
    assert "r1:" not in str(caught.value)
    assert same(reopened(kept).load(old), private_key)
    backend.is_sound = True
    reopened(kept).sweep("tea-shop", old)
    assert len(backend.kept) == 1
    again = reopened(kept).save("tea-shop", other_key, old)
    assert same(reopened(kept).load(again), other_key)
