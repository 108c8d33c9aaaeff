"""The vault for coroutines: a keyring that hangs holds up nobody but who asked it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from apay_console.errors import Message
from apay_console.store.keys.refs import MEMORY, place_of
from apay_console.store.keys.vault import Vault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where keys are kept."""

    name: str  # what a reference to a key there begins with
    words: Message
    persistent: bool  # False: in memory, until the program ends


class KeyShelf:
    """Private keys by reference; the vault is opened by the first who asks, and only then."""

    def __init__(self, open_vault: Callable[[], Vault]) -> None:
        self._open_vault = open_vault
        self._vault: Vault | None = None
        self._opening = threading.Lock()
        self._at_hand: dict[str, RSAPrivateKey] = {}
        self._awaited: list[float] = []  # since when, by the clock that never jumps

    async def place(self) -> Place:
        """Say where keys are kept."""
        return await self._ask(lambda vault: Place(vault.place, vault.where(), vault.persistent))

    async def save(self, owner: str, key: RSAPrivateKey, current: str = "") -> str:
        """Keep a key beside the owner's current one; return its reference once it is proven."""
        ref = await self._ask(lambda vault: vault.save(owner, key, current))
        self._at_hand[ref] = key
        return ref

    async def load(self, ref: str) -> RSAPrivateKey:
        """Give a key; raise NoKey when it cannot be reached."""
        if ref not in self._at_hand:
            begun = monotonic()
            self._awaited.append(begun)
            try:
                self._at_hand[ref] = await self._ask(lambda vault: vault.load(ref))
            finally:
                self._awaited.remove(begun)
        return self._at_hand[ref]

    def waits(self, seconds: float) -> bool:
        """Whether somebody has waited for a key as long as that."""
        return any(monotonic() - begun >= seconds for begun in self._awaited)

    async def forget(self, ref: str) -> None:
        """Drop a key; one that is not there is no fault."""
        await self._ask(lambda vault: vault.forget(ref))
        self._at_hand.pop(ref, None)

    async def sweep(self, owner: str, current: str) -> None:
        """Drop what a change that was cut short left beside the owner's current key."""
        await self._ask(lambda vault: vault.sweep(owner, current))

    def lend(self, ref: str, key: RSAPrivateKey) -> None:
        """Have a key at hand that is kept nowhere, as the emulator's own."""
        self._at_hand[ref] = key

    def drop(self, ref: str) -> None:
        """Let go of a key at once; what lies in a keyring stays there."""
        self._at_hand.pop(ref, None)
        if self._vault is not None and place_of(ref) == MEMORY:
            self._vault.forget(ref)

    def clear(self) -> None:
        """Let go of every key: OpenSSL wipes the memory of one that nobody holds."""
        self._at_hand.clear()
        self._vault = None

    async def _ask(self, question: Callable[[Vault], T]) -> T:
        future: Future[T] = Future()
        threading.Thread(target=self._answer, args=(future, question), daemon=True).start()
        from asyncio import wrap_future  # noqa: PLC0415 - 15 ms, after the first paint

        return await wrap_future(future)

    def _answer(self, future: Future[Any], question: Callable[[Vault], Any]) -> None:
        try:
            answer = question(self._opened())
        except BaseException as error:  # noqa: BLE001 - whatever it was belongs to who asked
            _tell(future, error=error)
        else:
            _tell(future, answer)

    def _opened(self) -> Vault:
        with self._opening:
            if self._vault is None:
                self._vault = self._open_vault()
            return self._vault


def _tell(future: Future[Any], answer: Any = None, error: BaseException | None = None) -> None:
    """Answer, unless nobody waits any more."""
    if not future.set_running_or_notify_cancel():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(answer)
