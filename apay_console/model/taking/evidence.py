"""Exchanges with all that a support case needs, as one archive that is the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256

from apay_console.model import json_text
from apay_console.model.answer import reason_code
from apay_console.model.exchange import Answered, Exchange, Headers, Sent
from apay_console.model.file_names import safe
from apay_console.model.taking import har

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the archive's own clock, so that equal content is equal bytes
_README = """\
What this archive shows

Requests to Amazon Pay with their answers, as they went over the wire, made by Apay Console.

exchanges.har     all of them, for browsers' tools
NN-operation/     one exchange:
  request.http      the request: its first line, headers, body
  answer.http       the answer
  canonical.txt     the canonical request, whose hash was signed
  to-sign.txt       the string to sign
  timeline.json     milliseconds since the request began
versions.json     the programs that were at work
manifest.json     the SHA-256 of every file above

What was asked and when, how it ended, and the request id, which Amazon's support asks for:
{rows}

{kept}
"""
_WHOLE = "Nothing was left out."
_REDACTED = (
    "What tells who the buyer is, or would let somebody sign, was left out and is marked\n"
    "\u2039redacted\u203a, except what whoever saved this chose to include. A body that holds such"
    " a mark\nis not, byte for byte, the one that was signed."
)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files, in the order of their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            packed.writestr(info, files[name])
    return buffer.getvalue()


def files(
    exchanges: Sequence[Exchange], versions: Mapping[str, str], *, is_whole: bool
) -> dict[str, bytes]:
    """Write every file; `exchanges` are redacted already unless they are whole."""
    found = {"exchanges.har": har.text(exchanges, versions.get("apay-console", "")).encode()}
    for place, one in enumerate(exchanges, 1):
        folder = f"{place:02}-{safe(one.operation, 'call')}"
        found |= {f"{folder}/{name}": data for name, data in _of_one(one).items()}
    found["versions.json"] = _json(dict(versions))
    found["README.txt"] = _readme(exchanges, is_whole=is_whole).encode()
    return found | {"manifest.json": _json(_manifest(found))}


def shown(files: Mapping[str, bytes]) -> str:
    """All files one after the other, to be looked at before anything is saved."""
    first = ["README.txt", *(name for name in sorted(files) if name != "README.txt")]
    parts = (f"==== {name}\n{files[name].decode('utf-8', 'replace')}" for name in first)
    return "\n".join(parts)


def _of_one(one: Exchange) -> dict[str, bytes]:
    made = {
        "request.http": _request(one.sent),
        "canonical.txt": one.canonical_request.encode(),
        "to-sign.txt": one.string_to_sign.encode(),
        "timeline.json": _json(_timeline(one)),
    }
    return made | ({"answer.http": _answer(one.answered)} if one.answered else {})


def _timeline(one: Exchange) -> dict[str, object]:
    return {
        "operation": one.operation,
        "outcome": one.outcome.value,
        "reason": str(one.reason) if one.reason else None,
        "startedAt": har.moment(one.started_at),
        "tookMs": one.took_ms,
        "requestId": one.answered.request_id if one.answered else None,
        "idempotencyKey": one.idempotency_key or None,
        "events": [{"event": name, "ms": at} for name, at in one.trace],
    }


def _request(sent: Sent) -> bytes:
    return _message(f"{sent.method} {sent.url} HTTP/1.1", sent.headers, sent.body)


def _answer(answered: Answered) -> bytes:
    return _message(f"HTTP/1.1 {answered.status}", answered.headers, answered.body)


def _message(first: str, headers: Headers, body: bytes) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


def _readme(exchanges: Sequence[Exchange], *, is_whole: bool) -> str:
    rows = "\n".join(map(_row, exchanges))
    return _README.format(rows=rows, kept=_WHOLE if is_whole else _REDACTED)


def _row(one: Exchange) -> str:
    """An exchange in two lines, as a support case begins."""
    place = " ".join(one.sent.url.partition("?")[0].split())
    return (
        f"  {har.moment(one.started_at)}  {one.sent.method} {place}\n    {_end(one.answered, one)}"
    )


def _end(answered: Answered | None, one: Exchange) -> str:
    if answered is None:
        return "no answer, so no request id"
    status = f"{answered.status} {safe(reason_code(one), '')}".strip()
    return f"{status}  {answered.request_id or 'no request id'}"


def _manifest(found: Mapping[str, bytes]) -> dict[str, object]:
    return {name: sha256(found[name]).hexdigest() for name in sorted(found)}


def _json(value: object) -> bytes:
    return (json_text.write(value, 2) + "\n").encode()
