"""How boxes, edges and their words are drawn: on the screen and into an SVG alike."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from apay_console.model.states.machine import BEGINNING, Mover, State
from apay_console.presenters.states.picture import Lane, Stand, Way
from apay_console.ui.parts.state_looks import look_of
from apay_console.ui.parts.theme import Theme
from apay_console.ui.resources import resource
from apay_console.ui.states.geometry import Plan, Wire
from apay_console.ui.states.words import lines_of, pill_words

ICON = 14
_PAD, _GAP = 8, 5
_HEAD = 4.0
_RADIUS = 6
_LEAST_STRETCH = 80
_MOVERS = {
    Mover.YOU: ("storefront", "accent"),
    Mover.BUYER: ("user-circle", "text2"),
    Mover.AMAZON: ("robot", "amazon"),
    Mover.TIME: ("timer", "text2"),
}
_TINTS = {"ok": "okTint", "warn": "warnTint", "err": "errTint", "accent": "todoTint"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_Ends = tuple[frozenset[str], frozenset[str]]  # the states before and after that are drawn


def mover_look(mover: Mover) -> tuple[str, str]:
    """The icon of who moves, and the token of its colour."""
    return _MOVERS[mover]


class Ink:
    """Draws with the theme's colours and fonts."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures: dict[tuple[str, str], QSvgRenderer] = {}

    def width_of(self, way: Way, left: float | None) -> float:
        """How wide an edge's words are."""
        words = QFontMetricsF(self._pill_font(way)).horizontalAdvance(pill_words(way, left))
        return round(words + ICON + _GAP + 2 * _PAD + 1)

    def icon(self, painter: QPainter, name: str, token: str, place: QRectF) -> None:
        """Draw an icon as lines, sharp at every scale."""
        color = self._theme.color(token).name()
        if (name, color) not in self._pictures:
            svg = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", color)
            self._pictures[name, color] = QSvgRenderer(QByteArray(svg.encode()))
        self._pictures[name, color].render(painter, place)

    def lane(self, painter: QPainter, lane: Lane, found: Plan, lit: Way | None = None) -> None:
        """Draw the edges and boxes of a lane, but for the edges' words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for wire in sorted(found.wires, key=lambda one: _weight(one.way, lit)):
            self._wire(painter, found, wire, lit)
        if found.start is not None:
            self._dot(painter, found.start, is_passed=lane.reading is not None)
        for state in lane.machine.states:
            self._box(painter, lane, state, found.boxes[state.name])

    def _wire(self, painter: QPainter, found: Plan, wire: Wire, lit: Way | None) -> None:
        """Draw an edge quietly, and over it the branches that were passed or can be taken."""
        is_lit = lit is not None and wire.way.edge is lit.edge
        everything = (frozenset(wire.before), frozenset(wire.to))
        quiet = self._lit() if is_lit else self._quiet(wire.way)
        self._branches(painter, found, wire, quiet, everything)
        if wire.hot_xs and not is_lit:
            hot = (wire.hot_before, wire.hot_to)
            self._branches(painter, found, wire, self._loud(wire.way), hot)

    def _branches(
        self, painter: QPainter, found: Plan, wire: Wire, pen: QPen, drawn: _Ends
    ) -> None:
        before = {state: x for state, x in wire.before.items() if state in drawn[0]}
        to = {state: x for state, x in wire.to.items() if state in drawn[1]}
        xs = (*before.values(), *to.values())
        painter.setPen(pen)
        if max(xs) > min(xs):
            painter.drawLine(QLineF(min(xs), wire.y, max(xs), wire.y))
        for state, x in (*before.items(), *to.items()):
            painter.drawLine(QLineF(x, wire.y, x, self._edge_of(found, state, wire)))
        for state, x in to.items():
            end = self._edge_of(found, state, wire)
            self._head(painter, QPointF(x, end), pen, is_down=end > wire.y)

    def _edge_of(self, found: Plan, state: str, wire: Wire) -> float:
        if state == BEGINNING:
            return found.start.y() if found.start else 0
        box = found.boxes[state]
        return box.top() if box.top() > wire.y else box.bottom()

    def _lit(self) -> QPen:
        return QPen(self._theme.color("accent"), 2.5)

    def _loud(self, way: Way) -> QPen:
        if way.passed:
            return QPen(self._theme.color("text2"), 2.0)
        return QPen(self._theme.color(_MOVERS[way.edge.mover][1]), 1.2)

    def _quiet(self, way: Way) -> QPen:
        is_shut = way.stand is Stand.SHUT
        pen = QPen(self._theme.color("borderStrong" if is_shut else "border"), 1.0)
        if is_shut:
            pen.setStyle(Qt.PenStyle.DotLine)
        return pen

    def _head(self, painter: QPainter, tip: QPointF, pen: QPen, *, is_down: bool) -> None:
        back = -_HEAD * 1.6 if is_down else _HEAD * 1.6
        sides = (QPointF(-_HEAD, back), QPointF(_HEAD, back))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawPolygon(QPolygonF([tip, *(tip + side for side in sides)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)

    def _dot(self, painter: QPainter, place: QPointF, *, is_passed: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text2" if is_passed else "borderStrong"))
        painter.drawEllipse(place, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _box(self, painter: QPainter, lane: Lane, state: State, place: QRectF) -> None:
        is_now, was = lane.state == state.name, state.name in lane.visited
        icon, token = look_of(state.name)
        border = token if is_now else "text3" if was else "border"
        fill = _TINTS.get(token, "sunken") if is_now else "surface"
        painter.setPen(QPen(self._theme.color(border), 2.0 if is_now else 1.0))
        painter.setBrush(self._theme.color(fill))
        inner = place.adjusted(1, 1, -1, -1) if is_now else place.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spot = QRectF(place.left() + _PAD, place.center().y() - 8, 16, 16)
        self.icon(painter, icon, token if is_now or was else "text3", spot)
        self._name(painter, state, room_of_name(place), is_now or was, is_now)

    def _name(
        self, painter: QPainter, state: State, room: QRectF, is_known: bool, is_now: bool
    ) -> None:
        font = self._theme.font("hint")
        font.setWeight(QFont.Weight.DemiBold if is_now else QFont.Weight.Normal)
        is_one = _widest([state.name], font) <= room.width()
        lines = [state.name] if is_one else lines_of(state.name)
        painter.setFont(narrowed(font, lines, room.width()))
        painter.setPen(self._theme.color("text" if is_known else "text3"))
        _draw_lines(painter, room, lines)

    def _pill_font(self, way: Way) -> QFont:
        font = self._theme.font("hint")
        font.setWeight(QFont.Weight.DemiBold if way.passed or way.is_yours else QFont.Weight.Normal)
        return font

    def pill(
        self, painter: QPainter, place: QRectF, way: Way, words: str, *, lit: bool = False
    ) -> None:
        """Draw an edge's words: a button where it is yours, quiet where it is not."""
        icon, token = _MOVERS[way.edge.mover]
        ink, border = ("text2", "border")
        if way.is_yours:
            ink, border = "accent", "accent"
        elif way.passed:
            ink, border = "text", "text3"
        elif way.stand is Stand.SHUT:
            icon, token, ink = "prohibit", "text3", "text3"
        pen = QPen(self._theme.color("accent" if lit else border), 2.0 if lit else 1.0)
        if way.stand is Stand.SHUT and not way.passed and not lit:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("selection" if lit and way.is_yours else "surface"))
        inner = place.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spot = QRectF(place.left() + _PAD, place.center().y() - ICON / 2, ICON, ICON)
        self.icon(painter, icon, token, spot)
        self._words(painter, place, way, words, ink)

    def _words(self, painter: QPainter, place: QRectF, way: Way, words: str, ink: str) -> None:
        font = self._pill_font(way)
        room = place.adjusted(_PAD + ICON + _GAP, 0, -_PAD + 2, 0)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)


