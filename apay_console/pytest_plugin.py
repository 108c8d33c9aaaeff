"""For other people's tests: the fixture `apay_emulator`, Amazon Pay on this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:  # loaded by the first test that asks for the fixture
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from apay_console.emulator.on_thread import OnThread
    from apay_console.emulator.wire import Answer

_KEY_ID = "SANDBOX-PYTEST0EMULATOR0KEY"
_TOKEN = "pytest"  # noqa: S105 - it guards a server that lives as long as the tests
_HOSTS = {"na": "pay-api.amazon.com", "eu": "pay-api.amazon.eu", "jp": "pay-api.amazon.jp"}


@dataclass(frozen=True)
class Reply:
    """What Amazon Pay would have answered."""

    status: int
    body: dict[str, Any]


@dataclass(frozen=True)
class ApayEmulator:
    """An emulator that no other test has used, and the key that signs for it."""

    base_url: str
    public_key_id: str
    private_key: RSAPrivateKey
    private_key_file: Path
    _server: OnThread = field(repr=False)

    @property
    def clock(self) -> Clock:
        """Its clock: advance it, stop it, start it."""
        return Clock(self)

    @property
    def buyers(self) -> Buyers:
        """The sample buyers: let them sign in and pay."""
        return Buyers(self)

    @property
    def faults(self) -> Faults:
        """What is to go wrong with the next requests."""
        return Faults(self)

    @property
    def state(self) -> dict[str, Any]:
        """Everything it remembers: sessions, permissions, charges, refunds, notes."""
        return self.control("GET", "state")

    def ask(self, method: str, path: str, body: Any = None, **ways: str) -> Reply:
        """Send a signed request; `region` and `idempotency_key` are the ways to send it."""
        raw = b"" if body is None else json.dumps(body).encode()
        answer = self._put(method, path, self.signed(method, path, raw, **ways), raw)
        return Reply(answer.status, json.loads(answer.body))

    def signed(
        self, method: str, path: str, body: bytes = b"", *, region: str = "na", **ways: str
    ) -> dict[str, str]:
        """Sign a request: the headers to send with it, idempotency key included."""
        from apay_console import signing  # noqa: PLC0415 - for the first who asks
        from apay_console.model.profile import Algorithm  # noqa: PLC0415 - as above

        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        key = ways.get("idempotency_key", _new_key() if method == "POST" else "")
        found = signing.reference_headers(_HOSTS[region], region, date, key)
        text = signing.canonical_request(method, path, [], found, body)
        to_sign = signing.string_to_sign(Algorithm.PSS_V2, text)
        signature = signing.sign(self.private_key, Algorithm.PSS_V2, to_sign)
        names = signing.signed_headers(found)
        written = signing.Authorization(Algorithm.PSS_V2, self.public_key_id, names, signature)
        return {**found, "authorization": str(written)}

    def control(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Ask its control side, which GET /_emulator/ lists; raise ValueError with its reason."""
        headers = {"authorization": f"Bearer {_TOKEN}", "content-type": "application/json"}
        raw = b"" if body is None else json.dumps(body).encode()
        answer = self._put(method, f"/_emulator/{path}", headers, raw)
        found: dict[str, Any] = json.loads(answer.body)
        if answer.status != 200:
            raise ValueError(found["message"])
        return found

    def submit(self, path: str, form: Mapping[str, str]) -> str:
        """Send a buyer's form; give the address where the buyer lands, or raise ValueError."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = self._put("POST", path, headers, urlencode(form).encode())
        if answer.status != 303:
            raise ValueError(f"the page answered {answer.status}")
        return dict(answer.headers)["location"]

    def _put(self, method: str, path: str, headers: Mapping[str, str], raw: bytes) -> Answer:
        from apay_console.emulator.wire import Asked  # noqa: PLC0415 - for the first who asks

        pairs = (("host", "127.0.0.1"), *headers.items())
        return self._server.ask(Asked(method, path, pairs, raw))


@dataclass(frozen=True)
class Clock:
    """The emulator's time; signatures are judged by the machine's."""

    _emulator: ApayEmulator

    @property
    def now(self) -> datetime:
        """What it shows."""
        told = self._emulator.control("GET", "clock")["now"]
        return datetime.strptime(told, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    def advance(self, seconds: float = 0, **more: float) -> list[dict[str, Any]]:
        """Put it forward, as timedelta takes it; tell what happened on the way."""
        span = timedelta(seconds=seconds, **more).total_seconds()
        told = self._emulator.control("POST", "clock", {"advance": span})
        return list(told["rows"])

    def stop(self) -> None:
        """Let it stand still."""
        self._emulator.control("POST", "clock", {"stop": True})

    def start(self) -> None:
        """Let it go on from where it stands."""
        self._emulator.control("POST", "clock", {"start": True})


@dataclass(frozen=True)
class Buyers:
    """People who do not exist."""

    _emulator: ApayEmulator

    def sign_in(self, session_id: str, buyer: str = "", product_type: str = "PayAndShip") -> None:
        """Let one sign in, as on Amazon's page; the first sample buyer when none is named."""
        body = {"buyer": buyer, "productType": product_type}
        self._emulator.control("POST", f"sign-in/{session_id}", body)

    def pay(self, session_id: str, decision: str = "approve", card: str = "") -> str:
        """Approve, decline or cancel on the page; give the address where the buyer lands."""
        form = {"amazonCheckoutSessionId": session_id, "decision": decision, "card": card}
        return self._emulator.submit("/checkout/processing", form)

    def decide_next(self, decision: str) -> None:
        """Say what the next buyer does who opens the page: approve, decline, cancel or a card."""
        self._emulator.control("POST", "buyer", {"next": decision})


@dataclass(frozen=True)
class Faults:
    """Bad days on order."""

    _emulator: ApayEmulator

    def add(self, **fault: Any) -> None:
        """Spoil the next answers: POST /_emulator/faults says how."""
        self._emulator.control("POST", "faults", fault)

    def clear(self) -> None:
        """Let everything go well again."""
        self._emulator.control("POST", "faults", {"clear": True})


@pytest.fixture(scope="session")
def _apay_server() -> Iterator[OnThread]:
    from apay_console.emulator.on_thread import OnThread  # noqa: PLC0415 - for the first who asks

    server = OnThread()
    yield server
    server.close()


@pytest.fixture(scope="session")
def _apay_key(tmp_path_factory: pytest.TempPathFactory) -> tuple[RSAPrivateKey, Path]:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - as above

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = tmp_path_factory.mktemp("apay") / "private-key.pem"
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return key, path


@pytest.fixture
def apay_emulator(_apay_server: OnThread, _apay_key: tuple[RSAPrivateKey, Path]) -> ApayEmulator:
    """Amazon Pay on this machine: a new and empty emulator, on the same port for all tests."""
    from apay_console.emulator.service import Emulator  # noqa: PLC0415 - for the first who asks

    key, path = _apay_key
    _apay_server.show(Emulator({_KEY_ID: key.public_key()}, clock=time.time), _TOKEN)
    return ApayEmulator(_apay_server.base_url, _KEY_ID, key, path, _apay_server)


def _new_key() -> str:
    from apay_console.emulator.ids import RandomIds  # noqa: PLC0415 - for the first who asks

    return RandomIds().unique().replace("-", "")
