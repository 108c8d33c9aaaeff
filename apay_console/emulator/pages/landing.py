"""The return address: the console's own page, where a buyer may land from any browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from apay_console.emulator import headers, server
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.inbox import MOST_WAITING, Inbox
from apay_console.emulator.pages.html import Pages
from apay_console.emulator.wire import Answer, Asked, Refused

RESULT, REVIEW = "/return", "/review"
BUTTON, CREATE = "/button", "/button/create"
_FULL = (
    f"{MOST_WAITING} buyers who came back wait for Apay Console already. Look there what holds it "
    "up, then load this page again."
)
# Amazon's script loads what it likes; the page holds no secret, and nobody may put it in a frame.
_PAGE = (
    ("content-type", "text/html; charset=utf-8"),
    ("content-security-policy", "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)


@dataclass
class Stand:
    """This console's own shop page: its HTML, and what its button calls in v1."""

    html: str = ""  # empty until somebody set the page up
    create: Callable[[], Awaitable[Answer]] | None = None


class Landed(Inbox[str]):
    """The addresses that buyers landed on, in order, for whoever waits for the next."""

    def __init__(self) -> None:
        super().__init__(_FULL)
        self.stand = Stand()


class Landing:
    """Shows that the buyer is back, and tells the console where exactly they landed."""

    def __init__(self, landed: Callable[[str], None], stand: Stand | None = None) -> None:
        self._landed = landed
        self._stand = stand or Stand()
        self._pages = Pages()

    def handle(self, asked: Asked) -> Answer | Awaitable[Answer]:
        """Answer one request."""
        try:
            return self._page(asked)
        except Refused as refused:
            return refused.answer.with_header("x-amz-pay-request-id", RandomIds().unique())

    def _page(self, asked: Asked) -> Answer | Awaitable[Answer]:
        found = headers.once(asked.headers)
        host = found.get("host", "")
        if headers.host_name(host) not in headers.LOOPBACK:
            raise Refused(400, "InvalidHeaderValue", "The header host names another machine.")
        if asked.path in {BUTTON, CREATE}:
            return self._button(asked, f"http://{host}")
        if asked.path not in {RESULT, REVIEW}:
            raise Refused(404, "ResourceNotFound", "Only /return and /review are here.")
        if asked.method not in {"GET", "HEAD"}:
            raise Refused(405, "RequestNotSupported", "Only GET is supported here.")
        if found.get("sec-fetch-dest", "document") != "document":
            raise Refused(403, "UnauthorizedAccess", "Only a buyer's browser window may land here.")
        if asked.method == "GET":
            self._landed(f"http://{host}{asked.target}")
        number = parse_qs(asked.query).get("amazonCheckoutSessionId", [""])[0]
        return self._pages.render("return.html", session_id=number[:80])

    def _button(self, asked: Asked, own: str) -> Answer | Awaitable[Answer]:
        """Show the page with the button, or make the session that v1's button asks for."""
        if not self._stand.html:
            raise Refused(404, "ResourceNotFound", "No button was set up in the console.")
        if asked.path == BUTTON:
            return Answer(200, self._stand.html.encode(), _PAGE)
        if asked.method != "POST" or asked.header("origin") != own or not self._stand.create:
            raise Refused(403, "UnauthorizedAccess", "Only the button of this page may ask this.")
        return self._stand.create()


async def start_landing(landed: Landed, port: int = 0) -> server.Running:
    """Serve the return address inside the running loop, on the port asked for when it is free."""
    return await server.start(Landing(landed.put, landed.stand).handle, port)
