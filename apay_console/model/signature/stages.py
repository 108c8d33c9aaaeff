"""How a signature came to be: each stage line by line, and what in each came from what.

Parts with the same tie come from one another: a header of the request and its line of the
canonical request, the body and its hash (amazon-pay-api-v2 signing-requests.html).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from urllib.parse import unquote_plus

from apay_console.model.exchange import Exchange, Headers, Sent

METHOD, HOST, PATH, QUERY, GAP, NAMES, BODY = (
    "method", "host", "path", "query", "gap", "names", "body",
)  # fmt: skip
DIGEST, ALGORITHM, KEY, SIGNATURE, AUTHORIZATION = (
    "digest", "algorithm", "key", "signature", "authorization",
)  # fmt: skip
HEADER, UNSIGNED = "header:", "unsigned:"  # and a name in lower case
_HEADS = ("authorization", "x-amz-pay-authorization")  # the signature's header has two names
_LONGEST_BODY = 2_000  # of its characters here; the whole of it stands in Raw


class Stage(StrEnum):
    """The six stages, in their order."""

    REQUEST = "request"
    CANONICAL = "canonical"
    DIGEST = "digest"
    TO_SIGN = "to sign"
    SIGNATURE = "signature"
    HEADER = "header"


@dataclass(frozen=True)
class Run:
    """Letters that came from one place; `also` names what they are a part of, or stand for."""

    text: str
    tie: str = ""
    also: tuple[str, ...] = ()

    def belongs_to(self, tie: str) -> bool:
        """Whether it is, or came from, what is looked at."""
        return bool(tie) and tie in {self.tie, *self.also}


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Box:
    """One stage, line by line; `whole` is the tie of what was made of all of it."""

    stage: Stage
    lines: tuple[Line, ...]
    copied: str  # what goes to the clipboard: the stage as it is
    whole: str = ""


@dataclass(frozen=True)
class Stages:
    """A request's way to its signature."""

    boxes: tuple[Box, ...]


def stages_of(exchange: Exchange) -> Stages | None:
    """Take a signature apart; None for a request that was not signed."""
    if not exchange.canonical_request:
        return None
    sent, canonical = exchange.sent, exchange.canonical_request
    found = _Canonical.read(canonical)
    header = _authorization(sent.headers)
    boxes = (
        _request(sent, found),
        Box(Stage.CANONICAL, found.lines(sent), canonical, DIGEST),
        _digest(canonical),
        _to_sign(exchange.string_to_sign),
        _signature(header),
        Box(Stage.HEADER, tuple(_header(header)), header, AUTHORIZATION),
    )
    return Stages(tuple(box for box in boxes if box.copied))


