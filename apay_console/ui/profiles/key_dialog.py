"""The dialog of profiles and their keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_page import KEY, Page
from apay_console.presenters.profiles.profile_removal import ProfileRemoval
from apay_console.presenters.profiles.profiles import EMULATOR
from apay_console.ui.parts.notice_frame import NoticeStrip
from apay_console.ui.parts.tab_order import go_on, press_focused, scroll_to
from apay_console.ui.parts.text import PlainLabel, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.key_box import KeyBox
from apay_console.ui.profiles.profile_files import ProfileFiles
from apay_console.ui.profiles.profile_foot import ProfileFoot
from apay_console.ui.profiles.profile_form import ProfileForm
from apay_console.ui.profiles.profile_side import ProfileSide

_SIZE = (880, 620)


class KeyDialog(QDialog):
    """Left the profiles, right the one that is edited: its key above, what belongs to it below."""

    attention_wanted = Signal()  # to the requests whose fate is unknown

    def __init__(
        self,
        theme: Theme,
        editor: ProfileEditor,
        removal: ProfileRemoval,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor = editor
        self._removal = removal
        self.setObjectName("keyDialog")
        self.setWindowTitle(self.tr("Profiles and keys"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.side = ProfileSide(theme)
        self.profiles = self.side.profiles
        self.files = ProfileFiles(theme, editor, self)
        self.key = KeyBox(theme, editor.intake)
        self.form = ProfileForm(theme)
        self.strip = NoticeStrip(theme, self._labels())
        self.foot = ProfileFoot()
        self._place()
        self._connect()

    def _labels(self) -> dict[str, str]:
        return {
            "save": self.tr("Try again"),
            "save_for_session": self.tr("For this session only"),
            "cancel": self.tr("Stop waiting"),
            "attention": self.tr("Look first"),
            "ask_all_the_same": self.tr("Remove all the same…"),
            "remove": self.tr("Remove"),
            "remove_without_key": self.tr("Remove without its key"),
            "keep": self.tr("Keep"),
            "discard": self.tr("Discard"),
        }

    def _act(self, name: str) -> None:
        editor, removal = self._editor, self._removal
        {
            "save": editor.save,
            "save_for_session": editor.save_for_session,
            "cancel": editor.cancel,
            "attention": self._go_to_attention,
            "ask_all_the_same": removal.ask_all_the_same,
            "remove": removal.remove,
            "remove_without_key": removal.remove_without_key,
            "keep": editor.keep,
            "discard": self._end,
        }[name]()

    def _go_to_attention(self) -> None:
        """Show them behind the dialog, then go; what was typed is asked about as ever."""
        self.attention_wanted.emit()
        self._editor.leave()

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._make_scroll(), 1)
        column.addWidget(self.strip)
        column.addWidget(self.foot)
        row.addLayout(column, 1)

    def _make_scroll(self) -> QScrollArea:
        paper = QWidget()
        paper.setObjectName("profilePaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(20, 16, 20, 8)
        column.setSpacing(12)
        self._title = PlainLabel()
        self._title.setProperty("role", "title")
        for widget in (self._title, self.key, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("profileScroll")
        scroll.setWidget(paper)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _connect(self) -> None:
        editor = self._editor
        editor.opened.connect(self.form.fill)
        editor.changed.connect(self._show)
        editor.rows_changed.connect(self._show_rows)
        editor.focus_wanted.connect(self._focus)
        editor.wiped.connect(self.form.wipe)
        editor.finished.connect(self._end)
        editor.profiles.place_known.connect(self._show_place)
        self.form.typed.connect(editor.type)
        self.key.choose_wanted.connect(self._choose_file)
        self.profiles.chosen.connect(self._open)
        self.strip.wanted.connect(self._act)
        foot, side = self.foot, self.side
        for button, act in (
            (side.add, editor.add),
            (side.copy, editor.copy),
            (side.remove, self._removal.ask),
            (side.take_in, self.files.choose),
            (side.take_out, self.files.export),
            (foot.test, editor.test),
            (foot.save, editor.save),
            (foot.use, editor.use),
            (foot.leave, editor.leave),
        ):
            button.clicked.connect(act)

    def begin(self, profile_id: str = "") -> None:
        """Show a profile to edit: this one, or the current."""
        self._editor.begin(profile_id)
        self.open()

    def _show(self, page: Page) -> None:
        name = visible(page.entries.name.strip())
        self._title.setText(name or self.tr("New profile"))
        self.key.show_page(page, is_out_of_reach=self._editor.is_out_of_reach)
        self.form.show_page(page)
        self.strip.show_notice(page.notice)
        self.side.copy.setVisible(not page.is_new)
        self.side.remove.setVisible(page.id != EMULATOR)
        self.foot.show_page(page, self._editor.busy, is_chosen=self._editor.is_chosen)

    def _show_rows(self) -> None:
        self.profiles.show_entries(self._editor.rows(), self._editor.page.id)

    def _open(self, profile_id: str) -> None:
        self._editor.open(profile_id)
        self._show_rows()

    def _focus(self, name: str) -> None:
        if name != KEY:
            self.form.focus(name)
            scroll_to(self.focusWidget())
        elif self._editor.page.intake.wants_passphrase:
            self.key.secret.setFocus()
        else:
            self.key.choose.setFocus()

    def _show_place(self, place: Any) -> None:
        self.key.show_place(place.words, is_kept=place.persistent)
        self._show(self._editor.page)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the private key's file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Keys (*.pem *.key *.p8 *.der *.txt)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(self._editor.intake.take_file)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):  # Qt would press the next step's button
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        return go_on(self, is_next=is_next) or super().focusNextPrevChild(is_next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files.are_meant(event.mimeData()):
            event.acceptProposedAction()
        elif not self._editor.page.origin.is_emulator and _may_be_key(event.mimeData()):
            event.acceptProposedAction()
            self.key.invite(is_above=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002 - Qt's signature
        self.key.invite(is_above=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.key.invite(is_above=False)
        taker = self.files if self.files.are_meant(event.mimeData()) else self.key
        taker.take_drop(event.mimeData())
        event.acceptProposedAction()

    def reject(self) -> None:
        """Escape and the window's cross: ask first when something would be lost."""
        self._editor.leave()

    def _end(self) -> None:
        self._editor.forget()
        self.files.imports.forget()
        self.done(0)


def _may_be_key(dropped: QMimeData) -> bool:
    return dropped.hasUrls() or dropped.hasText()
