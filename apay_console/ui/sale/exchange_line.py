"""One exchange in the fewest words: method, status, time, signature, id, and what went wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from apay_console.model.exchange import Exchange, Outcome
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.text import say


class ExchangeLine(ElidedLabel):
    """Stands above what came back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("role", "mono")
        self.setObjectName("exchangeLine")
        self.setContentsMargins(16, 4, 16, 8)

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Tell of an exchange, or of nothing."""
        self.setText(self._words(exchange) if exchange else "")

    def _words(self, exchange: Exchange) -> str:
        unsent, unknown = self.tr("not sent"), self.tr("outcome unknown")
        fates = {Outcome.NOT_SENT: unsent, Outcome.UNKNOWN: unknown}
        answered, text = exchange.answered, exchange.string_to_sign
        algorithm = "PSS-V2" if "PSS-V2" in text else "PSS"
        parts = [
            exchange.sent.method,
            str(answered.status) if answered else fates.get(exchange.outcome, exchange.outcome),
            f"{round(exchange.took_ms)} ms",
            algorithm if text else "",
            answered.request_id[:8] if answered else "",
            say(exchange.reason) if exchange.reason else "",
        ]
        return " · ".join(part for part in parts if part)
