"""The control side: JSON with a token, and what is for everybody."""

from __future__ import annotations

import hmac
from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.control.call import Control, Order
from apay_console.emulator.control.overview import Overview
from apay_console.emulator.control.table import CONTROLS
from apay_console.emulator.pages.html import Pages
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer, Asked, Refused, as_json
from apay_console.errors import BadText
from apay_console.model import json_text

PREFIX = "/_emulator/"
_UNKNOWN = "Send Authorization: Bearer and the adminToken that apay-console emulator prints first."
_CLOSED = "The window has these commands; only apay-console emulator takes them here."


class Admin:
    """Judges the token, then does what is asked."""

    def __init__(self, emulator: Emulator, pages: Pages, token: str) -> None:
        self._emulator = emulator
        self._overview = Overview(emulator, pages)
        self._token = token.encode()

    def handle(self, asked: Asked) -> Answer:
        """Answer one request under the prefix."""
        path = asked.path.removeprefix(PREFIX)
        is_read = asked.method in {"GET", "HEAD"}
        shown = self._overview.answer(path) if is_read else None
        if shown:
            return shown
        self._require_token(asked)
        control, argument = _find(asked, path)
        order = Order(self._emulator, _body(asked), argument)
        return as_json(200, control.run(order))

    def _require_token(self, asked: Asked) -> None:
        kind, _, token = asked.header("authorization").partition(" ")
        is_known = hmac.compare_digest(token.strip().encode("utf-8", "replace"), self._token)
        if kind.lower() != "bearer" or not is_known or not self._token:
            raise Refused(401, "UnauthorizedAccess", _UNKNOWN if self._token else _CLOSED)


def _find(asked: Asked, path: str) -> tuple[Control, str]:
    """Find the call for a path, and the argument in it."""
    found = [(row, row.argument(path)) for row in CONTROLS]
    matching = [(row, argument) for row, argument in found if argument is not None]
    for row, argument in matching:
        if row.method == asked.method:
            return row, argument
    if matching:
        sentence = f"The method {asked.method} is not supported here; use {matching[0][0].method}."
        raise Refused(405, "RequestNotSupported", sentence)
    raise refusals.nothing_at(asked.path)


def _body(asked: Asked) -> dict[str, Any]:
    if not asked.body:
        return {}
    if asked.header("content-type").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "InvalidRequest", "Send content-type: application/json.")
    try:
        return json_text.read_bytes(asked.body)
    except BadText as error:
        raise Refused(400, "InvalidRequestFormat", str(error.message)) from None
