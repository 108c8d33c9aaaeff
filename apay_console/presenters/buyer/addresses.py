"""Which addresses a buyer's page may have: two parsers agree, and the host is a known one."""

from __future__ import annotations

import ipaddress
import unicodedata
from collections import Counter
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit

from PySide6.QtCore import QUrl

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.profile import Environment, Region
from apay_console.model.web_address import LOOPBACK
from apay_console.presenters.buyer.amazon_hosts import HOSTS

LONGEST = 4096
SESSION_ID = "amazonCheckoutSessionId"
BUTTON = "/button"  # the path of this console's own page with a button
EXAMPLE = "https://payments.amazon.com/checkout/processing?amazonCheckoutSessionId=…"
_ASCII = QUrl.ComponentFormattingOption.FullyEncoded
_PORTS = {"http": 80, "https": 443}
_INNER_ENDS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_HIDDEN = {
    "Cc",
    "Cf",
    "Cn",
    "Co",
    "Cs",
    "Zl",
    "Zp",
    "Zs",
}  # Unicode's categories of what is not seen


class Place(NamedTuple):
    """Whose pages may be opened: Amazon's of one region, or those of one emulator."""

    environment: Environment
    region: Region
    emulator_base: str | None = None
    own: str | None = None  # where this console serves its page with a button, if that is open
    proxy: str = ""  # what pages of Amazon come through; empty for none


def admit(url_text: object, place: Place, *, typed: bool = False) -> QUrl:
    """Give back an address that may be opened, written anew; raise Invalid for any other."""
    url = read(url_text, typed=typed)
    if is_own(url, place) and url.path() == BUTTON:
        return url
    if place.environment is Environment.EMULATOR:
        _check_emulator(url, place.emulator_base)
    else:
        _check_amazon(url, place.region)
    return url


def is_own(url: QUrl, place: Place) -> bool:
    """Whether an address is served by this console itself, for this place."""
    return place.own is not None and origin(url) == origin(read(place.own))


def _check_emulator(url: QUrl, base: str | None) -> None:
    if not base:
        raise Invalid(say(N_("The emulator is not running, so its pages cannot be opened.")))
    own = read(base)
    if host_of(own) not in LOOPBACK:
        words = N_("An emulator runs on this computer (127.0.0.1), not at {host}.")
        raise Invalid(say(words, host=host_of(own)), "http://127.0.0.1:8098")
    if origin(url) != origin(own):
        words = N_("{there} is not the emulator in use, {own}.")
        raise Invalid(say(words, there=origin(url), own=origin(own)), origin(own))


def _check_amazon(url: QUrl, region: Region) -> None:
    host, scheme, port = host_of(url), url.scheme(), url.port()
    not_https = say(N_("Amazon's pages begin with https://, not with {scheme}://."), scheme=scheme)
    inner = say(N_("{host} is not a page of Amazon but a place in this network."), host=host)
    other_port = say(N_("Amazon's pages use no other port; this one is {port}."), port=port)
    unknown = say(N_("{host} is not one of Amazon Pay's hosts in this region."), host=host)
    _refuse_first(
        (scheme != "https", not_https),
        (is_inner(host), inner),
        (port != -1, other_port),
        (host not in HOSTS[region], unknown),
    )


def _refuse_first(*rules: tuple[bool, Message]) -> None:
    for is_wrong, message in rules:
        if is_wrong:
            raise Invalid(message, EXAMPLE)


def read(url_text: object, *, typed: bool = False) -> QUrl:
    """Read an http(s) address only if Qt and Python understand the same; trim it if typed."""
    if not isinstance(url_text, str) or not url_text.strip():
        raise Invalid(say(N_("There is no address to open.")), EXAMPLE)
    text = url_text.strip() if typed else url_text
    _check_signs(text)
    url, parts = QUrl(text, QUrl.ParsingMode.StrictMode), _split(text)
    _check_parts(url, parts)
    return _written_anew(url)


