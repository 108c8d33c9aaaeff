"""“Watch my shop”: where a shop has to ask, with which key, and what it asked last."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, say
from apay_console.model.profile import Region
from apay_console.model.snippets import Facts
from apay_console.presenters.emulator import shop_keys
from apay_console.presenters.emulator.emulator_host import KEY_ID, EmulatorHost
from apay_console.presenters.emulator.shop_keys import Exists, ShopKeys
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.services import Services
from apay_console.presenters.shop.shop_recording import Recorded
from apay_console.presenters.shop.shop_watch import ShopWatch

FILE = "apay-shop-key.pem"
_NO_KEYS = ShopKeys()
_MAKING = N_("Making the key…")
_SAVED = N_("Saved. Your shop signs with this file; this console keeps the public half only.")
_REPLACED = N_("Replaced. The key that was there before is not taken any more.")
_TRUSTED = N_("Requests that are signed for {key_id} are taken from now on.")
_THERE = N_("There is a file {path} already. A new key takes its place for good.")
_NOT_KEPT = N_("The key works until this console ends, but it was not kept: {reason}")


@dataclass(frozen=True)
class ShopState:
    """What the panel shows above the requests."""

    base_url: str = ""
    region: Region = Region.NA
    keys: ShopKeys = _NO_KEYS
    notice: Notice | None = None
    in_the_way: str = ""  # a file that a new key would replace
    is_busy: bool = False

    @property
    def has_key(self) -> bool:
        """Whether the shop has a key that is taken."""
        return any(key_id == self.keys.key_id for key_id, _ in self.keys.trusted)

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of keys that were pasted."""
        return tuple(key_id for key_id, _ in self.keys.trusted if key_id != self.keys.key_id)

    @property
    def facts(self) -> Facts:
        """What the snippets are filled with."""
        file = self.keys.file or str(Path.home() / FILE)
        return Facts(self.base_url, self.keys.key_id, file, self.region)


class Shop(QObject):
    """Makes the shop's key, trusts what it signs, and opens what it asked."""

    changed = Signal(object)  # ShopState

    def __init__(
        self,
        services: Services,
        host: EmulatorHost,
        watch: ShopWatch,
        shelf: SalesShelf,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.watch = watch
        self._services = services
        self._host = host
        self._shelf = shelf
        self.state = ShopState(base_url=host.base_url)
        host.ready.connect(self._take_address)

    def _take_address(self, base_url: str) -> None:
        self._change(base_url=base_url)

    def begin(self, region: Region) -> None:
        """Find out which key the shop has; an id of its own it gets the first time."""
        self._change(region=region)
        self._run(shop_keys.read(self._services.settings), self._found)

    def _found(self, keys: ShopKeys) -> None:
        if keys.key_id:
            self._change(keys=keys)
        else:
            self._keep(replace(keys, key_id=shop_keys.new_key_id()))

    def _keep(self, keys: ShopKeys) -> None:
        self._change(keys=keys)
        self._run(shop_keys.keep(self._services.settings, keys), _nothing, self._not_kept)

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self._tell("warn", say(_NOT_KEPT, reason=error.message))
        else:
            self._failed(error)

    def save_key(self, path: str, *, replaces: bool = False) -> None:
        """Make a new pair: the private key goes to the file, the public one is trusted."""
        if self.state.is_busy:
            return
        self._change(is_busy=True, in_the_way="", notice=Notice("info", say(_MAKING)))
        self._services.runner.call(
            partial(shop_keys.make_key_file, Path(path), replaces=replaces),
            owner=self,
            done=partial(self._saved, path),
            failed=partial(self._not_saved, path),
        )

    def _saved(self, path: str, pem: str) -> None:
        had_key, keys = self.state.has_key, replace(self.state.keys, file=path)
        self._trust(keys.key_id, pem)
        self._change(is_busy=False)
        self._tell("ok", say(_REPLACED if had_key else _SAVED))
        self._keep(keys.trusting(keys.key_id, pem))

    def _not_saved(self, path: str, error: BaseException) -> None:
        self._change(is_busy=False, notice=None)
        if isinstance(error, Exists):
            self._change(in_the_way=path, notice=Notice("warn", say(_THERE, path=path)))
        else:
            self._failed(error)

    def replace_file(self) -> None:
        """Let a new key take the place of the file that is in the way."""
        self.save_key(self.state.in_the_way, replaces=True)

    def leave_file(self) -> None:
        """Leave the file that is in the way as it is."""
        self._change(in_the_way="", notice=None)

    def take_public(self, key_id: str, text: str) -> bool:
        """Trust a key that the shop has already; False, with the reason said, if it is none."""
        try:
            known, key = shop_keys.check_id(key_id, KEY_ID), shop_keys.public_key(text)
        except Fault as fault:
            self._tell("err", fault.message)
            return False
        pem = shop_keys.pem_of(key)
        self._trust(known, pem)
        self._tell("ok", say(_TRUSTED, key_id=known))
        self._keep(self.state.keys.trusting(known, pem))
        return True

    def refuse(self, words: Message) -> None:
        """Say why something that was given is not taken."""
        self._tell("err", words)

    def _trust(self, key_id: str, pem: str) -> None:
        key = shop_keys.public_key(pem)
        self._host.do(
            lambda emulator: emulator.trust(key_id, key),
            owner=self,
            done=_nothing,
            failed=self._failed,
        )

    def open(self, row: Recorded) -> None:
        """Show a request with its answer, in the sale that it belongs to."""
        sale = self._shelf.known(row.sale.id) or row.sale
        self._shelf.open(sale, row.exchange)

    def _tell(self, tone: str, words: Message) -> None:
        self._change(notice=Notice(tone, words))

    def _change(self, **values: Any) -> None:
        self.state = replace(self.state, **values)
        self.changed.emit(self.state)

    def _run(
        self,
        work: Coroutine[Any, Any, Any],
        done: Any,
        failed: Any = None,
    ) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=failed or self._failed)

    def _failed(self, error: BaseException) -> None:
        self._services.runner.tell(error, lambda fault: self._tell("err", fault.message))


def _nothing(_: object) -> None:
    """Take no notice: it was done."""
