"""Where the time of an exchange went: one bar, its legend in words, and what went each way."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from apay_console.model.exchange import Answered, Exchange
from apay_console.model.proxy import shown
from apay_console.model.timeline import (
    Certificate,
    Phase,
    Size,
    Span,
    answered_size,
    certificate_of,
    proxy_of,
    sent_size,
    spans_of,
)
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import visible, word
from apay_console.ui.parts.theme import Theme

_INKS = {
    Phase.QUEUE: "text3",
    Phase.CONNECT: "unknown",
    Phase.TLS: "accent",
    Phase.SEND: "ok",
    Phase.WAIT: "warn",
    Phase.RECEIVE: "text2",
    Phase.PARSE: "accent",
    Phase.PAINT: "borderStrong",
}
_BAR, _LEAST, _SWATCH = 10, 3, 8  # pixels: the bar's height, a phase's least width, a swatch
_GAP, _BETWEEN, _AFTER_BAR = 6, 16, 8
_LEADING = 2
_LONGEST = 80  # characters of a name from outside


class Timeline(QFrame):
    """The phases of one exchange, above what was sent and answered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Where the time went"))
        self._theme = theme
        self._phases = _Phases(theme)
        self._facts = WrappedLabel()
        self._facts.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(6)
        column.addWidget(self._phases)
        column.addWidget(self._facts)

    def show_exchange(self, exchange: Exchange | None, paint: float | None = None) -> None:
        """Show one exchange; `paint` is how long its answer took to be painted, if it was."""
        self.setVisible(exchange is not None)
        if exchange is None:
            return
        spans = spans_of(exchange, paint)
        self._phases.show_spans(spans, [self._words(span) for span in spans])
        self._facts.setText(" · ".join(self._told(exchange, spans)))
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        """All that it says."""
        return "\n".join([", ".join(self._phases.words), self._facts.text()])

    def _words(self, span: Span) -> str:
        named = f"{word(span.phase)} {_ms(span.ms)} ms"
        return self.tr("{phase}, ended here").replace("{phase}", named) if span.is_cut else named

    def _told(self, exchange: Exchange, spans: tuple[Span, ...]) -> list[str]:
        sent = self.tr("Sent {size}").replace("{size}", self._size(sent_size(exchange)))
        facts = [sent] if not spans or _left(spans) else []
        if exchange.answered is not None:
            size = self._size(answered_size(exchange))
            facts.append(self.tr("Received {size}").replace("{size}", size))
            facts += self._of_kind(exchange.answered)
        proxy = _short(shown(proxy_of(exchange)))
        if proxy:
            facts.append(self.tr("Through the proxy {proxy}").replace("{proxy}", proxy))
        certificate = certificate_of(exchange)
        if certificate is not None:
            facts.append(self._of_certificate(certificate))
        return [self.tr("No times were kept"), *facts] if not spans else facts

    def _of_kind(self, answered: Answered) -> list[str]:
        words = self.tr("It calls itself {kind}, not JSON")
        kind = _short(answered.other_kind)
        return [words.replace("{kind}", kind)] if kind else []

    def _size(self, size: Size) -> str:
        words = self.tr("{head} B head + {body} B body")
        return words.replace("{head}", f"{size.head:,}").replace("{body}", f"{size.body:,}")

    def _of_certificate(self, certificate: Certificate) -> str:
        name = _short(certificate.subject)
        words = self.tr("Certificate of {name}, valid {start} to {end}")
        for mark, value in (("{start}", certificate.start), ("{end}", certificate.end)):
            words = words.replace(mark, _day(value))
        return words.replace("{name}", name)


class _Phases(QWidget):
    """The bar, and below it each phase's swatch and words, in as many lines as they need."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: tuple[Span, ...] = ()
        self.words: list[str] = []
        self.setFont(theme.font("hint"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_spans(self, spans: tuple[Span, ...], words: list[str]) -> None:
        """Draw other phases."""
        self._spans, self.words = spans, words
        self.setVisible(bool(spans))
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        places = self._places(width)
        return places[-1].y() + self.fontMetrics().height() if places else _BAR

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # the legend may need another line now

    def _places(self, width: int) -> list[QPoint]:
        """Where each word of the legend begins, swatch first."""
        places, x, y = [], 0, _BAR + _AFTER_BAR
        for words in self.words:
            need = _SWATCH + _GAP + self.fontMetrics().horizontalAdvance(words)
            if x and x + need > width:
                x, y = 0, y + self.fontMetrics().lineSpacing() + _LEADING
            places.append(QPoint(x, y))
            x += need + _BETWEEN
        return places

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for span, place in zip(self._spans, shares(self._spans, self.width()), strict=True):
            self._fill(painter, span, QRect(place[0], 0, place[1], _BAR))
        for span, spot, words in zip(
            self._spans, self._places(self.width()), self.words, strict=True
        ):
            self._draw_words(painter, span, spot, words)

    def _draw_words(self, painter: QPainter, span: Span, spot: QPoint, words: str) -> None:
        metrics = self.fontMetrics()
        top = spot.y() + (metrics.height() - _SWATCH) // 2
        self._fill(painter, span, QRect(spot.x(), top, _SWATCH, _SWATCH))
        painter.setPen(self._theme.color("err" if span.is_cut else "text2"))
        painter.drawText(spot.x() + _SWATCH + _GAP, spot.y() + metrics.ascent(), words)
        painter.setPen(Qt.PenStyle.NoPen)

    def _fill(self, painter: QPainter, span: Span, place: QRect) -> None:
        color = self._theme.color("err" if span.is_cut else _INKS[span.phase])
        painter.setBrush(color)
        painter.drawRoundedRect(place, 2, 2)


def shares(spans: tuple[Span, ...], width: int) -> list[tuple[int, int]]:
    """Where each phase begins in the bar, and how wide it is: none is too thin to be seen."""
    total = sum(span.ms for span in spans) or 1.0
    spare = max(width - len(spans) * (_LEAST + 1), 0)
    places, x = [], 0
    for span in spans:
        wide = _LEAST + int(spare * span.ms / total)
        places.append((x, wide))
        x += wide + 1
    return places


def _short(name: str) -> str:
    return visible(name, _LONGEST)


def _left(spans: tuple[Span, ...]) -> bool:
    return any(span.phase is Phase.SEND for span in spans)


def _ms(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _day(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return str(seconds)
