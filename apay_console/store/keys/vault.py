"""Private keys, by reference: in the system's keyring, or in memory until the program ends.

A new key never takes the place of an old one: it is kept beside it, read back and proven; then
the caller points to it, and forgets the old one. So a profile has a key that works wherever the
program dies. Everything here may block: call it on a thread that nothing waits for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, Protocol

from apay_console.errors import N_, KeyRefused, Message, NoKey, say
from apay_console.store.keys import keyrings
from apay_console.store.keys.asking import Asker, Unanswered
from apay_console.store.keys.refs import MEMORY, following, name_of, neighbours, place_of
from apay_console.store.keys.refusals import DENIED, LOCKED, meaning_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_USER = "private key"
_LONGEST = 2560  # bytes of UTF-16: what Windows keeps in one credential

IN_MEMORY = N_("No system keyring found. The key stays in memory until you quit.")
IN_KEYRING = N_("Private keys are kept in your keyring ({keyring}).")
HUNG = N_(
    "Your keyring ({keyring}) has not answered for {seconds} seconds. If it asks for a password "
    "somewhere, answer it, then try again."
)
MISSING = N_("The private key is not in your keyring ({keyring}). Choose the key file again.")
ELSEWHERE = N_(
    "The private key lies in another keyring ({there}); this desktop offers {keyring}. Start the "
    "other one, or choose the key file again. Nothing was deleted."
)
OUT_OF_REACH = N_(
    "The private key lies in your keyring ({keyring}), which cannot be reached. Start the keyring, "
    "then Apay Console once more, or choose the key file again. Nothing was deleted."
)
GONE = N_("The private key was kept in memory for one run only. Choose the key file again.")
DAMAGED = N_("The private key in your keyring ({keyring}) is damaged. Choose the key file again.")
NOT_KEPT = N_("Your keyring ({keyring}) took the key but did not keep it. Nothing else changed.")
TOO_LONG = N_("This key is too long for a system keyring; RSA keys up to 4096 bits fit.")


class Vault(Protocol):
    """Where private keys lie."""

    @property
    def place(self) -> str:
        """Name the place that a reference to a key begins with."""
        ...

    @property
    def persistent(self) -> bool:
        """Say whether a key outlives the program."""
        ...

    def where(self) -> Message:
        """Say in words where keys are kept."""
        ...

    def save(self, owner: str, key: RSAPrivateKey, current: str = "") -> str:
        """Keep a key beside the owner's current one; return its reference once it is proven."""
        ...

    def load(self, ref: str) -> RSAPrivateKey:
        """Give the key; raise NoKey when it cannot be reached."""
        ...

    def forget(self, ref: str) -> None:
        """Drop a key; one that is not there is no fault."""
        ...

    def sweep(self, owner: str, current: str) -> None:
        """Drop what a change that was cut short left beside the owner's current key."""
        ...


class MemoryVault:
    """Keys that are gone when the program ends."""

    place = MEMORY
    persistent = False

    def __init__(self) -> None:
        self._keys: dict[str, RSAPrivateKey] = {}

    def where(self) -> Message:
        return say(IN_MEMORY)

    def save(self, owner: str, key: RSAPrivateKey, current: str = "") -> str:
        ref = following(MEMORY, owner, current)
        self._keys[ref] = key
        return ref

    def load(self, ref: str) -> RSAPrivateKey:
        self._refuse_keyrings(ref)
        if ref not in self._keys:
            raise NoKey(say(GONE))
        return self._keys[ref]

    def forget(self, ref: str) -> None:
        self._refuse_keyrings(ref)
        self._keys.pop(ref, None)

    def _refuse_keyrings(self, ref: str) -> None:
        """A key that lies in a keyring is not gone because none answers in this run."""
        place = place_of(ref)
        if place not in {"", MEMORY}:
            raise NoKey(say(OUT_OF_REACH, keyring=keyrings.NAMES.get(place, place)))

    def sweep(self, owner: str, current: str) -> None:
        if not current or current in self._keys:
            for ref in neighbours(MEMORY, owner, current):
                self.forget(ref)


