"""Everything on the one port: the API, the buyer's pages, the control side."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator import headers, refusals, routes
from apay_console.emulator.control.admin import PREFIX, Admin
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.pages import subscribing
from apay_console.emulator.pages.button import SCRIPT, START, Buttons
from apay_console.emulator.pages.hosted import PROCESSING, SIGN_IN, Hosted
from apay_console.emulator.pages.html import Pages, redirect
from apay_console.emulator.service import Emulator, mistaken
from apay_console.emulator.wire import Answer, Asked, Refused

Page = Callable[[Asked], Answer]
_CERTIFICATE = (("content-type", "application/x-pem-file"),)


class Front:
    """Hands each request to who can answer it."""

    def __init__(self, emulator: Emulator, admin_token: str = "") -> None:
        pages = Pages()
        hosted = Hosted(emulator, pages)
        self._emulator = emulator
        self._admin = Admin(emulator, pages, admin_token)
        buttons = Buttons(emulator, pages)
        self._pages: dict[str, dict[str, Page]] = {
            "/": {"GET": self._root},
            SIGN_IN: {"GET": hosted.show_sign_in, "POST": hosted.take_sign_in},
            SCRIPT: {"GET": buttons.script},
            START: {"GET": buttons.start},
            PROCESSING: {"GET": hosted.show_processing, "POST": hosted.take_processing},
        }

    def handle(self, asked: Asked) -> Answer:
        """Answer one request, whatever it is for."""
        if routes.place_of(asked.path):
            return self._emulator.handle(asked)
        try:
            answer = self._page(asked)
        except Refused as refused:
            answer = refused.answer
        except Exception as error:  # noqa: BLE001 - as for the API
            answer = mistaken(error)
        return answer.with_header("x-amz-pay-request-id", RandomIds().unique())

    def _page(self, asked: Asked) -> Answer:
        found = headers.once(asked.headers)
        headers.check_host(found)
        headers.check_origin(found)
        if asked.path.startswith(PREFIX):
            return self._admin.handle(asked)
        methods = self._pages.get(asked.path) or self._certificate(asked.path)
        if methods is None:
            raise refusals.nothing_at(asked.path)
        page = methods.get("GET" if asked.method == "HEAD" else asked.method)
        if page is None:
            sentence = f"The method {asked.method} is not supported here; use {', '.join(methods)}."
            raise Refused(405, "RequestNotSupported", sentence)
        return page(asked)

    def _root(self, asked: Asked) -> Answer:
        """Take a confirmation, whose address is the root as it is SNS's; else lead to the page."""
        if subscribing.is_about(asked):
            return subscribing.confirm(asked, self._emulator.outbox)
        return redirect(PREFIX)

    def _certificate(self, path: str) -> dict[str, Page] | None:
        """Find the certificate of notifications, whose path is another one each run."""
        pem = self._emulator.topic.certificate_at(path)
        return None if pem is None else {"GET": lambda _: Answer(200, pem, _CERTIFICATE)}
