"""One exchange as it was on the wire."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from apay_console.model.exchange import Exchange, Headers
from apay_console.ui.parts.copying import ReadView
from apay_console.ui.parts.text import MOST_SIGNS, say, shown_lines
from apay_console.ui.parts.theme import Theme

_MOST_BYTES = MOST_SIGNS // 2  # of a body


class RawView(ReadView):
    """Request and answer as they were on the wire."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("raw")
        self.setFont(theme.font("mono"))
        self.setLineWrapMode(ReadView.LineWrapMode.NoWrap)
        self.setAccessibleName(self.tr("Raw request and answer"))

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Write one exchange out; long lines are clipped, unprintable characters named."""
        text = wire_text(exchange) if exchange else self.tr("Nothing received yet.")
        self.setPlainText(shown_lines(text))


def wire_text(exchange: Exchange) -> str:
    """Write an exchange as text: request, blank line, answer."""
    sent, answered = exchange.sent, exchange.answered
    request = f"{sent.method} {sent.url}\n{_lines(sent.headers)}\n\n{_text(sent.body)}".rstrip()
    if answered is None:
        reason = say(exchange.reason) if exchange.reason else ""
        return f"{request}\n\n— {exchange.outcome} —\n{reason}"
    return f"{request}\n\n{answered.status}\n{_lines(answered.headers)}\n\n{_text(answered.body)}"


def _lines(headers: Headers) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers)


def _text(body: bytes) -> str:
    """Read a body, or its beginning: the request's leaves room for the answer."""
    return body[:_MOST_BYTES].decode("utf-8", "backslashreplace") + "…" * (len(body) > _MOST_BYTES)
