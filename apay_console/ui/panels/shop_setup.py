"""Where a shop has to ask, with which key, and how its SDK is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.model.snippets import SDKS, filled
from apay_console.presenters.shop.shop import Shop, ShopState
from apay_console.ui.panels.parts import hint, scrolled
from apay_console.ui.panels.shop_paste import PublicKeyRow
from apay_console.ui.parts.copying import copy
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.notice_frame import NoticeStrip
from apay_console.ui.parts.text import PlainLabel, plain_tip, visible
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Area, Combo
from apay_console.ui.resources import resource

_GAP, _ROW, _SECTION = 4, 10, 16
_LEAST_SNIPPET = 160


class ShopSetup(QFrame):
    """Everything to be copied, top to bottom in the order in which it is needed."""

    def __init__(self, theme: Theme, shop: Shop) -> None:
        super().__init__()
        self._theme = theme
        self._shop = shop
        column = column_in(self)
        column.addWidget(self._make_scroll(), 1)
        self.strip = NoticeStrip(theme, self._labels())
        self.strip.wanted.connect(self._act)
        column.addWidget(self.strip)
        shop.changed.connect(self._show)
        self._show(shop.state)

    def _labels(self) -> dict[str, str]:
        return {"replace": self.tr("Replace it"), "leave": self.tr("Leave it")}

    def _act(self, name: str) -> None:
        {"replace": self._shop.replace_file, "leave": self._shop.leave_file}[name]()

    def _make_scroll(self) -> QScrollArea:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(_GAP)
        self._fill(column)
        self._scroll = scrolled(paper)
        return self._scroll

    def _fill(self, column: QVBoxLayout) -> None:
        words = self.tr(
            "Let your shop ask this address in place of Amazon's. Whatever it sends is seen here, "
            "with what is right or wrong about it."
        )
        column.addWidget(hint(words))
        column.addSpacing(_ROW)
        self.address = self._add_line(column, self.tr("Address"))
        self.address.setPlaceholderText(self.tr("The emulator is not running."))
        column.addSpacing(_ROW)
        self.key_id = self._add_line(column, self.tr("Public key id"))
        column.addSpacing(_ROW)
        self._add_key(column)
        column.addSpacing(_SECTION)
        self._add_snippet(column)

    def _add_line(self, column: QVBoxLayout, words: str) -> QLineEdit:
        """One line to be copied."""
        line = QLineEdit()
        line.setReadOnly(True)
        line.setProperty("role", "mono")
        line.setAccessibleName(words)
        copier = QToolButton()
        copier.setIcon(self._theme.icon("copy-simple", "text2"))
        name = self.tr("Copy: {what}").replace("{what}", words)
        copier.setAccessibleName(name)
        copier.setToolTip(plain_tip(name))
        copier.clicked.connect(lambda: copy(line, line.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(copier)
        column.addWidget(_label(words))
        column.addLayout(row)
        return line

    def _add_key(self, column: QVBoxLayout) -> None:
        column.addWidget(_label(self.tr("Private key")))
        self.file = ElidedLabel("")
        self.file.setProperty("role", "hint")
        column.addWidget(self.file)
        self.save = self._button(self.tr("Save key file…"), "key", self._choose_file)
        WhyMark("button.shop_key", self.save)
        self.paste = self._button(
            self.tr("Paste a public key…"), "clipboard-text", self._open_paste
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addSpacing(_GAP)
        column.addLayout(row)
        self.others = hint("")
        column.addWidget(self.others)
        self.paste_row = PublicKeyRow(self._shop)
        self.paste_row.closed.connect(self.paste.setFocus)
        column.addWidget(self.paste_row)

    def _add_snippet(self, column: QVBoxLayout) -> None:
        self.sdk = Combo()
        self.sdk.addItems([sdk.label for sdk in SDKS])
        self.sdk.setAccessibleName(self.tr("Language of your shop"))
        self.sdk.currentIndexChanged.connect(lambda _: self._write())
        self.copy = self._button(self.tr("Copy"), "copy-simple", self._copy_snippet)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_label(self.tr("Tell your SDK")), 1)
        row.addWidget(self.sdk)
        row.addWidget(self.copy)
        self.snippet = Area()
        self.snippet.setReadOnly(True)
        self.snippet.setFont(self._theme.font("mono"))
        self.snippet.setMinimumHeight(_LEAST_SNIPPET)
        self.snippet.setAccessibleName(self.tr("A program to copy into your shop"))
        column.addLayout(row)
        column.addSpacing(_GAP)
        column.addWidget(self.snippet, 1)

    def _button(self, words: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._theme.icon(icon, "text2"), words)
        button.setProperty("kind", "secondary")
        button.clicked.connect(act)
        return button

    def _show(self, state: ShopState) -> None:
        for line, text in ((self.address, state.base_url), (self.key_id, state.keys.key_id)):
            if line.text() != text:  # or what is being selected would be lost
                line.setText(text)
                line.setCursorPosition(0)
        self.file.setText(self._file_words(state))
        self._show_save(state)
        self._show_others(state)
        actions = ("replace", "leave") if state.in_the_way else ()
        notice = state.notice
        self.strip.show_notice(replace(notice, actions=actions) if notice else None)
        self._write()

    def _show_save(self, state: ShopState) -> None:
        """The key is the one thing to do here until there is one."""
        self.save.setEnabled(not state.is_busy and bool(state.keys.key_id))
        is_next = not state.keys.trusted
        restyle(self.save, "kind", "primary" if is_next else "secondary")
        self.save.setIcon(self._theme.icon("key", "onAccent" if is_next else "text2"))

    def _file_words(self, state: ShopState) -> str:
        if not state.has_key:
            return self.tr("None yet. It is written to a file of yours and kept nowhere else.")
        return self.tr("Written to {path}").replace("{path}", visible(state.keys.file))

    def _show_others(self, state: ShopState) -> None:
        words = self.tr("Taken as well: {ids}")
        self.others.setText(words.replace("{ids}", ", ".join(map(visible, state.others))))
        self.others.setVisible(bool(state.others))

    def _write(self) -> None:
        sdk = SDKS[self.sdk.currentIndex()]
        template = resource(f"snippets/{sdk.file}").read_text("utf-8")
        text = filled(template, sdk, self._shop.state.facts)
        if text != self.snippet.text():
            self.snippet.put(text)

    def _copy_snippet(self) -> None:
        copy(self, self.snippet.text())

    def _open_paste(self) -> None:
        self.paste_row.open()
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.paste_row.take))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Where your shop's private key is written"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # this panel asks by itself
        dialog.setNameFilters([self.tr("Keys (*.pem)"), self.tr("All files (*)")])
        offered = Path(self._shop.state.facts.key_file)
        dialog.setDirectory(str(offered.parent))
        dialog.selectFile(offered.name)
        dialog.fileSelected.connect(self._shop.save_key)
        dialog.open()


def _label(words: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setProperty("role", "label")
    return label
