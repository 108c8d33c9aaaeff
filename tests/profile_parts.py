"""Profiles with everything below them: a real data file, a real vault over a keyring of ours."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from apay_console.api.client import Call, Client
from apay_console.jobs import Runner
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Profile, Region
from apay_console.presenters.profiles.key_trial import KeyTrial
from apay_console.presenters.profiles.keys import KeyIntake
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_keeping import ProfileKeeping
from apay_console.presenters.profiles.profile_removal import ProfileRemoval
from apay_console.presenters.profiles.profiles import Profiles, tea_shop
from apay_console.sending import Sender
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.keys.shelf import KeyShelf
from apay_console.store.keys.vault import KeyringVault, Vault
from apay_console.store.profiles import Profiles as Rows
from apay_console.store.settings import Settings
from tests.patience import PATIENCE_S

KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"


class KeyringLocked(Exception):
    """As the keyring library names it."""


@dataclass
class Keyring:
    """A keyring in memory that can be locked, or hang, or break when it deletes."""

    items: dict[str, str] = field(default_factory=dict)
    is_locked: bool = False
    deletes: bool = True
    asked: int = 0
    answers: threading.Event = field(default_factory=threading.Event)
    hung: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.answers.set()

    def hang(self) -> None:
        self.answers.clear()

    def _ask(self) -> None:
        self.asked += 1
        if not self.answers.is_set():
            self.hung.set()
            self.answers.wait(PATIENCE_S)
        if self.is_locked:
            raise KeyringLocked

    def set_password(self, service: str, user: str, text: str) -> None:
        self._ask()
        self.items[service] = text

    def get_password(self, service: str, user: str) -> str | None:
        self._ask()
        return self.items.get(service)

    def delete_password(self, service: str, user: str) -> None:
        self._ask()
        if not self.deletes:
            raise KeyringLocked
        del self.items[service]


@dataclass
class Amazon:
    """In the client's place: answers as Amazon would, and remembers who asked."""

    code: str = "ResourceNotFound"
    status: int = 404
    calls: list[Call] = field(default_factory=list)

    async def send(self, call: Call, _: object) -> Exchange:
        self.calls.append(call)
        return Exchange(
            operation=call.operation.name,
            version=call.version,
            sent=Sent("GET", call.endpoint + call.target, ()),
            answered=Answered(self.status, (), f'{{"reasonCode":"{self.code}"}}'.encode()),
            outcome=Outcome.REJECTED,
            started_at=0.0,
            took_ms=1.0,
        )


@dataclass
class Parts:
    """One run of the program, as far as profiles go."""

    runner: Runner
    database: Database
    shelf: KeyShelf
    profiles: Profiles
    keyring: Keyring
    settings: Settings
    new_id: Callable[[], str]
    amazon: Amazon = field(default_factory=Amazon)
    key: RSAPrivateKey | None = None  # one to hand in

    def editor(self) -> ProfileEditor:
        """Make the presenter of the dialog."""
        sender: Any = Sender(
            client=cast(Client, self.amazon),
            attempts=Attempts(self.database),
            history=History(self.database),
            key_of=lambda profile: self.shelf.load(profile.key_ref),
            endpoint_of=lambda profile: f"https://{profile.host}",
            profile_of=lambda _: never(),
            clock=lambda: 0.0,
            new_id=self.new_id,
        )
        intake, test = KeyIntake(self.runner), KeyTrial(sender, self.runner)
        return ProfileEditor(self.profiles, intake, test, self.new_id)

    def removal(self, editor: ProfileEditor) -> ProfileRemoval:
        """Make what removes the profile that an editor shows."""
        return ProfileRemoval(editor, Attempts(self.database).unfinished)

    async def leave_open(self, profile_id: str, number: str = "left-open") -> None:
        """Begin a write of a profile's, and never learn what became of it."""
        write = Attempt(number, profile_id, "sale", "create_charge", "v2", "POST", "", b"", "", 1.0)
        await Attempts(self.database).begin(write)


async def never() -> Profile:
    """Nothing is repeated here."""
    raise NotImplementedError


@contextmanager
def run_of_program(
    folder: Path, keyring: Keyring, open_vault: Callable[[], Vault] | None = None
) -> Iterator[Parts]:
    """Start what profiles need, and end it."""
    runner, database = Runner(), Database(folder / "console.db")
    shelf = KeyShelf(open_vault or (lambda: KeyringVault(keyring, "secret-service")))
    settings = Settings(database)
    keeping = ProfileKeeping(Rows(database), settings, shelf)
    profiles = Profiles(keeping, runner, tea_shop("SANDBOX-EMULATOR", "memory/emulator.1"))
    numbers = itertools.count(1)
    new_id = lambda: f"made-{next(numbers)}"  # noqa: E731 - one line says it
    yield Parts(runner, database, shelf, profiles, keyring, settings, new_id)
    keyring.answers.set()
    runner.close()
    database.close()


def sandbox(profile_id: str = "fjord", name: str = "Fjord Tea") -> Profile:
    """Make a profile for Amazon's sandbox."""
    return Profile(
        id=profile_id,
        name=name,
        environment=Environment.SANDBOX,
        region=Region.EU,
        public_key_id=KEY_ID,
        version=ApiVersion.V2,
    )


def pem(key: RSAPrivateKey, form: PrivateFormat = PrivateFormat.PKCS8, passphrase: str = "") -> str:
    """Write a private key as its owner would have it in a file."""
    sealing = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, form, sealing).decode()
