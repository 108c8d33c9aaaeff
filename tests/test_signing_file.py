"""Signing for scripts: what is printed verifies, and a wrong file says what is wrong with it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from apay_console import signing
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Asked
from apay_console.errors import Fault, Invalid, KeyRefused
from apay_console.signing_file import Unsigned, signed

KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
NOW = 1749543312.0  # 2025-06-10 08:15:12 UTC
URL = "https://pay-api.amazon.com/v2/checkoutSessions"
NO_ALGORITHM = (
    "The profile file names “['x']”; use one of AMZN-PAY-RSASSA-PSS, AMZN-PAY-RSASSA-PSS-V2."
)
GET = Unsigned("GET", URL + "/3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614")


@pytest.fixture
def key_file(tmp_path: Path, private_key: RSAPrivateKey) -> Path:
    path = tmp_path / "key.pem"
    path.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    return path


@pytest.fixture
def profile(tmp_path: Path, key_file: Path) -> Path:
    return written(tmp_path, publicKeyId=KEY_ID, privateKeyFile=str(key_file))


def written(folder: Path, **values: Any) -> Path:
    path = folder / "profile.json"
    path.write_text(json.dumps(values), "utf-8")
    return path


def test_what_is_signed_is_what_the_emulator_accepts(
    profile: Path, private_key: RSAPrivateKey
) -> None:
    body = b'{"storeId":"amzn1.application-oa2-client.x"}'
    call = Unsigned("POST", URL, body, "8f14e45fceea167a")
    headers = signed(profile, call, NOW)["headers"]
    emulator = Emulator({KEY_ID: private_key.public_key()}, clock=lambda: NOW)
    given = (*headers.items(), ("host", "127.0.0.1"))
    answer = emulator.handle(Asked("POST", "/v2/checkoutSessions", given, body))
    assert json.loads(answer.body)["reasonCode"] == "MissingParameterValue"  # so it was verified


@pytest.mark.parametrize("algorithm", ["AMZN-PAY-RSASSA-PSS", "AMZN-PAY-RSASSA-PSS-V2"])
def test_every_stage_belongs_to_the_signature(
    tmp_path: Path, key_file: Path, private_key: RSAPrivateKey, algorithm: str
) -> None:
    who = {"publicKeyId": KEY_ID, "privateKeyFile": str(key_file), "algorithm": algorithm}
    found = signed(written(tmp_path, **who, region="eu"), GET, NOW)
    text = found["canonicalRequest"]
    assert text.startswith("GET\n/v2/checkoutSessions/3f0c7a52")
    assert found["canonicalRequestSha256"] == sha256(text.encode()).hexdigest()
    assert found["stringToSign"] == f"{algorithm}\n{found['canonicalRequestSha256']}"
    header = signing.parse_authorization(found["headers"]["authorization"])
    assert (header.key_id, header.algorithm) == (KEY_ID, algorithm)
    public = private_key.public_key()
    assert signing.verify(public, algorithm, found["stringToSign"], header.signature)
    assert found["headers"]["x-amz-pay-host"] == "pay-api.amazon.eu"
    assert found["headers"]["x-amz-pay-date"] == "20250610T081512Z"


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("https://pay-api.amazon.com", "/", ""),
        ("https://pay-api.amazon.com?a=1", "/", "a=1"),
        ("http://127.0.0.1:8098/v1/x?b=2&a=1", "/v1/x", "b=2&a=1"),
        ("https://pay-api.amazon.com/a%20b?c=%2F#top", "/a%20b", "c=%2F"),
        ("https://pay-api.amazon.com//a/../b;c", "//a/../b;c", ""),
    ],
)
def test_path_and_query_are_signed_as_they_go_on_the_wire(
    profile: Path, url: str, path: str, query: str
) -> None:
    text = signed(profile, Unsigned("GET", url), NOW)["canonicalRequest"]
    assert text.split("\n")[:3] == ["GET", path, query]


@pytest.mark.parametrize(
    "call",
    [
        Unsigned("get", URL),
        Unsigned("GET\n", URL),
        Unsigned("", URL),
        Unsigned("GET", ""),
        Unsigned("GET", "/v2/checkoutSessions"),
        Unsigned("GET", "https:///v2"),
        Unsigned("GET", "ftp://pay-api.amazon.com/"),
        Unsigned("GET", "https://pay-api.amazon.com/a b"),
        Unsigned("GET", "https://pay-api.amazon.com/ü"),
        Unsigned("GET", "https://pay-api.amazon.com/\n"),
        Unsigned("POST", URL, b"", "no blanks"),
    ],
    ids=range(11),
)
def test_a_request_that_could_not_leave_like_that_is_not_signed(
    profile: Path, call: Unsigned
) -> None:
    with pytest.raises(Invalid):
        signed(profile, call, NOW)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "The profile file names no privateKeyFile."),
        ({"privateKeyFile": None}, "The profile file names no privateKeyFile."),
        ({"privateKeyFile": 5}, "The profile file names no privateKeyFile."),
        ({"region": "mars"}, "The profile file names “mars”; use one of na, eu, jp."),
        (
            {"algorithm": ["x"]},
            NO_ALGORITHM,
        ),
    ],
)
def test_a_profile_file_that_lacks_something_says_what(
    tmp_path: Path, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        signed(written(tmp_path, publicKeyId=KEY_ID, **values), GET, NOW)
    assert str(refused.value) == words
    assert "privateKeyFile" in refused.value.example


def test_without_a_key_id_nothing_is_signed(tmp_path: Path, key_file: Path) -> None:
    with pytest.raises(Invalid) as refused:
        signed(written(tmp_path, privateKeyFile=str(key_file)), GET, NOW)
    assert str(refused.value) == "The profile file names no publicKeyId."


@pytest.mark.parametrize("text", ["", "{oops", "[]", '{"a": NaN}'])
def test_a_profile_file_that_is_no_json_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Invalid):
        signed(path, GET, NOW)


def test_a_profile_file_without_an_end_is_not_read_for_ever() -> None:
    with pytest.raises(Fault):
        signed(Path("/dev/zero"), GET, NOW)


def test_a_key_under_a_passphrase_is_refused_by_name(
    tmp_path: Path, private_key: RSAPrivateKey
) -> None:
    path = tmp_path / "sealed.pem"
    sealing = BestAvailableEncryption(b"a word")
    path.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing))
    with pytest.raises(KeyRefused):
        signed(written(tmp_path, publicKeyId=KEY_ID, privateKeyFile=str(path)), GET, NOW)


def test_a_key_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.pem")
    with pytest.raises(KeyRefused):
        signed(written(tmp_path, publicKeyId=KEY_ID, privateKeyFile=missing), GET, NOW)
