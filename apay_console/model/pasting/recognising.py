"""The body in whatever a person pastes: JSON, curl, HAR, raw HTTP, or a program's own literal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import codec, json_text
from apay_console.model.captured import har
from apay_console.model.captured.curl import from_curl, is_curl
from apay_console.model.captured.http import from_http
from apay_console.model.exchange import Sent
from apay_console.model.fields import Path
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from apay_console.model.pasting import literals
from apay_console.model.paths import operations_at
from apay_console.model.private_keys import holds_private_key

LARGEST = 1_048_576  # characters
EXAMPLE = '{"paymentDetails":{"chargeAmount":{"amount":"19.99","currencyCode":"USD"}}}'
_HTTP = re.compile(r"[A-Z]{3,7} \S+ HTTP/[0-9.]+\s")
_PATH = re.compile(r"/(?:(?:sandbox|live)/)?v[12]/(.+)", re.IGNORECASE)
_COLLECTION = N_(
    "This is a collection of Postman or Insomnia, which holds many requests. Open one of them "
    "there, copy it as cURL, and paste that; or paste its body."
)
_PRIVATE_KEY = N_(
    "A private key stands in this, and no request may hold one. Nothing of it was taken. Keys are "
    "handed in under Profiles and keys."
)
_BODIES = [
    (one.body, version) for one in OPERATIONS for version in one.versions if one.body is not None
]


@dataclass(frozen=True)
class Pasted:
    """A body that was found, how it was written, and what is known of where it goes."""

    form: Message  # JSON, a curl command…
    body: dict[str, Any]
    operation: Operation | None = None  # None: only its keys may tell
    object_id: str = ""  # of what the address names
    code: tuple[str, ...] = ()  # keys whose values only the program itself could tell


def recognise(text: str) -> Pasted:
    """Find the body in a text; raise Invalid, with the reason, when there is none."""
    found = _recognised(text)
    if holds_private_key(text) and holds_private_key(json_text.write(found.body)):
        raise Invalid(say(_PRIVATE_KEY))  # in a program it may well stand beside the body
    return found


def _recognised(text: str) -> Pasted:
    if len(text) > LARGEST:
        raise Invalid(say(N_("This is larger than one MiB; paste one request.")))
    trimmed = text.strip().removeprefix("\ufeff")
    if not trimmed:
        raise Invalid(say(N_("Paste JSON, curl, a HAR entry, or a piece of code.")), EXAMPLE)
    if is_curl(trimmed.encode("utf-8", "replace")):
        sent = from_curl(trimmed.encode("utf-8", "surrogatepass"))
        return _of_request(say(N_("A curl command")), sent)
    if _HTTP.match(trimmed):
        sent = from_http(trimmed.encode("utf-8", "surrogatepass"))
        return _of_request(say(N_("A raw request")), sent)
    return _of_json(trimmed) if trimmed[0] in "{[" else _of_code(trimmed)


def _of_request(form: Message, sent: Sent) -> Pasted:
    operation, object_id = _place(sent)
    try:
        body = json_text.read_bytes(sent.body)
    except BadText as error:
        words = N_("Its body cannot be read at line {line}, column {column}: {reason}")
        told = say(words, line=error.line, column=error.column, reason=error.message)
        is_empty = not sent.body.strip()
        raise Invalid(say(N_("This request has no body.")) if is_empty else told, EXAMPLE) from None
    return Pasted(form, body, operation, object_id)


def _place(sent: Sent) -> tuple[Operation | None, str]:
    """The operation that an address and a method name, and the id in it."""
    try:
        found = _PATH.match(urlsplit(sent.url).path)
    except ValueError:
        return None, ""
    segments = found[1].rstrip("/").split("/") if found else [""]
    methods = operations_at(segments) or {}
    return methods.get(sent.method.upper()), segments[1] if len(segments) > 1 else ""


def _of_json(text: str) -> Pasted:
    try:
        value = json_text.read(text)
    except BadText as error:
        return _of_literal(text, error)
    sent = [one for one in har.requests(value) if one.body]
    if sent:
        return _of_request(say(N_("A HAR entry")), _of_amazon(sent))
    if not isinstance(value, dict):
        raise Invalid(say(N_("This is JSON, but no object with fields of Amazon Pay.")), EXAMPLE)
    if har.is_file(value):
        raise Invalid(say(N_("No request in this HAR file has a body.")), EXAMPLE)
    if _is_collection(value):
        raise Invalid(say(_COLLECTION), EXAMPLE)
    return Pasted(say(N_("JSON")), value)


def _is_collection(value: Mapping[str, Any]) -> bool:
    """Whether a file is Postman's or Insomnia's, whatever version it is of."""
    if value.get("_type") == "export" and isinstance(value.get("resources"), list):
        return True
    info = value.get("info")
    if not isinstance(info, Mapping) or not isinstance(value.get("item"), list):
        return False
    return "_postman_id" in info or "postman" in str(info.get("schema", ""))


def _of_amazon(sent: list[Sent]) -> Sent:
    """The first request of a file that the API knows; else the first with a body."""
    return next((one for one in sent if _place(one)[0] is not None), sent[0])


def _of_literal(text: str, error: BadText) -> Pasted:
    """Take what is no JSON as a program's literal, if it has Amazon's fields; else say the slip."""
    found = _in_code(text)
    if found is None:
        words = N_("Line {line}, column {column}: {reason}")
        told = say(words, line=error.line, column=error.column, reason=error.message)
        raise Invalid(told, EXAMPLE) from None
    return found


def _of_code(text: str) -> Pasted:
    found = _in_code(text)
    if found is None:
        raise Invalid(say(N_("No JSON with fields of Amazon Pay was found in this text.")), EXAMPLE)
    return found


def _in_code(text: str) -> Pasted | None:
    """The literal with most of Amazon's fields; None where none has any."""
    found = _best(text)
    if found is None or not _known(found):
        return None
    code: list[str] = []
    plain = _plain(found, (), code)
    return Pasted(say(N_("A piece of code")), plain, code=tuple(code))


def _best(text: str) -> dict[str, Any] | None:
    """The object that holds most of Amazon's fields, wherever it stands in the code."""
    return max((*literals.objects(text), *_in_texts(text)), key=_known, default=None)


def _in_texts(text: str) -> Iterator[dict[str, Any]]:
    for inner in literals.texts(text):
        if inner.lstrip()[:1] == "{":
            try:
                yield json_text.read_object(inner)
            except BadText:
                continue


def _known(body: Mapping[str, Any]) -> int:
    """How many fields of some request a body holds, in the spelling that fits best."""
    return max(len(codec.flatten(body, schema, version).values) for schema, version in _BODIES)


def _plain(value: Any, path: Path, code: list[str]) -> Any:
    """Copy a literal without what only the program knows, and list where that stood."""
    if isinstance(value, Mapping):
        rows = {key: _plain(part, (*path, key), code) for key, part in value.items()}
        return {key: part for key, part in rows.items() if part is not literals.CODE}
    if isinstance(value, list):
        items = [_plain(part, (*path, str(place)), code) for place, part in enumerate(value)]
        return [part for part in items if part is not literals.CODE]
    if value is literals.CODE:
        code.append(".".join(path))
    return value
