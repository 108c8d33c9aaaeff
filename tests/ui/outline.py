"""A tree as text, row by row, so that a test can say what is seen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QTreeView


def outline(model: QAbstractItemModel, parent: QModelIndex | None = None, depth=0) -> list[str]:
    """Every row of a model, indented."""
    parent = parent or QModelIndex()
    lines = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        cells = [index.data(), index.siblingAtColumn(1).data()]
        lines.append("  " * depth + " ".join(cell for cell in cells if cell))
        lines += outline(model, index, depth + 1)
    return lines


def seen(view: QTreeView, parent: QModelIndex | None = None) -> list[str]:
    """The fields of all rows that are not folded away, without indents."""
    parent = parent or QModelIndex()
    model, fields = view.model(), []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        fields.append(index.data())
        if view.isExpanded(index):
            fields += seen(view, index)
    return fields
