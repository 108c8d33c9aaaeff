"""The tour once more, with faults and every word logged: no secret lies about, nothing leaves."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from apay_console.emulator.buyers import find_buyer
from apay_console.model.exchange import Exchange
from apay_console.presenters.emulator.emulator_host import KEY_ID
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.ui.browser import sandbox
from tests.patience import PATIENCE_S
from tests.store.samples import newest

pytestmark = pytest.mark.alone
# The program itself with the test's key (it comes by a pipe), all levels logged, its data kept, and
# its memory left readable: strace could not read the addresses otherwise.
PLAY = """
import logging, sys
from pathlib import Path
from contextlib import nullcontext
from types import SimpleNamespace
from cryptography.hazmat.primitives.serialization import load_der_private_key
key = load_der_private_key(sys.stdin.buffer.read(), None)

from apay_console import __main__ as program, log, startup
from apay_console.presenters.emulator import emulator_host

def begin(before=log.begin):
    before()
    logging.getLogger().setLevel(logging.DEBUG)

startup.keep_memory_private = lambda: None
log.begin = begin
emulator_host._make_key = lambda: key
data, pictures = sys.argv[1:]
program.tempfile = SimpleNamespace(TemporaryDirectory=lambda prefix: nullcontext(data))
sys.argv[1:] = ["--tour", pictures]
sys.exit(program.main())
"""
# A call of strace's: its name, the kind of the socket, and the address where one is named.
CALL = re.compile(
    r"(connect|send\w+)\(\d+<(TCP|UDP)v?6?:(\S*?)>,"
    r"(?:.*?(?:inet_addr\(|inet_pton\(AF_INET6, )\"([^\"]+)\")?"
)
HERE = re.compile(r"127\.|::1$|::ffff:127\.")


@dataclass(frozen=True)
class Played:
    """Where the tour left its traces, and what it said."""

    home: Path
    data: Path
    said: bytes
    connections: str
    key: RSAPrivateKey

    @property
    def exchanges(self) -> list[Exchange]:
        database = Database(self.data / "console.sqlite3", clock=lambda: 0.0)
        try:
            return asyncio.run(newest(History(database)))
        finally:
            database.close(timeout=PATIENCE_S)

    def lying_about(self) -> Iterator[tuple[str, bytes]]:
        """All that was written but the data file and the pictures that were asked for."""
        yield "what it said", self.said
        for path in self.home.rglob("*"):
            if path.is_file() and "data" not in path.parts and "tour" not in path.parts:
                yield str(path.relative_to(self.home)), path.read_bytes()


@pytest.fixture(scope="module")
def played(private_key: RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Played:
    if (why := sandbox.obstacle(ours=True)) is not None:
        pytest.skip(str(why))
    home = tmp_path_factory.mktemp("mara")
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("state", "cache", "config")}
    for name in ("data", "temporary"):
        (home / name).mkdir(0o700)
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"}
    environ = {name: value for name, value in os.environ.items() if name not in left_out}
    environ |= places | {"HOME": str(home), "TMPDIR": str(home / "temporary")}
    command = [sys.executable, "-c", PLAY, str(home / "data"), str(home / "tour")]
    trace = home.parent / "trace"
    if shutil.which("strace"):
        calls = "trace=connect,sendto,sendmsg,sendmmsg"
        options = ["-f", "--seccomp-bpf", "-yy", "-s0", "-qq", "-e", calls, "-o", str(trace)]
        command = ["strace", *options, *command]
    der = der_of(private_key)
    done = subprocess.run(command, env=environ, input=der, capture_output=True, check=False)
    log = home / "state/apay-console/log/console.log"
    assert done.returncode == 0, log.read_text("utf-8")[-2_000:] if log.exists() else done.stderr
    connections = trace.read_text("utf-8", "replace") if trace.exists() else ""
    return Played(home, home / "data", done.stdout + done.stderr, connections, private_key)


def der_of(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def forms(value: bytes) -> set[bytes]:
    """A value as it is, as UTF-16, in hexadecimal digits and in Base64 at each of three offsets."""
    found = {value, value.hex().encode(), value.hex().upper().encode()}
    if value.isascii():
        found.add(value.decode().encode("utf-16-le"))
    for before in range(3):  # but for the signs that its neighbours would share
        text = base64.b64encode(bytes(before) + value)
        found.add(text[-(-before * 8 // 6) : len(text) // 4 * 4 - 4])
    return found


def of_key(key: RSAPrivateKey) -> dict[str, list[bytes]]:
    """What a private key is made of, wherever a part of it may begin."""
    numbers = key.private_numbers()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).splitlines()
    der = der_of(key)
    primes = [prime.to_bytes(128, "big") for prime in (numbers.p, numbers.q)]
    return {
        "PEM line": pem[3:-2],
        "DER slice": [der[at : at + 24] for at in range(300, len(der) - 24, 24)],
        "primes": [prime[at : at + 24] for prime in primes for at in range(0, 104, 24)],
        "primes in digits": [str(numbers.p)[:40].encode(), str(numbers.q)[:40].encode()],
    }


def of_traffic(played: Played) -> dict[str, list[bytes]]:
    """What was on the wire, as the tour's own history tells it."""
    found = played.exchanges
    signed = [one.sent.header("authorization") for one in found]
    bodies = b"".join(one.answered.body for one in found if one.answered)
    redirects = re.findall(rb'"amazonPayRedirectUrl":"([^"]+)"', bodies)
    notes = re.findall(rb'"noteToBuyer":"([^"]+)"', bodies + b"".join(o.sent.body for o in found))
    return {
        "signature": [text.rpartition("=")[0][-60:].encode() for text in signed if text],
        "publicKeyId": [KEY_ID.encode()],
        "idempotency key": [one.idempotency_key.encode() for one in found if one.idempotency_key],
        "session id": [one.session_id.encode() for one in found if one.session_id],
        "redirect URL": [url.rpartition(b"/")[2] for url in redirects],
        "noteToBuyer": notes,
    }


