"""The tree's model: two columns over numbered nodes, changed in place where the shape allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from apay_console.model.changes.changes import Who
from apay_console.model.fields import ApiVersion, Path, Schema
from apay_console.ui.parts.text import clip, plain_tip, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.find import Index
from apay_console.ui.tree.meanings import Meanings
from apay_console.ui.tree.nodes import MORE, ROOT, Nodes
from apay_console.ui.tree.words import Words, describe

AnyIndex = QModelIndex | QPersistentModelIndex
FIELD, VALUE = 0, 1

# Compared as plain numbers: an enum costs more than the rest of `data`.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_MOST_MARKS = 2_000
_MOST_READ = 200  # rows that are read again one by one


class TreeModel(QAbstractItemModel):
    """Shows one JSON value; rows are known by their node's number alone."""

    def __init__(self, theme: Theme, schema: Schema, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.now: Callable[[], float] = theme.now  # of whoever sent the answer
        self.meanings = Meanings(schema)
        self._words: dict[int, Words] = {}
        self._marks: dict[int, Who] = {}
        self._index: Index | None = None
        self._version = ApiVersion.V2
        self.nodes = Nodes(None)

    def take(self, body: Any, version: ApiVersion) -> bool:
        """Take a value of the same shape in place; False when it has another."""
        changed = self.nodes.update(body) if version == self._version else None
        if changed is None:
            return False
        before, known = self.meanings.missing, dict(self._words)
        self._know(body, version)
        leads = {self.nodes.find(path) for path in before.keys() ^ self.meanings.missing.keys()}
        for node in {*changed, *leads, *self._read_otherwise(known)}:
            self._tell(node or ROOT)
        return True

    def _read_otherwise(self, known: Mapping[int, Words]) -> Iterator[int]:
        """Find what was seen and reads otherwise now: an amount stands beside its currency."""
        if len(known) > _MOST_READ:
            last = self.rowCount() - 1
            self.dataChanged.emit(self.index(0, FIELD), self.index(last, VALUE))  # all is drawn
        else:
            yield from (node for node, words in known.items() if self.words(node) != words)

    def link(self, links: Mapping[str, str]) -> bool:
        """Know the ids of other objects, and which each of them shows; False if all are known."""
        if links == self.meanings.links:
            return False
        self.meanings.links = links
        self._words.clear()
        return True

    def describe_as(self, schema: Schema) -> None:
        """Name the rows after another object's fields, from the next value on."""
        self.meanings.schema = schema

    def reset_to(self, body: Any, version: ApiVersion) -> None:
        """Show another value."""
        self.beginResetModel()
        self.nodes = Nodes(body)
        self._marks = {}
        self._know(body, version)
        self.endResetModel()

    def _know(self, body: Any, version: ApiVersion) -> None:
        self._version = version
        self.meanings.read(body, version)
        self._index = None
        self._words.clear()

    def _tell(self, node: int) -> None:
        if node != ROOT:
            self.dataChanged.emit(self.at(node, FIELD), self.at(node, VALUE))

    def mark(self, marks: Mapping[Path, Who]) -> set[int]:
        """Mark who changed what, and give the nodes whose mark is another."""
        before = self._marks
        found = {self.nodes.find(path): who for path, who in [*marks.items()][:_MOST_MARKS]}
        self._marks = {node: who for node, who in found.items() if node}
        changed = {node for node, _ in before.items() ^ self._marks.items()}
        for node in changed:
            self._tell(node)
        return changed

    def who(self, node: int) -> Who | None:
        """Who changed a node, or what it belongs to."""
        while node != ROOT and self._marks:
            if node in self._marks:
                return self._marks[node]
            node = self.nodes.parents[node]
        return None

    def forget_readings(self) -> None:
        """Read the clock anew for what is shown from now on."""
        self._words.clear()

    # Qt's side

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008 - Qt's own
        return 2

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.column() > 0 else self.nodes.row_count(parent.internalId())

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008, N802 - Qt's own
        return parent.column() <= 0 and self.nodes.has_rows(parent.internalId())

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - as Qt's own
        if not (0 <= row < self.rowCount(parent) and FIELD <= column <= VALUE):
            return QModelIndex()
        return self.createIndex(row, column, self.nodes.child(parent.internalId(), row))

    def parent(self, child: AnyIndex) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        node = self.nodes.parents[child.internalId()]  # of none: the root's, which is the root
        return self.createIndex(self.nodes.rows[node], FIELD, node) if node else QModelIndex()

    def at(self, node: int, column: int = FIELD) -> QModelIndex:
        """The index of a node."""
        if node == ROOT:
            return QModelIndex()
        return self.createIndex(self.nodes.rows[node], column, node)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | None:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self.tr("Field") if section == FIELD else self.tr("Value")
        return None

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            node = index.internalId()
            return self.key(node) if index.column() == FIELD else self._shown(node)
        if role == _TOOL_TIP and index.isValid():
            words = self.explain(index.internalId())
            return plain_tip(words) if words else None
        if role == _SPOKEN and index.isValid():
            return self._spoken(index.internalId())
        return None

    def is_more(self, node: int) -> bool:
        """Whether a row stands for children that are not shown yet."""
        return self.nodes.values[node] is MORE

    def key(self, node: int) -> str:
        """What stands in a node's field column."""
        if self.is_more(node):
            left = self.nodes.left(self.nodes.parents[node])
            return self.tr("… %n more", "", left)
        return visible(clip(self.nodes.key(node), 200))

    def _shown(self, node: int) -> str:
        words = self.words(node)
        return f"{words.text}  {words.reading}".strip() if words.reading else words.text

    def words(self, node: int) -> Words:
        """What stands in a node's value column."""
        if node not in self._words:
            self._words[node] = self._describe(node)
        return self._words[node]

    def _describe(self, node: int) -> Words:
        if self.is_more(node):
            return Words("")
        nodes, value = self.nodes, self.nodes.values[node]
        found = describe(nodes.key(node), value, self.now(), nodes.values[nodes.parents[node]])
        return self.meanings.add_to(found, nodes.path(node), value)

    def explain(self, node: int) -> str:
        """What the catalogue knows of a node."""
        return self.meanings.explain(self.nodes.path(node))

    def _spoken(self, node: int) -> str:
        who = self.who(node)
        marks = {Who.YOU: self.tr("changed by you"), Who.AMAZON: self.tr("changed by Amazon")}
        parts = [self.explain(node).replace("\n", ". "), marks[who] if who else ""]
        return ", ".join(part for part in parts if part)

    # Pages and finding

    def show_more(self, parent: int, at_least: int = 0) -> None:
        """Show the next children of a parent, up to row `at_least` at any rate."""
        nodes, at = self.nodes, self.at(parent)
        before, end = nodes.shown(parent), nodes.next_end(parent, at_least)
        self.beginRemoveRows(at, before, before)
        rest = nodes.hide_rest(parent)
        self.endRemoveRows()
        has_rest = end < len(nodes.values[parent])
        self.beginInsertRows(at, before, end if has_rest else end - 1)
        nodes.show_up_to(parent, end, rest)
        self.endInsertRows()

    def reveal(self, path: Path) -> QModelIndex:
        """The index of what stands at a path, paged in if need be; invalid when nothing does."""
        node = self.nodes.find(path)
        if node is None:
            return QModelIndex()
        step = node
        while step != ROOT:
            parent, row = self.nodes.parents[step], self.nodes.rows[step]
            if row >= self.nodes.shown(parent):
                self.show_more(parent, row + 1)
            step = parent
        return self.at(node)

    @property
    def search(self) -> Index:
        """The index of all words, made when it is first needed."""
        if self._index is None:
            self._index = Index(self.nodes.values[ROOT])
        return self._index
