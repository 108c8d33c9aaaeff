"""A curl command, read as the request that it sends."""

from __future__ import annotations

import argparse
import re
import shlex
from typing import NoReturn

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Sent

_START = re.compile(rb"(?:\$ )?curl(?:\.exe)?\s")
_CONTINUED = re.compile(r"[\\^](?:\r\n|[\n\r\u2028])[ \t]*")  # a command goes on in the next line
_DOLLAR = re.compile(r"(?<![^\s=])\$'((?:[^'\\]|\\.)*)'", re.DOTALL)  # as browsers copy it
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_EXAMPLE = "curl https://pay-api.amazon.eu/v2/… -H 'authorization: AMZN-PAY-RSASSA-PSS-V2 …'"
# What changes nothing of the request that is signed, and what the command does not show.
_WITH_VALUE = ("-A", "-b", "-e", "-o", "-m", "-w", "-x", "--cookie", "--max-time", "--user-agent")
_DATA = ("-d", "--data", "--data-binary", "--data-ascii", "--data-raw", "--json")
_TAKING = frozenset((*_DATA, "-X", "--request", "-H", "--header", "--url"))
_NOT_READ = ("-G", "--get", "-T", "--upload-file", "-F", "--form", "--data-urlencode", "-K")


def is_curl(text: bytes) -> bool:
    """Whether a text begins as a curl command does."""
    return _START.match(text) is not None


def from_curl(text: bytes) -> Sent:
    """Read a curl command; raise Invalid when what it sends cannot be told from it."""
    command = _joined(words_of(text.decode("utf-8", "replace")))
    found = _PARSER.parse_known_intermixed_args(command)[0]
    url = next((word for word in [*found.url, *found.words] if "/" in word), "")
    if not url:
        raise Invalid(say(N_("This curl command names no address.")), _EXAMPLE)
    if found.not_read:
        words = N_("What this curl command sends is not written in it: give the body with --data.")
        raise Invalid(say(words), _EXAMPLE)
    body = _body(found)
    method = found.method or ("POST" if body is not None else "GET")
    whole = url if "://" in url else f"http://{url}"
    return Sent(method, whole, tuple(_headers(found, body)), body or b"")


def words_of(text: str) -> list[str]:
    """Split a command as a shell does, its own name left out; raise Invalid."""
    plain = _DOLLAR.sub(lambda found: shlex.quote(_read(found[1])), _CONTINUED.sub(" ", text))
    try:
        return shlex.split(plain.removeprefix("$ "))[1:]
    except ValueError:
        raise Invalid(say(N_("This curl command has an open quote.")), _EXAMPLE) from None


def _joined(words: list[str]) -> list[str]:
    """Tie each option to its value, which may begin with a dash as an option does."""
    left, joined = iter(words), []
    for word in left:
        value = next(left, None) if word in _TAKING else None
        mark = "=" if word.startswith("--") else ""
        joined.append(word if value is None else f"{word}{mark}{value}")
    return joined


def _read(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        mark = found[1]
        return chr(int(mark[1:], 16)) if len(mark) > 1 else _SIGNS.get(mark, mark)

    return _ESCAPE.sub(sign, text)


def _body(found: argparse.Namespace) -> bytes | None:
    pieces = [*found.data, *found.raw, *found.json]
    if any(piece.startswith("@") for piece in (*found.data, *found.json)):
        words = N_("This curl command reads its body from a file; put the body in its place.")
        raise Invalid(say(words), _EXAMPLE)
    return "&".join(pieces).encode() if pieces else None


def _headers(found: argparse.Namespace, body: bytes | None) -> list[tuple[str, str]]:
    """The headers that leave: those that are given, and those that curl adds by itself."""
    named = [line.partition(":") for line in found.header]
    given = [(name.strip().lower(), value.strip()) for name, mark, value in named if mark]
    media = "application/json" if found.json else "application/x-www-form-urlencoded"
    own = {"accept": "application/json" if found.json else "*/*"}
    added = own | ({"content-type": media} if body is not None else {})
    names = {name for name, _ in given}
    missing = [(name, value) for name, value in added.items() if name not in names]
    return [*missing, *((name, value) for name, value in given if value)]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Invalid(say(N_("This curl command cannot be read: {why}."), why=message), _EXAMPLE)


def _parser() -> _Parser:
    parser = _Parser(add_help=False, allow_abbrev=False)
    add = parser.add_argument
    add("words", nargs="*")
    add("--url", action="append", default=[])
    add("-X", "--request", dest="method", default="")
    add("-H", "--header", action="append", default=[])
    add("-d", "--data", "--data-binary", "--data-ascii", action="append", default=[], dest="data")
    add("--data-raw", action="append", default=[], dest="raw")
    add("--json", action="append", default=[])
    add(*_WITH_VALUE, dest="ignored")
    add(*_NOT_READ, dest="not_read", nargs="?", const="1", default="")
    return parser


_PARSER = _parser()
