"""The bar over an earlier answer: which moment is looked at, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import operation
from apay_console.presenters import moments
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.text import word
from apay_console.ui.parts.why_button import WhyButton


class MomentBar(QFrame):
    """Says when it was and what was asked, for what is shown may be another object."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moment")
        self._words = ElidedLabel("")
        back = QPushButton(self.tr("Back to now"))
        back.setProperty("kind", "secondary")
        back.clicked.connect(self.back_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        self.why = WhyButton("")
        row.addWidget(self._words, 1)
        row.addWidget(self.why)
        row.addWidget(back)
        self.hide()

    def show_exchange(self, exchange: Exchange) -> None:
        """Name the moment of an exchange."""
        when = moments.clock(exchange.started_at)
        words = self.tr("You are looking at {time}: {asked}.").replace("{time}", when)
        self._words.setText(words.replace("{asked}", word(operation(exchange.operation).label)))
        self.why.wanted = _key_of(exchange)
        self.why.about(self._words.text())
        self.why.setVisible(bool(self.why.wanted))

    def text(self) -> str:
        """What the bar says."""
        return self._words.text()


def _key_of(exchange: Exchange) -> str:
    """What explains a refusal, or an answer that never came; empty for a good one."""
    if exchange.outcome is Outcome.APPLIED:
        return ""
    from apay_console.presenters.why import asking, kept  # noqa: PLC0415 - they have many words

    found = kept.key_of(exchange)
    return found if found != asking.FINE else ""