def _check_signs(text: str) -> None:
    if len(text) > LONGEST:
        words = N_("This address has {length} characters; {most} are the most.")
        raise Invalid(say(words, length=len(text), most=LONGEST), EXAMPLE)
    for sign in text:
        if sign == "\\" or unicodedata.category(sign) in _HIDDEN:
            words = N_("An address cannot hold the character U+{code}.")
            raise Invalid(say(words, code=f"{ord(sign):04X}"), EXAMPLE)


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # only reading it checks it
    except ValueError:
        words = N_("This address cannot be read; is its port right?")
        raise Invalid(say(words), EXAMPLE) from None
    return parts


def _check_parts(url: QUrl, parts: SplitResult) -> None:
    scheme, host, real = parts.scheme, parts.hostname or "", host_of(url) or "?"
    kind = say(N_("Pages of the kind “{scheme}:” are not opened here."), scheme=scheme[:40])
    user = say(N_("An address must not name a user before its host, {host}."), host=real)
    letters = say(N_("The host holds letters outside ASCII; it is really {host}."), host=real)
    two_ways = say(N_("This address can be read in two ways, so it is not opened."))
    _refuse_first(
        (bool(scheme) and scheme not in _PORTS, kind),
        (parts.username is not None or bool(url.userInfo()), user),
        (not scheme or not host, say(N_("The host is missing; begin with https:// and the host."))),
        (not host.isascii(), letters),
        (host.endswith("."), say(N_("A host does not end with a dot."))),
        (not url.isValid() or not _agree(url, parts), two_ways),
    )


def _agree(url: QUrl, parts: SplitResult) -> bool:
    port = -1 if parts.port is None else parts.port
    return (url.scheme(), host_of(url), url.port()) == (parts.scheme, parts.hostname, port)


def _written_anew(url: QUrl) -> QUrl:
    if url.port() == _PORTS[url.scheme()]:
        url.setPort(-1)
    if not url.path():
        url.setPath("/")
    without_dots = url.resolved(url)
    return QUrl(encoded(without_dots), QUrl.ParsingMode.StrictMode)


def encoded(url: QUrl) -> str:
    """Write an address in ASCII, as it goes on the wire."""
    return url.toString(_ASCII)


def host_of(url: QUrl) -> str:
    """Name the host in ASCII."""
    return url.host(_ASCII)


def origin(url: QUrl) -> str:
    """Scheme, host and port: what is equal for two pages of one site."""
    host = f"[{host_of(url)}]" if ":" in host_of(url) else host_of(url)
    usual = _PORTS.get(url.scheme(), -1)
    port = url.port(usual)
    return f"{url.scheme()}://{host}" + ("" if port == usual else f":{port}")


def is_inner(host: str) -> bool:
    """Whether a host is this computer or this network rather than the internet."""
    name = host.lower().strip("[]").rstrip(".")
    try:
        return not ipaddress.ip_address(name.partition("%")[0]).is_global
    except ValueError:
        return "." not in name or name.endswith(_INNER_ENDS)


def is_return(url: QUrl | str, return_url: str) -> bool:
    """Whether the buyer came back: same origin and path, and all of the query asked for."""
    try:
        landed, wanted = _plain(url), _plain(return_url)
    except Invalid:
        return False
    missing = Counter(_pairs(wanted)) - Counter(_pairs(landed))
    return _target(landed) == _target(wanted) and not missing


def _plain(url: QUrl | str) -> QUrl:
    return read(url if isinstance(url, str) else encoded(url), typed=True)


def _target(url: QUrl) -> tuple[str, str]:
    return origin(url), url.path(_ASCII)


def _pairs(url: QUrl) -> list[tuple[str, str]]:
    return parse_qsl(url.query(_ASCII), keep_blank_values=True)


def session_id_in(url: QUrl | str) -> str | None:
    """Read the session's id from a return address; None when there is none, or more than one."""
    ids = _session_ids(url)
    return ids.pop() if len(ids) == 1 else None


def mismatch(url: QUrl | str, session_id: str) -> Message | None:
    """Say so when a return address names another session; one that names none is no mismatch."""
    others = _session_ids(url) - {session_id}
    if not others:
        return None
    words = N_("The buyer came back with session {other}, but this is {own}. Nothing was recorded.")
    return say(words, other=min(others)[:80], own=session_id)


def _session_ids(url: QUrl | str) -> set[str]:
    try:
        return {value for name, value in _pairs(_plain(url)) if name == SESSION_ID and value}
    except Invalid:
        return set()
