"""What was found in a key, line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apay_console.errors import Message
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.profile_page import KEY, Page
from apay_console.ui.parts.notice_line import NoticeLine
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme

INDENT = 32  # under the words beside the key's icon


class KeyFindings(QWidget):
    """Icons and sentences about a key, and its fingerprint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[Notice, ...], str] = ((), "")
        self._lines: list[NoticeLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()
        theme.changed.connect(self._draw)

    def show_findings(self, notices: tuple[Notice, ...], fingerprint: str) -> None:
        """Show other lines; the same ones stay as they are."""
        if (notices, fingerprint) != self._shown:
            self._shown = (notices, fingerprint)
            self._draw()

    def _draw(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        notices, fingerprint = self._shown
        self._lines = [NoticeLine(self._theme, notice) for notice in notices]
        for line in self._lines:
            self._column.addWidget(line)
        if fingerprint:
            self._column.addWidget(self._fingerprint(fingerprint))
        self.setVisible(bool(notices))

    def _fingerprint(self, text: str) -> PlainLabel:
        label = PlainLabel(text)
        label.setProperty("role", "mono")
        label.setContentsMargins(INDENT, 0, 0, 0)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(self.tr("Fingerprint"))
        return label

    def texts(self) -> list[str]:
        """What the lines say."""
        return [line.text() for line in self._lines]


def notices_of(page: Page, place: Message | None) -> tuple[Notice, ...]:
    """What was found, else what is missing; `place` when no key outlives the program there."""
    if not page.intake.notices and KEY in page.problems:
        return (Notice("err", page.problems[KEY].message),)
    warning = (Notice("info", place),) if place and page.intake.key is not None else ()
    return page.intake.notices + warning
