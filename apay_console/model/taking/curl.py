"""One request as a curl command that sends the same bytes, whatever they are, and no other."""

from __future__ import annotations

import base64
import re
import shlex
import unicodedata

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Headers, Sent

_START = ("curl", "--disable", "--globoff", "--path-as-is", "--silent", "--show-error")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_OWN = {"host", "content-length", "connection"}  # curl writes them by itself, as they were
_ADDED = (
    "accept",
    "user-agent",
    "content-type",
    "expect",
)  # curl adds them unless it is told not to
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_LONGEST = 100_000  # bytes; Linux takes no argument of more than 131,071
_UNTYPED = N_(
    "The body holds signs that no command line takes unchanged, so it is written in Base64."
)
_LONG = N_("The body is longer than one argument may be, so it is written in Base64.")


def command(sent: Sent) -> str:
    """Write a command for a POSIX shell; typed or run, it sends exactly this one request."""
    parts = [" ".join(_START), *_lines(sent)]
    text = " \\\n  ".join(parts)
    if sent.body and why(sent.body):
        coded = base64.b64encode(sent.body).decode("ascii")
        return f"printf %s {coded} | base64 --decode | \\\n  {text}\n"
    return f"{text}\n"


def why(body: bytes) -> Message | None:
    """Say why a body does not stand in the command as it is; None when it does."""
    if len(body) > _LONGEST:
        return say(_LONG)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return say(_UNTYPED)
    if text.isascii() and text.isprintable():
        return None
    is_unseen = any(unicodedata.category(sign) in _UNSEEN and sign != "\n" for sign in text)
    return say(_UNTYPED) if is_unseen else None


def _lines(sent: Sent) -> list[str]:
    lines = [f"--request {shlex.quote(sent.method)}", f"--url {shlex.quote(sent.url)}"]
    lines += [f"--header {shlex.quote(line)}" for line in _header_lines(sent.headers)]
    if sent.body and why(sent.body):
        lines.append("--data-binary @-")
    elif sent.body or sent.method != "GET":
        lines.append(f"--data-raw {shlex.quote(sent.body.decode())}")
    return lines


def _header_lines(headers: Headers) -> list[str]:
    """The headers as they left, and an end to those that curl would add."""
    given = [(name, value) for name, value in headers if _NAME.fullmatch(name)]
    names = {name.lower() for name, _ in given}
    lines = [_header_line(name, value) for name, value in given if name.lower() not in _OWN]
    return [*lines, *(f"{name}:" for name in _ADDED if name not in names)]


def _header_line(name: str, value: str) -> str:
    plain = re.sub(
        r"[\x00-\x08\x0a-\x1f\x7f]+", " ", value
    )  # a line end would begin another header
    return f"{name}: {plain}" if plain.strip() else f"{name};"
