"""The state picture as an SVG file: words as words, lines as lines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator

from apay_console.presenters import moments
from apay_console.presenters.states.picture import Lane, Picture
from apay_console.ui.parts.text import visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.states.geometry import Plan, plan
from apay_console.ui.states.ink import Ink
from apay_console.ui.states.words import pill_words, standing

_WIDTH, _EDGE, _HEAD, _APART = 720, 24, 28, 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Lefts = Mapping[str, float | None]  # how many seconds each type of object still has


def file_name(picture: Picture, now: float) -> str:
    """A name for the file: which sale, and when."""
    return f"states-{picture.title[:8] or 'new'}-{moments.stamp(now)}.svg"


def svg_of(picture: Picture, theme: Theme, lefts: Lefts, title: str) -> bytes:
    """Draw the whole picture in the colours that are shown now."""
    ink = Ink(theme)
    plans = [_plan(ink, lane, lefts) for lane in picture.lanes]
    height = 2 * _EDGE + _HEAD + sum(_HEAD + one.height + _APART for one in plans)
    buffer = QBuffer()
    generator = _generator(buffer, title, QSize(_WIDTH + 2 * _EDGE, int(height)))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, _WIDTH + 2 * _EDGE, height), theme.color("surface"))
    _write(painter, theme, "title", visible(title), _EDGE)
    y = float(_EDGE + _HEAD)
    for lane, found in zip(picture.lanes, plans, strict=True):
        _lane(painter, theme, ink, (lane, found, lefts.get(lane.subject.name)), y)
        y += _HEAD + found.height + _APART
    painter.end()
    return bytes(buffer.data().data())


def _generator(buffer: QBuffer, title: str, size: QSize) -> QSvgGenerator:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    return generator


def _plan(ink: Ink, lane: Lane, lefts: Lefts) -> Plan:
    left = lefts.get(lane.subject.name)
    return plan(lane, _WIDTH, lambda way: ink.width_of(way, left))


def _lane(
    painter: QPainter, theme: Theme, ink: Ink, row: tuple[Lane, Plan, float | None], y: float
) -> None:
    lane, found, left = row
    _write(painter, theme, "strong", f"{word(lane.subject.label)} · {standing(lane)}", y)
    painter.save()
    painter.translate(_EDGE, y + _HEAD)
    ink.lane(painter, lane, found)
    for wire in found.wires:
        if wire.width:
            ink.pill(painter, found.pill(wire), wire.way, pill_words(wire.way, left))
    painter.restore()


def _write(painter: QPainter, theme: Theme, role: str, words: str, y: float) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color("text"))
    painter.drawText(QRectF(_EDGE, y, _WIDTH, _HEAD), _LEFT, words)