def of_buyer() -> dict[str, list[bytes]]:
    buyer = find_buyer("")
    assert buyer is not None
    address = buyer.address
    return {
        "buyer name": [buyer.name.encode()],
        "e-mail": [buyer.email.encode()],
        "phone": [buyer.phone.encode()],
        "address line 1": [str(address["addressLine1"]).encode()],
        "address line 2": [str(address.get("addressLine2") or buyer.buyer_id).encode()],
        "postcode": [str(address["postalCode"]).encode()],
    }


def hits(kinds: dict[str, list[bytes]], places: Iterator[tuple[str, bytes]]) -> list[str]:
    looked_for = {
        name: {form for value in set(values) for form in forms(value) if len(form) >= 5}
        for name, values in kinds.items()
    }
    return [
        f"{name} in {place}"
        for place, content in places
        for name, wanted in looked_for.items()
        if any(form in content for form in wanted)
    ]


def test_p08_of_sixteen_canaries_none_lies_about_after_the_tour(
    played: Played, record_property: Callable[[str, object], None]
) -> None:
    canaries = of_key(played.key) | of_traffic(played) | of_buyer()
    assert len(canaries) == 16
    assert [name for name, values in canaries.items() if not any(values)] == []
    places = list(played.lying_about())
    assert any(name.endswith("console.log") for name, _ in places)
    assert hits(canaries, iter(places)) == []
    record_property("figure", f"{len(canaries)} canaries, 0 hits in {len(places)} places")


def test_p08_no_part_of_a_private_key_is_in_anything_that_was_written(played: Played) -> None:
    files = [path for path in played.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    everything = ((str(path), path.read_bytes()) for path in files)
    assert hits(of_key(played.key), everything) == []
    environment = (b"the home's path", str(played.home).encode())
    log = (played.home / "state/apay-console/log/console.log").read_bytes()
    assert environment[1] not in log + played.said


def test_the_gate_finds_what_lies_about(played: Played) -> None:
    """Or else it would prove nothing: in the data file is what belongs there."""
    file = ("data", (played.data / "console.sqlite3").read_bytes())
    assert hits({"buyer": [b"Mara Lindqvist"]}, iter([file])) == ["buyer in data"]
    shown = base64.b64encode(b"x" + der_of(played.key))
    assert hits(of_key(played.key), iter([("shown", shown)])) == ["DER slice in shown",
                                                                  "primes in shown"]  # fmt: skip


def test_p50_the_tour_connects_to_this_computer_only(
    played: Played, record_property: Callable[[str, object], None]
) -> None:
    if not played.connections:
        pytest.skip("strace is missing here")
    calls = CALL.findall(played.connections)
    assert sum(name == "connect" and kind == "TCP" for name, kind, *_ in calls) > 20
    away = [call for call in calls if not HERE.match(call[3]) and call[3]]
    # Chromium asks the system for a way to IPv6's hosts: it connects UDP and sends nothing.
    routes = [call for call in away if call[:2] == ("connect", "UDP")]
    assert [call for call in away if call not in routes] == []
    sent = [call for call in calls if call[1] == "UDP" and call[0] != "connect"]
    assert sent == []
    told = f"0 of {len(calls)} calls go elsewhere, {len(sent)} datagrams are sent"
    record_property("figure", told)
