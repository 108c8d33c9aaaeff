"""The emulator as a program of its own: `apay-console emulator`."""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import localtime, strftime, time
from typing import TextIO

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from apay_console.emulator import key_file
from apay_console.emulator.delivering import Delivering
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.journal import Note
from apay_console.emulator.notices.notifying import Notifying
from apay_console.emulator.persistence import Keeper, WriteFirst, restore
from apay_console.emulator.public_keys import read_public_key
from apay_console.emulator.request_log import RequestLog
from apay_console.emulator.service import MANUAL, Emulator, Settings
from apay_console.emulator.serving import serve
from apay_console.errors import Fault
from apay_console.model.letter import Post
from apay_console.visible_text import marked, print_text

KeyFiles = Sequence[tuple[str, Path]]  # public key id, and the file with its public key
_ELSEWHERE = "private-key.pem"  # stands in the snippets for a file that only the shop knows


@dataclass(frozen=True)
class Options:
    """How the program is to run."""

    port: int = 0  # 0 takes a free one
    keys: KeyFiles = ()
    buyer: str = MANUAL
    keeper: Keeper | None = None  # None: everything is forgotten at the end
    notifying: Notifying = field(default_factory=Notifying)
    post: Post | None = None  # how notifications leave; None: none ever does
    is_quiet: bool = False  # says nothing of single requests


@dataclass(frozen=True)
class _Keys:
    trusted: dict[str, RSAPublicKey]
    private_file: str | None  # None: only the shop has it

    @property
    def first(self) -> str:
        return next(iter(self.trusted))


def run_standalone(options: Options, out: TextIO) -> int:
    """Serve until SIGINT or SIGTERM; say on `out` when ready, and nothing else there."""
    try:
        asyncio.run(_run(options, out))
    except (Fault, OSError) as error:
        print_text(f"apay-console emulator: {_words(error)}", sys.stderr)
        return 1
    return 0


def _words(error: Fault | OSError) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


async def _run(options: Options, out: TextIO) -> None:
    # The signals first, so that none leaves a key file behind.
    with _stopped_by_signals() as stopped, _key_pair(options.keys) as found:
        await _serve(options, found, _Outlet(stopped, out))


@dataclass(frozen=True)
class _Outlet:
    """Where the program is told to stop, and where it says that it is ready."""

    stopped: asyncio.Event
    out: TextIO


async def _serve(options: Options, keys: _Keys, outlet: _Outlet) -> None:
    token, keeper = secrets.token_urlsafe(32), options.keeper
    emulator = Emulator(
        keys.trusted,
        clock=time,
        settings=_settings(options, keys),
        changed=keeper.keep if keeper else None,
    )
    emulator.journal.heard = _tell
    if not options.is_quiet:
        emulator.watched = RequestLog(emulator).take
    if keeper:
        restore(emulator, keeper)
    write_first = WriteFirst(emulator, keeper) if keeper else None
    running = await serve(
        emulator,
        options.port,
        admin_token=token,
        exactly=bool(options.port),
        write_first=write_first,
    )
    try:
        async with _delivering(emulator, options.post, write_first):
            _say_ready(outlet.out, running.base_url, keys, token)
            await outlet.stopped.wait()
    finally:
        await running.stop()


def _settings(options: Options, keys: _Keys) -> Settings:
    file = keys.private_file or _ELSEWHERE
    return Settings(buyer=options.buyer, notifying=options.notifying, key_file=file)


@asynccontextmanager
async def _delivering(
    emulator: Emulator, post: Post | None, write_first: WriteFirst | None
) -> AsyncIterator[None]:
    """Post what is due as long as the program runs."""
    if post is None:
        yield
        return
    delivering = Delivering(emulator, post, write_first)
    delivering.start()
    try:
        yield
    finally:
        await delivering.stop()


@contextmanager
def _stopped_by_signals() -> Iterator[asyncio.Event]:
    """Make an event that a signal sets, on every system."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop(*_: object) -> None:
        loop.call_soon_threadsafe(stopped.set)

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _say_ready(out: TextIO, base_url: str, keys: _Keys, token: str) -> None:
    line = {
        "ready": True,
        "baseUrl": base_url,
        "publicKeyId": keys.first,
        "privateKeyFile": keys.private_file,
        "adminToken": token,
    }
    print_text(json.dumps(line), out)


def _tell(note: Note) -> None:
    clock = strftime("%H:%M:%S", localtime(note.at))
    print_text(f"{clock} {marked(note.text)}", sys.stderr)


@contextmanager
def _key_pair(keys: KeyFiles) -> Iterator[_Keys]:
    """Read the public keys; without any, make a pair for as long as the program runs."""
    if keys:
        yield _Keys({name: read_public_key(path) for name, path in keys}, None)
        return
    private = generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with key_file.kept(pem) as path:
        name = f"SANDBOX-{RandomIds().unique().replace('-', '').upper()[:24]}"
        yield _Keys({name: private.public_key()}, str(path))