def digest_of(text: str) -> str:
    """The SHA-256 of a canonical request, as it stands in the string to sign."""
    from hashlib import sha256  # noqa: PLC0415 - brings 3 MiB of OpenSSL

    return sha256(text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class _Canonical:
    """A canonical request's seven parts; `is_whole` when it has them all."""

    method: str
    path: str
    query: str
    headers: tuple[str, ...]
    rest: tuple[str, ...]  # from the empty line on: it, the names, the hash of the body

    @classmethod
    def read(cls, text: str) -> _Canonical:
        method, path, query, *rest = (text + "\n" * max(0, 2 - text.count("\n"))).split("\n")
        end = rest.index("") if "" in rest else len(rest)
        return cls(method, path, query, tuple(rest[:end]), tuple(rest[end:]))

    @property
    def names(self) -> list[str]:
        """What is signed, in lower case."""
        return [_name(line) for line in self.headers]

    def lines(self, sent: Sent) -> tuple[Line, ...]:
        ties = _query_ties(_target(sent)[1], self.query)
        query = tuple(_joined(self.query, "&", ties.__next__)) if self.query else (Run("", QUERY),)
        headers = ((Run(line, HEADER + _name(line)),) for line in self.headers)
        start: list[Line] = [(Run(self.method, METHOD),), (Run(self.path, PATH),), query]
        return (*start, *headers, *_ends(self.rest))


def _ends(rest: tuple[str, ...]) -> Iterator[Line]:
    for number, line in enumerate(rest):
        if number == 1 and len(rest) > 2:
            yield tuple(_listed(line))
        else:
            yield (Run(line, BODY if number and number == len(rest) - 1 else GAP),)


def _listed(names: str) -> Iterator[Run]:
    """The signed headers' names, each also for its header."""
    for place, name in enumerate(names.split(";")):
        yield Run(f";{name}" if place else name, NAMES, (HEADER + name.lower(),))


def _name(line: str) -> str:
    return line.partition(":")[0].strip().lower()


def _joined(text: str, mark: str, next_tie: Callable[[], str]) -> Iterator[Run]:
    for place, part in enumerate(text.split(mark)):
        yield Run(f"{mark}{part}" if place else part, next_tie(), (QUERY,))


def _query_ties(wire: str, canonical: str) -> Iterator[str]:
    """For each pair of the canonical query, that pair of the request's which it came from."""
    places: dict[str, list[int]] = {}
    for number, pair in enumerate(wire.split("&")):
        places.setdefault(unquote_plus(pair), []).append(number)
    for pair in canonical.split("&"):
        same = places.get(unquote_plus(pair))
        yield _pair_tie(same.pop(0)) if same else QUERY


def _pair_tie(number: int) -> str:
    return f"{QUERY}:{number}"


def _target(sent: Sent) -> tuple[str, str]:
    """A URL's path and query as they left; urlsplit would drop what it takes for blanks."""
    place = sent.url.partition("://")[2] or sent.url
    path, _, query = place[place.find("/") :].partition("?") if "/" in place else ("", "", "")
    return path, query


def _request(sent: Sent, found: _Canonical) -> Box:
    names = set(found.names)
    headers = (_header_line(name, value, names) for name, value in sent.headers)
    lines = (_request_line(sent), *headers, (Run("", GAP),), *_body(sent.body))
    text = "\n".join("".join(run.text for run in line) for line in lines)
    return Box(Stage.REQUEST, lines, text)


def _request_line(sent: Sent) -> Line:
    path, query = _target(sent)
    end = len(sent.url) - len(path) - (len(query) + 1 if query else 0)
    host = (HEADER + "x-amz-pay-host",)
    runs = [Run(sent.method, METHOD), Run(" "), Run(sent.url[:end], HOST, host), Run(path, PATH)]
    if query:
        numbers = iter(range(query.count("&") + 1))
        runs += [Run("?"), *_joined(query, "&", lambda: _pair_tie(next(numbers)))]
    return tuple(runs)


def _header_line(name: str, value: str, names: set[str]) -> Line:
    lower = name.lower()
    text = f"{name}: {value}"
    if lower in _HEADS:
        return (Run(text, AUTHORIZATION, (SIGNATURE,)),)
    if lower not in names:
        return (Run(text, UNSIGNED + lower),)
    return (Run(name, HEADER + lower, (NAMES,)), Run(f": {value}", HEADER + lower))


def _body(body: bytes) -> Iterator[Line]:
    text = body.decode("utf-8", "backslashreplace")
    shown = text if len(text) <= _LONGEST_BODY else f"{text[: _LONGEST_BODY - 1]}…"
    for line in shown.split("\n") if shown else []:
        yield (Run(line, BODY),)


def _digest(canonical: str) -> Box:
    found = digest_of(canonical)
    return Box(Stage.DIGEST, ((Run(found, DIGEST),),), found)


def _to_sign(text: str) -> Box:
    algorithm, *rest = text.split("\n")
    lines = [(Run(algorithm, ALGORITHM),), *((Run(line, DIGEST),) for line in rest)]
    return Box(Stage.TO_SIGN, tuple(lines), text, SIGNATURE)


def _signature(header: str) -> Box:
    found = header.partition("Signature=")[2]
    return Box(Stage.SIGNATURE, ((Run(found, SIGNATURE),),), found)


def _header(header: str) -> Iterator[Line]:
    """The header part by part, a line for each; on the wire it is one."""
    first, _, rest = header.partition(" ")
    yield (Run(first, ALGORITHM),)
    for part in rest.split(", ") if rest else []:
        name, mark, value = part.partition("=")
        if name == "SignedHeaders":
            yield tuple(chain([Run(name + mark, NAMES)], _listed(value)))
        else:
            yield (Run(part, {"PublicKeyId": KEY}.get(name, SIGNATURE)),)


def _authorization(headers: Headers) -> str:
    """The signature's header, under whichever of its two names it came."""
    by_name = {name.lower(): value for name, value in headers}
    return next((by_name[name] for name in _HEADS if by_name.get(name)), "")
