"""Editors that offer what can be chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QToolButton, QWidget

from apay_console.model.kinds import Choice, Kind, Many
from apay_console.ui.form.editor import Editor, words_of
from apay_console.ui.form.editors_text import TextEditor
from apay_console.ui.parts.text import unmnemonic, visible
from apay_console.ui.parts.widgets import Combo

_LONGEST_ITEM = 60


class ChoiceEditor(Editor):
    """One of a few words, or none."""

    def __init__(self, kind: Choice, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.combo = Combo()
        self.combo.addItem(self.tr("Not set"), "")
        for word in kind.values:
            self.combo.addItem(word, word)
        self._own = self.combo.count()
        self.combo.setMinimumContentsLength(8)
        self.combo.activated.connect(self._choose)
        self.combo.left.connect(self.left)
        self._add(self.combo)

    def inputs(self) -> list[QWidget]:
        return [self.combo]

    def text(self) -> str:
        return str(self.combo.currentData() or "")

    def _choose(self) -> None:
        self._type(self.text())

    def _words(self, value: Any) -> tuple[str, bool]:
        words, is_raw = words_of(self.kind, value)
        return words, is_raw or self.combo.findData(words) in {-1, self._own}

    def _fill(self, words: str) -> None:
        self.combo.removeItem(self._own)
        if self.combo.findData(words) < 0:
            self.combo.addItem(visible(words, _LONGEST_ITEM), words)
        self.combo.setCurrentIndex(self.combo.findData(words))


class TickBox(QCheckBox):
    """A box that is ticked, unticked or left alone; Backspace leaves it alone again."""

    cleared = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SwitchEditor(Editor):
    """Yes, no, or not set; its label stands in it."""

    _WORDS = ("", "true", "false")

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.box = TickBox()
        self._text = ""
        self.box.clicked.connect(self._click)
        self.box.cleared.connect(self._clear)
        self.box.left.connect(self.left)
        self._add(self.box)

    def inputs(self) -> list[QWidget]:
        return [self.box]

    def text(self) -> str:
        return self._text

    def _click(self, is_on: bool) -> None:
        self._text = "true" if is_on else "false"
        self._type(self._text)

    def _clear(self) -> None:
        if self._text:
            self._fill("")
            self._type("")

    def _words(self, value: Any) -> tuple[str, bool]:
        words, is_raw = words_of(self.kind, value)
        return words, is_raw or words not in self._WORDS

    def _fill(self, words: str) -> None:
        self._text = words
        self.box.setChecked(words == "true")

    def set_name(self, words: str, description: str = "") -> None:
        super().set_name(words, description)
        self.box.setText(unmnemonic(words))


class ManyEditor(TextEditor):
    """Several of a few words with commas between, to be typed or ticked in a menu."""

    def __init__(self, kind: Many, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.opener = QToolButton()
        self.opener.setProperty("kind", "choose")
        self.opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.opener)
        for word in kind.values:
            self.menu.addAction(word).setCheckable(True)
        self.menu.aboutToShow.connect(self._show_ticks)
        self.menu.triggered.connect(self._toggle)
        self.opener.setMenu(self.menu)
        self._add(self.opener, 0)

    def _chosen(self) -> list[str]:
        return [word.strip() for word in self.text().split(",") if word.strip()]

    def _show_ticks(self) -> None:
        chosen = self._chosen()
        for action in self.menu.actions():
            action.setChecked(action.text() in chosen)

    def _toggle(self, action: QAction) -> None:
        others = [word for word in self._chosen() if word != action.text()]
        words = ", ".join([*others, action.text()] if action.isChecked() else others)
        self._fill(words)
        self._type(words)

    def lock(self, is_locked: bool) -> None:
        super().lock(is_locked)
        self.opener.setEnabled(not is_locked)

    def set_name(self, words: str, description: str = "") -> None:
        super().set_name(words, description)
        self.opener.setAccessibleName(self.tr("Choose: {what}").replace("{what}", words))