def _draw_lines(painter: QPainter, room: QRectF, lines: list[str]) -> None:
    """Draw lines one below the other, in the middle of the room."""
    metrics = QFontMetricsF(painter.font())
    height, width = metrics.height(), room.width()
    top = room.center().y() - len(lines) * height / 2
    for place, line in enumerate(lines):
        words = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(room.left(), top + place * height, width, height), _LEFT, words)


def room_of_name(box: QRectF) -> QRectF:
    """Where the name stands in a state's box, beside its icon."""
    return box.adjusted(_PAD + 16 + _GAP, 0, -3, 0)


def narrowed(font: QFont, lines: list[str], room: float) -> QFont:
    """Draw letters narrower where the longest line would be cut, as far as they stay legible."""
    fitting = QFont(font)
    for stretch in range(100, _LEAST_STRETCH - 1, -2):  # in per cent
        fitting.setStretch(stretch)
        if _widest(lines, fitting) <= room:
            break
    return fitting


def _widest(lines: list[str], font: QFont) -> float:
    return max(map(QFontMetricsF(font).horizontalAdvance, lines))


def _weight(way: Way, lit: Way | None) -> int:
    """What is drawn over what: the quiet first."""
    order = (way.stand is Stand.OPEN, bool(way.passed), lit is not None and way.edge is lit.edge)
    return sum(2**place for place, is_so in enumerate(order) if is_so)
