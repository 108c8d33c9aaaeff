"""Signing for scripts: who signs stands in a file such as the emulator's ready line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from apay_console import input_files, signing
from apay_console.api.call import check_idempotency_key
from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import json_text
from apay_console.model.kinds import stamp
from apay_console.model.profile import HOSTS, Algorithm, Region
from apay_console.store.keys import inspecting

_METHOD = re.compile("[A-Z]{1,20}")
_URL = re.compile(r"https?://[^/?#\s]+[!-~]*", re.ASCII)
LARGEST_BODY = 1 << 20  # bytes; the emulator takes no more
_LARGEST = 64 * 1024
_EXAMPLE = '{"publicKeyId":"SANDBOX-…","privateKeyFile":"key.pem","region":"na"}'


@dataclass(frozen=True)
class Unsigned:
    """A request as it will leave, but for its signature."""

    method: str
    url: str
    body: bytes = b""
    idempotency_key: str = ""


def signed(profile_file: Path, call: Unsigned, now: float) -> dict[str, Any]:
    """Sign one request; its headers, and each stage of the signature."""
    who = _read(profile_file)
    region = _one_of(Region, who.get("region", "na"))
    algorithm = _one_of(Algorithm, who.get("algorithm", Algorithm.PSS_V2))
    headers = _headers(call, region, now)
    text = _canonical(call, headers)
    to_sign = signing.string_to_sign(algorithm, text)
    key = inspecting.inspect(inspecting.read_key_file(_key_file(who)).data).key
    signature = signing.sign(key, algorithm, to_sign)
    names = signing.signed_headers(headers)
    header = signing.Authorization(algorithm, _text(who, "publicKeyId"), names, signature)
    return {
        "headers": {**headers, "authorization": str(header)},
        "canonicalRequest": text,
        "canonicalRequestSha256": sha256(text.encode()).hexdigest(),
        "stringToSign": to_sign,
    }


def _headers(call: Unsigned, region: Region, now: float) -> dict[str, str]:
    if call.idempotency_key:
        check_idempotency_key(call.idempotency_key)
    date, key = stamp(now), call.idempotency_key
    return dict(signing.reference_headers(HOSTS[region], region, date, key))


def _canonical(call: Unsigned, headers: dict[str, str]) -> str:
    if not _METHOD.fullmatch(call.method):
        words = N_("“{method}” is not an HTTP method.")
        raise Invalid(say(words, method=call.method[:20]), "PATCH")
    path, query = _target(call.url)
    return signing.wire_canonical_request(call.method, path, query, headers, call.body)


def _target(url: str) -> tuple[str, str]:
    """Take out of an address what is signed: its path and query, as they go on the wire."""
    if not _URL.fullmatch(url):
        words = N_(
            "The URL must be whole and encoded as it goes on the wire: https://, host, path."
        )
        raise Invalid(say(words), f"https://{HOSTS[Region.NA]}/v2/checkoutSessions")
    _, _, rest = url.partition("#")[0].partition("://")
    target = rest[len(re.split("[/?]", rest, maxsplit=1)[0]) :]
    path, _, query = target.partition("?")
    return path or "/", query


def _read(path: Path) -> dict[str, Any]:
    data = input_files.read_argument(path, _LARGEST)
    try:
        return json_text.read_bytes(data)
    except BadText as error:
        raise Invalid(error.message, _EXAMPLE) from None


def _text(who: dict[str, Any], name: str) -> str:
    value = who.get(name)
    if not isinstance(value, str) or not value:
        raise Invalid(say(N_("The profile file names no {name}."), name=name), _EXAMPLE)
    return value


def _key_file(who: dict[str, Any]) -> Path:
    return Path(_text(who, "privateKeyFile"))


def _one_of(choice: Any, value: object) -> Any:
    try:
        return choice(value)
    except ValueError:
        words = N_("The profile file names “{value}”; use one of {known}.")
        known = ", ".join(one.value for one in choice)
        raise Invalid(say(words, value=str(value)[:40], known=known), _EXAMPLE) from None
