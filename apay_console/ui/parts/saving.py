"""“Save as…”: asks where, then writes the file whole; nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from apay_console.model import file_names
from apay_console.presenters.saving import Saved, save


def save_as(
    parent: QWidget,
    name: str,
    data: bytes,
    told: Callable[[Saved], object],
    kinds: Sequence[str] = (),
) -> QFileDialog:
    """Ask for a place, and tell what came of writing there; `told` is not called on Cancel."""
    dialog = QFileDialog(parent, parent.tr("Save as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([*kinds, parent.tr("All files (*)")])
    dialog.selectFile(file_names.safe(name))
    dialog.fileSelected.connect(lambda path: told(save(Path(path), data)))
    dialog.open()
    return dialog
