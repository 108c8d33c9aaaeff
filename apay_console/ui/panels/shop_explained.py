"""One request of the shop explained: what was sent, what was answered, what to change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from apay_console.model.exchange import Exchange
from apay_console.model.verdicts.verdict import verdict
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.words import shop_words
from apay_console.presenters.why.asking import key_of_exchange
from apay_console.ui.panels.parts import button, hint, scrolled
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.notice_line import NoticeLine
from apay_console.ui.parts.text import PlainLabel, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton
from apay_console.visible_text import visible_lines

_GAP = 8
_MOST = 0.6  # of the page's height; what does not fit is scrolled to


class Explained(QFrame):
    """Stands below the requests; as high as its words, and never all of the page."""

    compared = Signal()  # the person wants to see what was signed

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._theme = theme
        self.exchange: Exchange | None = None
        self._paper = QWidget()
        self._scroll = scrolled(self._paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.hide()
        theme.changed.connect(self._draw)
        theme.veil.changed.connect(self._draw)

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Explain one request; nothing is shown for none."""
        self.exchange = exchange
        self._draw()

    def _draw(self) -> None:
        if self.exchange is not None:
            self._paper = self._make_paper(self.exchange)
            self._scroll.setWidget(self._paper)
            self.fit()
        self.setVisible(self.exchange is not None)

    def fit(self) -> None:
        """Take the height that the words need at this width."""
        layout, page = self._paper.layout(), self.parentWidget()
        if layout is not None and page is not None:
            needed = layout.totalHeightForWidth(page.width()) + 1  # the line above it
            self.setFixedHeight(min(needed, int(page.height() * _MOST)))

    def _make_paper(self, exchange: Exchange) -> QWidget:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(2)
        found = verdict(exchange)
        sentence = self._theme.veil.over_words(found.sentence)
        column.addLayout(self._make_head(exchange, Notice(found.tone, sentence)))
        seen = self._theme.veil.over(exchange)
        self._add_sent(column, seen)
        self._add_answer(column, shop_words.answered(seen))
        if found.change is not None:
            self._add(column, self.tr("What to change"), WrappedLabel(say(found.change)))
        if shop_words.is_wrongly_signed(exchange):
            column.addSpacing(_GAP)
            column.addWidget(self._make_comparer(), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return paper

    def _make_head(self, exchange: Exchange, notice: Notice) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(NoticeLine(self._theme, notice), 1)
        key = key_of_exchange(exchange)
        if key:
            why = WhyButton(key)
            why.about(say(notice.sentence))
            row.addWidget(why, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_sent(self, column: QVBoxLayout, exchange: Exchange) -> None:
        asked = f"{exchange.sent.method} {shop_words.path_of(exchange)}"
        self._add(column, self.tr("Your shop sent"), self._quoted(visible(asked)))
        column.addWidget(hint(say(shop_words.signer(exchange))))
        differs = shop_words.differs(exchange)
        if differs is not None:
            column.addWidget(WrappedLabel(say(differs)))

    def _add_answer(self, column: QVBoxLayout, answer: str) -> None:
        status, _, words = answer.partition("\n")
        if status:
            heading = self.tr("The emulator answered, as Amazon would")
            self._add(column, heading, self._quoted(visible(status)))
        if words:
            column.addWidget(hint(visible_lines(words)))

    def _add(self, column: QVBoxLayout, words: str, part: QWidget) -> None:
        heading = PlainLabel(words)
        heading.setProperty("role", "label")
        column.addSpacing(_GAP)
        column.addWidget(heading)
        column.addWidget(part)

    def _quoted(self, text: str) -> WrappedLabel:
        """What stood in the request or the answer, letter by letter."""
        label = WrappedLabel(text)
        label.setFont(self._mono())
        return label

    def _mono(self) -> QFont:
        return self._theme.font("mono")

    def _make_comparer(self) -> QWidget:
        self.comparer = button(self.tr("Show the canonical request"), "secondary")
        self.comparer.setIcon(self._theme.icon("fingerprint", "text2"))
        self.comparer.clicked.connect(self.compared)
        return self.comparer

    def text(self) -> str:
        """All that it says."""
        labels = self._paper.findChildren(PlainLabel)
        return "\n".join(label.text().replace("\u200b", "") for label in labels)
