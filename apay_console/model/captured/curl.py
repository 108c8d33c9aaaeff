"""A curl command, read as the request that it sends."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Sent

_START = re.compile(rb"(?:\$ )?curl(?:\.exe)?\s")
_CONTINUED = re.compile(r"[\\^](?:\r\n|[\n\r\u2028])[ \t]*")  # a command goes on in the next line
_DOLLAR = re.compile(r"(?<![^\s=])\$'([^'\\]*(?:\\.[^'\\]*)*)'", re.DOTALL)  # as browsers copy it
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_EXAMPLE = "curl https://pay-api.amazon.eu/v2/… -H 'authorization: AMZN-PAY-RSASSA-PSS-V2 …'"
# A word is made of these; what is left over is a quote that stays open.
_PIECE = re.compile(
    r"""'(?P<single>[^']*)'|"(?P<double>[^"\\]*(?:\\.[^"\\]*)*)"|\\(?P<escaped>.)"""
    r"""|(?P<bare>[^\s'"\\]+|[^\S \t\r\n]+)|(?P<blank>[ \t\r\n]+)""",
    re.DOTALL,
)
_IN_DOUBLE = re.compile(r'\\(["\\])')
_BODY_OPTIONS = ("-d", "--data", "--data-binary", "--data-ascii", "--data-raw", "--json")
# What is read of an option's value; "ignored" changes nothing of the request that is signed, and
# what "hidden" sends is not shown by the command.
_READ_AS = {
    **dict.fromkeys(_BODY_OPTIONS, "data"),
    **dict.fromkeys(("-X", "--request"), "method"),
    **dict.fromkeys(("-H", "--header"), "header"),
    **dict.fromkeys(("-A", "-b", "-e", "-o", "-m", "-w", "-x"), "ignored"),
    **dict.fromkeys(("--cookie", "--max-time", "--user-agent"), "ignored"),
    **dict.fromkeys(("-T", "--upload-file", "-F", "--form", "--data-urlencode", "-K"), "hidden"),
    "--url": "url",
}
_HIDDEN_FLAGS = ("-G", "--get")


@dataclass
class _Command:
    """What a command says of its request."""

    urls: list[str] = field(default_factory=list)
    method: str = ""
    headers: list[str] = field(default_factory=list)
    bodies: list[tuple[str, str]] = field(default_factory=list)  # option and value
    is_hidden: bool = False  # some of it stands elsewhere
    is_json: bool = False


def is_curl(text: bytes) -> bool:
    """Whether a text begins as a curl command does."""
    return _START.match(text) is not None


def from_curl(text: bytes) -> Sent:
    """Read a curl command; raise Invalid when what it sends cannot be told from it."""
    command = _command(words_of(text.decode("utf-8", "replace")))
    url = next((word for word in command.urls if "/" in word), "")
    if not url:
        raise Invalid(say(N_("This curl command names no address.")), _EXAMPLE)
    if command.is_hidden:
        words = N_("What this curl command sends is not written in it: give the body with --data.")
        raise Invalid(say(words), _EXAMPLE)
    body = _body(command)
    method = command.method or ("POST" if body is not None else "GET")
    whole = url if "://" in url else f"http://{url}"
    return Sent(method, whole, tuple(_headers(command, body)), body or b"")


def words_of(text: str) -> list[str]:
    """Split a command as a shell does, its own name left out; raise Invalid."""
    plain = _DOLLAR.sub(lambda found: shlex.quote(_read(found[1])), _CONTINUED.sub(" ", text))
    return list(_words(plain.removeprefix("$ ")))[1:]


def _words(text: str) -> Iterator[str]:
    """Split at blanks outside of quotes, each character looked at once."""
    word: list[str] = []
    place = 0
    for piece in _PIECE.finditer(text):
        if piece.start() != place:
            break
        place = piece.end()
        if piece.lastgroup != "blank":
            word.append(_unquoted(piece))
        elif word:
            yield "".join(word)
            word = []
    if place != len(text):
        raise Invalid(say(N_("This curl command has an open quote.")), _EXAMPLE)
    if word:
        yield "".join(word)


def _unquoted(piece: re.Match[str]) -> str:
    kind = piece.lastgroup or ""
    return _IN_DOUBLE.sub(r"\1", piece[kind]) if kind == "double" else piece[kind]


def _command(words: list[str]) -> _Command:
    """Go once through the options; those that are unknown take no value."""
    command, left = _Command(), iter(words)
    for word in left:
        if word == "--":
            command.urls += left
        elif word.startswith("-") and word != "-":
            _take_option(command, word, left)
        else:
            command.urls.append(word)
    return command


def _take_option(command: _Command, word: str, left: Iterator[str]) -> None:
    name, mark, value = word.partition("=") if word.startswith("--") else (word[:2], "", word[2:])
    command.is_hidden = command.is_hidden or name in _HIDDEN_FLAGS
    if name in _READ_AS:
        given = value if mark or value else next(left, None)
        if given is None:
            words = N_("This curl command ends after {option}, which needs a value.")
            raise Invalid(say(words, option=name), _EXAMPLE)
        _take_value(command, name, given)


def _take_value(command: _Command, name: str, value: str) -> None:
    match _READ_AS[name]:
        case "method":
            command.method = value
        case "header":
            command.headers.append(value)
        case "url":
            command.urls.insert(0, value)
        case "data":
            command.bodies.append((name, value))
            command.is_json = command.is_json or name == "--json"
        case "hidden":
            command.is_hidden = True


def _read(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        mark = found[1]
        return chr(int(mark[1:], 16)) if len(mark) > 1 else _SIGNS.get(mark, mark)

    return _ESCAPE.sub(sign, text)


def _body(command: _Command) -> bytes | None:
    if any(name != "--data-raw" and value.startswith("@") for name, value in command.bodies):
        words = N_("This curl command reads its body from a file; put the body in its place.")
        raise Invalid(say(words), _EXAMPLE)
    pieces = [value for _, value in command.bodies]
    # A shell writes half a character as the bytes that it would have.
    return "&".join(pieces).encode("utf-8", "surrogatepass") if pieces else None


def _headers(command: _Command, body: bytes | None) -> list[tuple[str, str]]:
    """Return the headers that leave: those that are given, and those that curl adds by itself."""
    named = [line.partition(":") for line in command.headers]
    given = [(name.strip().lower(), value.strip()) for name, mark, value in named if mark]
    media = "application/json" if command.is_json else "application/x-www-form-urlencoded"
    own = {"accept": "application/json" if command.is_json else "*/*"}
    added = own | ({"content-type": media} if body is not None else {})
    names = {name for name, _ in given}
    missing = [(name, value) for name, value in added.items() if name not in names]
    return [*missing, *((name, value) for name, value in given if value)]
