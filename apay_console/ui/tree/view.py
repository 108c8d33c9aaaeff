"""The tree of an answer: fields and values, who changed them, and where to go from a gap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Who
from apay_console.model.fields import ApiVersion, Path, Schema
from apay_console.ui.parts.opaque import OpaqueTree
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.actions import TreeActions
from apay_console.ui.tree.columns import Columns
from apay_console.ui.tree.finding import Finding
from apay_console.ui.tree.model import FIELD, VALUE, TreeModel
from apay_console.ui.tree.nodes import ROOT
from apay_console.ui.tree.paint import RowPainter
from apay_console.ui.tree.unfolding import Unfolding

_MINUTE_MS = 60_000
_INDENT = 16


class SessionTree(OpaqueTree):
    """Shows one answer; the next one changes what differs and keeps the rest as it was."""

    go = Signal(tuple)  # the path of the field where a missing value is to be entered
    object_wanted = Signal(str)  # the id of another object of the sale; empty: the session
    open_wanted = Signal(str)  # the id of an object that was not read yet
    why_wanted = Signal(str)  # a reason's code, or what has no value: see words.NO_REDIRECT
    save_wanted = Signal(tuple)  # where the value stands that is to be taken elsewhere
    letters_typed = Signal(str)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, schema: Schema = CHECKOUT_SESSION
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tree")
        self.setAccessibleName(self.tr("The answer as a tree"))
        self._body: Any = None
        self._marks: Mapping[Path, Who] = {}
        self._version: ApiVersion | None = None
        self._ringed = ROOT  # the node whose row has the keyboard; the root has none
        self._kind = self._shown_kind = schema.name  # of object: of the next answer, and of this
        self.nodes_model = TreeModel(theme, schema, self)
        self._painter = RowPainter(self.nodes_model, theme, self)
        self._set_looks(theme)
        self.setModel(self.nodes_model)
        self.setItemDelegate(self._painter)
        self.unfolding = Unfolding(self, self.nodes_model)
        self._finding = Finding(self.nodes_model)
        self._columns = Columns(self)
        self._actions = TreeActions(self, self.nodes_model, self.unfolding)
        self._actions.save_wanted.connect(self.save_wanted)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._follow)
        self._start_clock()

    def _set_looks(self, theme: Theme) -> None:
        self.setFont(theme.font("mono"))
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _start_clock(self) -> None:
        """Readings such as “2 min ago” are made anew every minute."""
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _tick(self) -> None:
        self.nodes_model.forget_readings()
        self.viewport().update()

    # Showing

    def show_answer(self, body: Any, version: ApiVersion, marks: Mapping[Path, Who]) -> None:
        """Show an answer, and who changed what in it."""
        if body is not self._body or version != self._version:
            self._show_body(body, version)
        elif marks == self._marks:
            return
        self._marks = dict(marks)
        for node in self.nodes_model.mark(marks):
            self._draw_with_all_inside(self.nodes_model.at(node))

    def _draw_with_all_inside(self, index: QModelIndex) -> None:
        """Draw a row and what stands inside of it, indents too, which Qt leaves out."""
        place, last, model = self.visualRect(index), index, self.nodes_model
        while self.isExpanded(last) and (count := model.rowCount(last)):
            last = model.index(count - 1, FIELD, last)
        place |= self.visualRect(last)
        self.viewport().update(0, place.top(), self.viewport().width(), place.height())

    def describe_as(self, schema: Schema, links: Mapping[str, str]) -> None:
        """Say whose fields the next answer has, and which ids in it lead to other objects."""
        self._kind = schema.name
        self.nodes_model.describe_as(schema)
        if self.nodes_model.link(links):
            self.viewport().update()

    def _show_body(self, body: Any, version: ApiVersion) -> None:
        self._body, self._version = body, version
        if self._kind != self._shown_kind or not self.nodes_model.take(body, version):
            self.unfolding.leave(self._shown_kind)
            self.nodes_model.reset_to(body, version)
            self.unfolding.come_to(self._kind)
        self._shown_kind = self._kind
        self._finding.forget()

    # Finding

    def look_for(self, words: str) -> tuple[int, int]:
        """Go to the first match from the current row on; returns its place and their number."""
        current = self.currentIndex()
        start = self.nodes_model.nodes.path(current.internalId()) if current.isValid() else ()
        return self._go_to_match(self._finding.begin(words, start))

    def go_through(self, paths: tuple[Path, ...]) -> tuple[int, int]:
        """Step through what a JSONPath found; returns the first one's place and their number."""
        return self._go_to_match(self._finding.take(paths))

    @property
    def body(self) -> Any:
        """The answer that is shown."""
        return self._body

    def find_next(self) -> tuple[int, int]:
        """Go to the next match, after the last one to the first."""
        return self._go_to_match(self._finding.step(1))

    def find_previous(self) -> tuple[int, int]:
        """Go to the match before."""
        return self._go_to_match(self._finding.step(-1))

    def _go_to_match(self, path: Path | None) -> tuple[int, int]:
        if path is not None:
            index = self.nodes_model.reveal(path)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.viewport().update()
        return self._finding.place, self._finding.count

    def count(self) -> int:
        """How many values the answer holds."""
        return len(self.nodes_model.search)

    def keyboardSearch(self, letters: str) -> None:  # noqa: N802 - Qt's name
        """Let letters begin a search of all that is there, for whoever has a line for it."""
        if self.isSignalConnected(QMetaMethod.fromSignal(self.letters_typed)):
            self.letters_typed.emit(letters)
        else:
            super().keyboardSearch(letters)

    # Following

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == VALUE or self.nodes_model.is_more(index.internalId()):
            self._follow(index)

    def _follow(self, index: QModelIndex) -> None:
        """Go where a row leads: to a field, or to the next page."""
        node = index.internalId()
        if self.nodes_model.is_more(node):
            self._show_more(index)
            return
        words = self.nodes_model.words(node)
        if words.leads is not None:
            self.go.emit(words.leads)
        elif words.shows is not None:
            self.object_wanted.emit(words.shows)
        elif words.opens:
            self.open_wanted.emit(words.opens)
        elif words.why:
            self.why_wanted.emit(words.why)
        elif words.is_cut:
            self._actions.save_value()

    def _show_more(self, index: QModelIndex) -> None:
        parent, row = index.parent(), index.row()
        self.nodes_model.show_more(parent.internalId())
        self.setCurrentIndex(self.nodes_model.index(row, FIELD, parent))

    # Qt's side

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_link = index.isValid() and index.column() == VALUE and self._leads(index)
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _leads(self, index: QModelIndex) -> bool:
        return self.nodes_model.words(index.internalId()).is_link

    def drawRow(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        node = index.internalId()
        who = self.nodes_model.who(node)
        if who is not None or self._finding.is_hit(node):
            self._painter.paint_tint(painter, options.rect, who)
        super().drawRow(painter, options, index)
        if node == self._ringed:
            self._painter.paint_ring(painter, options.rect)

    def drawBranches(  # noqa: N802 - Qt's name
        self, painter: QPainter, indent: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.nodes_model.nodes.has_rows(index.internalId()):
            super().drawBranches(painter, indent, index)  # else nothing, which takes its time

    def paintEvent(self, event: QPaintEvent) -> None:
        current = self.currentIndex()
        has_keyboard = self.hasFocus() and current.isValid()
        self._ringed = current.internalId() if has_keyboard else ROOT
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.fit(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._columns.recall()
