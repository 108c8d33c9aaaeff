"""The emulator as a program: one line when ready, a key that nobody else reads, a clean end."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as other_kind
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from apay_console.emulator.standalone import Options, run_standalone
from tests.emulator.loops import exchange, wire
from tests.emulator.shop import KEY_ID, Shop, minimum
from tests.patience import PATIENCE_S

PROGRAM = """
import sys
from pathlib import Path
from apay_console.emulator.standalone import Options, run_standalone
pairs = [pair.split("=") for pair in sys.argv[3:] if pair != "quiet"]
keys = [(name, Path(path)) for name, path in pairs]
is_quiet = "quiet" in sys.argv
options = Options(int(sys.argv[1]), keys, sys.argv[2], is_quiet=is_quiet)
sys.exit(run_standalone(options, sys.stdout))
"""


@contextmanager
def program(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """Run it until its ready line; make sure that it ends."""
    started = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert started.stdout
        yield started, json.loads(started.stdout.readline())
    finally:
        started.terminate()  # not killed: it has a key file to take away
        started.communicate(timeout=PATIENCE_S)


def written(key: Any, path: Path) -> Path:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.write_bytes(pem)
    return path


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_with_no_key_it_makes_one_and_takes_it_away_again(end: signal.Signals) -> None:
    with program("0", "manual") as (started, ready):
        assert list(ready) == ["ready", "baseUrl", "publicKeyId", "privateKeyFile", "adminToken"]
        assert ready["ready"] is True
        assert ready["publicKeyId"].startswith("SANDBOX-")
        file = Path(ready["privateKeyFile"])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        key = load_pem_private_key(file.read_bytes(), None)
        assert isinstance(key, RSAPrivateKey)
        shop = Shop(key, time.time, ready["publicKeyId"])
        created = _create(shop, ready)
        assert created["buyer"] is None
        started.send_signal(end)
        out, errors = started.communicate(timeout=PATIENCE_S)
        assert (started.returncode, out) == (0, "")
        assert "Traceback" not in errors
        assert not file.exists()


def _create(shop: Shop, ready: dict[str, Any]) -> dict[str, Any]:
    path, body = "/sandbox/v1/checkoutSessions", json.dumps(minimum("v1")).encode()
    headers = shop.headers("POST", path, body, x_amz_pay_idempotency_key="k")
    port = int(ready["baseUrl"].rpartition(":")[2])
    reply = exchange(port, wire("POST", path, headers, body))
    assert reply.status == 201
    return reply.json


def test_with_keys_given_it_trusts_them_and_writes_none(
    tmp_path: Path, private_key: RSAPrivateKey
) -> None:
    pem = written(private_key, tmp_path / "public.pem")
    with program("0", "auto", f"{KEY_ID}={pem}", f"LIVE-2={pem}") as (_, ready):
        assert (ready["publicKeyId"], ready["privateKeyFile"]) == (KEY_ID, None)
        for key_id in (KEY_ID, "LIVE-2"):
            created = _create(Shop(private_key, time.time, key_id), ready)
            assert created["buyer"]["name"] == "Mara Lindqvist"


def test_the_control_side_takes_the_token_of_the_ready_line() -> None:
    with program("0", "manual") as (_, ready):
        port = int(ready["baseUrl"].rpartition(":")[2])
        headers = {"host": "localhost", "authorization": f"Bearer {ready['adminToken']}"}
        reply = exchange(port, wire("GET", "/_emulator/state", headers))
        assert (reply.status, reply.json["baseUrl"]) == (200, ready["baseUrl"])


def test_a_port_that_was_asked_for_is_the_port(tmp_path: Path, capsys: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        out = io.StringIO()
        assert run_standalone(Options(port=taken.getsockname()[1]), out) == 1
        assert out.getvalue() == ""
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "taken" in errors


@pytest.mark.parametrize("kind", ["nothing", "text", "other", "private"])
def test_a_key_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, private_key: RSAPrivateKey, capsys: Any, kind: str
) -> None:
    path = tmp_path / "public.pem"
    if kind == "text":
        path.write_text("no key")
    elif kind == "other":
        written(other_kind(SECP256R1()), path)
    elif kind == "private":
        path.write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    out = io.StringIO()
    assert run_standalone(Options(keys=[(KEY_ID, path)]), out) == 1
    errors = capsys.readouterr().err
    assert (out.getvalue(), errors.count("\n")) == ("", 1)
    assert str(path) in errors


def test_a_private_key_in_the_place_of_a_public_one_says_how_to_go_on(
    tmp_path: Path, private_key: RSAPrivateKey, capsys: Any
) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert run_standalone(Options(keys=[(KEY_ID, path)]), io.StringIO()) == 1
    assert f"openssl pkey -in {path} -pubout" in capsys.readouterr().err


def test_a_key_file_that_is_missing_is_named(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "nothing.pem"
    assert run_standalone(Options(keys=[(KEY_ID, path)]), io.StringIO()) == 1
    told = f"apay-console emulator: {path}: No such file or directory\n"
    assert capsys.readouterr().err == told


def test_its_choices_go_to_the_other_stream(private_key: RSAPrivateKey, tmp_path: Path) -> None:
    pem = written(private_key, tmp_path / "public.pem")
    with program("0", "auto", f"{KEY_ID}={pem}") as (started, ready):
        number = _create(Shop(private_key, time.time), ready)["checkoutSessionId"]
        path, body = f"/sandbox/v1/checkoutSessions/{number}", b'{"platformId":null}'
        headers = Shop(private_key, time.time).headers("PATCH", path, body)
        port = int(ready["baseUrl"].rpartition(":")[2])
        assert exchange(port, wire("PATCH", path, headers, body)).status == 200
        os.kill(started.pid, signal.SIGTERM)
        out, errors = started.communicate(timeout=PATIENCE_S)
        assert out == ""
        assert re.search(r"^\d\d:\d\d:\d\d emulator's choice: ", errors, re.MULTILINE)


def test_each_request_is_a_line_with_what_to_change(private_key: RSAPrivateKey) -> None:
    with program("0", "manual") as (started, ready):
        shop = Shop(private_key, time.time, ready["publicKeyId"])  # not the key that was made
        path = "/v2/checkoutSessions/x"
        port = int(ready["baseUrl"].rpartition(":")[2])
        assert exchange(port, wire("GET", path, shop.headers("GET", path, b""))).status == 403
        page = exchange(port, wire("GET", "/_emulator/", {"host": "localhost"})).body.decode()
        started.terminate()
        _, errors = started.communicate(timeout=PATIENCE_S)
    told = f"GET {path} 403 InvalidRequestSignature: Signature wrong. The private key is not"
    assert re.fullmatch(rf"\d\d:\d\d:\d\d {re.escape(told)} [^\n]+\n", errors)
    assert told in page


def test_it_is_quiet_on_demand() -> None:
    with program("0", "auto", "quiet") as (started, ready):
        port = int(ready["baseUrl"].rpartition(":")[2])
        assert exchange(port, wire("GET", "/v2/x", {"host": "localhost"})).status == 400
        started.terminate()
        assert started.communicate(timeout=PATIENCE_S) == ("", "")
