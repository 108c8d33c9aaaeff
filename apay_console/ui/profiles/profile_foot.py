"""The foot of the profiles' dialog: what can be done with the profile that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from apay_console.errors import Message
from apay_console.presenters.profiles.profile_page import Page
from apay_console.ui.parts.text import PlainLabel, say


class ProfileFoot(QFrame):
    """Left a test of the key, right the next step; between them why it cannot be taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.test = self._button(self.tr("Test key"), "secondary")
        self._hint = PlainLabel()
        self._hint.setProperty("role", "hint")
        self.leave = self._button(self.tr("Close"), "ghost")
        self.use = self._button(self.tr("Use this profile"), "primary")
        self.save = self._button(self.tr("Save"), "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.test)
        row.addWidget(self._hint, 1)
        for button in (self.leave, self.use, self.save):
            row.addWidget(button)

    def _button(self, label: str, kind: str) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("kind", kind)
        button.setAutoDefault(False)
        return button

    def show_page(self, page: Page, busy: Message | None, *, is_chosen: bool) -> None:
        """Offer what can be done now."""
        was_saving = self.save.hasFocus()
        is_free = busy is None and not page.intake.is_busy
        self._hint.setText(say(busy) if busy else self._reason(page, is_chosen=is_chosen))
        for button in (self.test, self.use, self.save):
            button.setAccessibleDescription(self._hint.text())
        self.test.setEnabled(is_free)
        self.save.setVisible(page.is_edited)
        self.save.setEnabled(is_free)
        self.use.setVisible(not page.is_edited)
        self.use.setEnabled(is_free and not is_chosen)
        self.leave.setText(self.tr("Cancel") if page.is_edited else self.tr("Close"))
        (self.save if page.is_edited else self.use).setDefault(True)
        if was_saving and not page.is_edited:
            self.use.setFocus()

    def _reason(self, page: Page, *, is_chosen: bool) -> str:
        if is_chosen and not page.is_edited:
            return self.tr("This profile is in use.")
        return self.tr("A test changes nothing.")

    def text(self) -> str:
        """What stands between the buttons."""
        return self._hint.text()