class KeyringVault:
    """Keys in a keyring of the system; one that was read once is kept in memory too."""

    persistent = True

    def __init__(self, backend: Any, place: str, *, patience: float = 60.0) -> None:
        self._backend = backend
        self.place = place
        self._name = keyrings.NAMES.get(place, place)
        self._asker = Asker(patience)
        self._known: dict[str, RSAPrivateKey] = {}

    def where(self) -> Message:
        return say(IN_KEYRING, keyring=self._name)

    def save(self, owner: str, key: RSAPrivateKey, current: str = "") -> str:
        from apay_console.store.keys import compact  # noqa: PLC0415 - cryptography waits until needed

        text = compact.write(key)
        if len(text.encode("utf-16-le")) > _LONGEST:
            raise KeyRefused(say(TOO_LONG))
        ref = following(self.place, owner, current)
        self._ask(lambda: self._write(ref, text))
        return ref

    def load(self, ref: str) -> RSAPrivateKey:
        if ref not in self._known:
            self._refuse_elsewhere(ref)
            # The question itself remembers the key: an answer that comes late is not lost.
            self._ask(lambda: self._remember(ref))
        return self._known[ref]

    def forget(self, ref: str) -> None:
        if ref and place_of(ref) != MEMORY:
            self._refuse_elsewhere(ref)
            self._ask(lambda: self._delete(ref))

    def sweep(self, owner: str, current: str) -> None:
        self._ask(lambda: self._sweep(owner, current))

    def _refuse_elsewhere(self, ref: str) -> None:
        place = place_of(ref)
        if place in {"", MEMORY}:
            raise NoKey(say(GONE))
        if place != self.place:
            raise self._no_key(ELSEWHERE, there=keyrings.NAMES.get(place, place))

    def _ask(self, question: Callable[[], None]) -> None:
        try:
            self._asker.ask(question)
        except NoKey:
            raise
        except Unanswered:
            raise self._no_key(HUNG, seconds=round(self._asker.patience)) from None
        except Exception as error:  # noqa: BLE001 - backends raise what they like; Windows its own
            raise self._no_key(meaning_of(error), reason=type(error).__name__) from None

    def _no_key(self, words: str, **arguments: object) -> NoKey:
        return NoKey(say(words, keyring=self._name, **arguments))

    def _write(self, ref: str, text: str) -> None:
        self._backend.set_password(_service(ref), _USER, text)
        if self._get(ref) != text:
            raise self._no_key(NOT_KEPT)
        self._remember(ref)

    def _remember(self, ref: str) -> None:
        from apay_console.store.keys import compact  # noqa: PLC0415 - cryptography waits until needed

        text = self._get(ref)
        if text is None:
            raise self._no_key(MISSING)
        try:
            self._known[ref] = compact.read(text)
        except ValueError:
            raise self._no_key(DAMAGED) from None

    def _get(self, ref: str) -> str | None:
        """Read once more after a failure that asked the person nothing: it may be restarting."""
        try:
            text: str | None = self._backend.get_password(_service(ref), _USER)
        except Exception as error:
            if meaning_of(error) in {LOCKED, DENIED}:
                raise
            text = self._backend.get_password(_service(ref), _USER)
        return text

    def _delete(self, ref: str) -> None:
        self._known.pop(ref, None)
        if self._get(ref) is not None:
            self._backend.delete_password(_service(ref), _USER)

    def _sweep(self, owner: str, current: str) -> None:
        if current and (place_of(current) != self.place or self._get(current) is None):
            return  # what lies beside it may be all that is left
        for ref in neighbours(self.place, owner, current):
            self._delete(ref)


def _service(ref: str) -> str:
    """Name each key's own service: Windows would move the first of two that share one."""
    return f"Apay Console {name_of(ref)}"


def open_vault(environment: MutableMapping[str, str] = os.environ) -> Vault:
    """Open the system's keyring; where none answers, keep keys in memory."""
    found = keyrings.find(environment)
    if found is None:
        return MemoryVault()
    place, backend = found
    return KeyringVault(backend, place)
