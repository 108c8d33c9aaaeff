"""How one request was signed, stage by stage."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from apay_console.model.answer import server_hash
from apay_console.model.exchange import Exchange
from apay_console.presenters.sale.shop_words import differs, line_that_differs
from apay_console.ui.exchange.stage import Stage
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say, visible_lines
from apay_console.ui.parts.theme import Theme


class SignatureView(QScrollArea):
    """The four stages of a signature, each to be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("signaturePage")
        self.setAccessibleName(self.tr("How the request was signed"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Lay the stages of one exchange out below each other."""
        page = QFrame()
        page.setObjectName("signaturePaper")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(2)
        for heading, text in self._stages(exchange):
            self._add(column, heading, text)
        self._mark(page, exchange)
        column.addStretch(1)
        self.setWidget(page)

    def _mark(self, page: QFrame, exchange: Exchange | None) -> None:
        """Show where the canonical request is not the one that a shop signed."""
        line = line_that_differs(exchange) if exchange is not None else None
        if line is not None:
            page.findChildren(Stage)[0].mark(line, self._theme.color("err"))

    def _stages(self, exchange: Exchange | None) -> list[tuple[str, str]]:
        if exchange is None or not exchange.canonical_request:
            return [(self.tr("Nothing was signed yet."), "")]
        from hashlib import sha256  # noqa: PLC0415 - brings 3 MiB of OpenSSL

        digest = sha256(exchange.canonical_request.encode()).hexdigest()
        rows = [
            (self.tr("1 · Canonical request"), exchange.canonical_request),
            (self.tr("2 · Its SHA-256"), digest),
            (self.tr("3 · String to sign"), exchange.string_to_sign),
            (self.tr("4 · Authorization header"), _authorization(exchange)),
        ]
        if exchange.is_from_shop:
            return [*self._of_shop(exchange), *rows]
        theirs = server_hash(exchange)
        return [*rows, *self._compared(digest, theirs)] if theirs else rows

    def _of_shop(self, exchange: Exchange) -> list[tuple[str, str]]:
        """The shop's stages are known as the emulator computed them from what arrived."""
        words = self.tr("As the emulator read the request; your shop must have signed the same.")
        found = (exchange.reason, differs(exchange))
        return [(words, ""), *((say(one), "") for one in found if one is not None)]

    def _compared(self, ours: str, theirs: str) -> list[tuple[str, str]]:
        same = self.tr("Amazon's hash is the same: it read the request as we did.")
        other = self.tr("Amazon's hash is another: the request changed on the way.")
        return [(same if ours == theirs else other, theirs)]

    def _add(self, column: QVBoxLayout, heading: str, text: str) -> None:
        row = QHBoxLayout()
        label = PlainLabel(heading) if text else WrappedLabel(heading)
        label.setProperty("role", "section" if text else "hint")
        row.addWidget(label, 1)
        column.addLayout(row)
        if text:
            row.addWidget(self._copier(heading, text))
            column.addWidget(self._box(heading, text))
            column.addSpacing(10)

    def _box(self, heading: str, text: str) -> QPlainTextEdit:
        box = Stage(visible_lines(text), self._theme)
        box.setAccessibleName(heading)
        return box

    def _copier(self, heading: str, text: str) -> QPushButton:
        button = QPushButton(self._theme.icon("copy-simple", "text2"), self.tr("Copy"))
        button.setProperty("kind", "ghost")
        button.setAccessibleName(self.tr("Copy: {what}").replace("{what}", heading))
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        return button


def _authorization(exchange: Exchange) -> str:
    """The signature's header, under whichever of its two names it came."""
    headers = {name.lower(): value for name, value in exchange.sent.headers}
    return headers.get("authorization") or headers.get("x-amz-pay-authorization", "")
