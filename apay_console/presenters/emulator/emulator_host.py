"""The emulator that ships inside: started after the first paint, its state kept from day to day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, NotSent, say
from apay_console.jobs import Runner
from apay_console.model.profile import BUILT_IN_KEY_ID
from apay_console.presenters.ports import keep_port, kept_port
from apay_console.store.records import Records
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from apay_console.emulator.delivering import Delivering
    from apay_console.emulator.server import Running
    from apay_console.emulator.service import Emulator
    from apay_console.emulator.watching import Onlooker, Seen

Found = TypeVar("Found")

KEY_ID = BUILT_IN_KEY_ID
_PORT = "emulator_port"
_STAYS = N_("Nobody can be signed out here: the session has ended, or the buyer has paid.")


class EmulatorHost(QObject):
    """Runs the emulator in this process; its signing key is new every run."""

    ready = Signal(str)  # its base URL
    failed = Signal(object)  # Message

    def __init__(
        self,
        runner: Runner,
        records: Records,
        settings: Settings,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._records = records
        self._settings = settings
        self._clock = clock
        self._running: Running | None = None
        self._emulator: Emulator | None = None
        self._delivering: Delivering | None = None
        self.onlooker: Onlooker | None = None  # keeps what others ask; used on the loop's thread
        self.key: RSAPrivateKey | None = None
        self.base_url = ""  # where it answers, once it does

    def start(self) -> None:
        """Make a key, restore what was there yesterday, and serve."""
        self._runner.call(_make_key, owner=self, done=self._serve, failed=self._fail)

    def _serve(self, key: RSAPrivateKey) -> None:
        self.key = key
        self._runner.run(self._started(key), owner=self, done=self._told, failed=self._fail)

    async def _started(self, key: RSAPrivateKey) -> str:
        from apay_console.api.posting import Poster  # noqa: PLC0415 - after first paint
        from apay_console.emulator.delivering import Delivering  # noqa: PLC0415 - as above
        from apay_console.emulator.service import AUTO, Emulator  # noqa: PLC0415 - as above
        from apay_console.emulator.service import Settings as Ways  # noqa: PLC0415 - as above
        from apay_console.emulator.serving import serve  # noqa: PLC0415 - as above
        from apay_console.emulator.watching import Onlooker  # noqa: PLC0415 - as above
        from apay_console.presenters.emulator import shop_keys  # noqa: PLC0415 - as above

        emulator = Emulator(
            {KEY_ID: key.public_key()},
            clock=self._clock,
            settings=Ways(buyer=AUTO),
            changed=self._records.keep,
        )
        emulator.restore(await self._records.all())
        for key_id, other in shop_keys.usable(await shop_keys.read(self._settings), KEY_ID):
            emulator.trust(key_id, other)
        self.onlooker = Onlooker(KEY_ID)
        emulator.watched = self.onlooker.take
        self._emulator = emulator
        self._running = await serve(emulator, await kept_port(self._settings, _PORT))
        await keep_port(self._settings, _PORT, self._running.port)
        self._delivering = Delivering(emulator, Poster().post)
        self._delivering.start()
        return self._running.base_url

    async def stop(self) -> None:
        """Answer no more."""
        if self._delivering is not None:
            await self._delivering.stop()
        if self._running is not None:
            await self._running.stop()

    def _told(self, base_url: str) -> None:
        self.base_url = base_url
        self.ready.emit(base_url)

    def _fail(self, error: BaseException) -> None:
        reason = error.message if isinstance(error, Fault) else type(error).__name__
        self.failed.emit(say(N_("The emulator did not start: {reason}"), reason=reason))

    def do(
        self,
        work: Callable[[Emulator], Found],
        *,
        owner: QObject,
        done: Callable[[Found], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do something with the emulator on its own thread; NotSent while it does not run."""
        self._runner.run(self._done(work), owner=owner, done=done, failed=failed or self._fail)

    async def _done(self, work: Callable[[Emulator], Found]) -> Found:
        if self._emulator is None:
            raise NotSent(say(N_("The emulator is not running yet.")))
        return work(self._emulator)

    async def seen(self, record: Callable[[Emulator, list[Seen]], Awaitable[Found]]) -> Found:
        """Wait for what others asked, and have it recorded."""
        if self._emulator is None or self.onlooker is None:
            raise NotSent(say(N_("The emulator is not running yet.")))
        return await record(self._emulator, await self.onlooker.next())

    async def changed_ids(self) -> frozenset[str] | None:
        """Wait for changes of objects' states, and return their ids; None for all of them."""
        if self._emulator is None:
            raise NotSent(say(N_("The emulator is not running yet.")))
        return await self._emulator.state_changes.next()

    def sign_out(
        self, session_id: str, done: Callable[[], None], failed: Callable[[Message], None]
    ) -> None:
        """Forget a session's buyer, as if nobody had signed in yet."""
        self.do(
            lambda emulator: _signed_out(emulator, session_id),
            owner=self,
            done=lambda is_out: done() if is_out else failed(say(_STAYS)),
        )


def _signed_out(emulator: Emulator, session_id: str) -> bool:
    from apay_console.emulator.wire import Refused  # noqa: PLC0415 - after first paint

    try:
        emulator.sign_out(session_id)
    except Refused:
        return False
    return True


def _make_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - after first paint

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
