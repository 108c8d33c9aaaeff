"""About: what this is, how old its parts are, and what is kept."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from apay_console.ui.browser.sandbox import versions
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.widgets import Area
from apay_console.ui.resources import resource

_LICENCES_HEIGHT = 160


class AboutSheet(Sheet):
    """What this is, its versions, and what it keeps."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("About Apay Console"))
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        title = PlainLabel("Apay Console")
        title.setProperty("role", "title")
        column.addWidget(title)
        for text in self._lines():
            line = PlainLabel(text)
            line.setWordWrap(True)
            column.addWidget(line)
        self.licences = self._make_licences()
        column.addWidget(self.licences)
        self._closer = QPushButton(self.tr("Close"))
        self._closer.setProperty("kind", "secondary")
        self._closer.clicked.connect(self.leave)
        column.addSpacing(4)
        column.addWidget(self._closer, 0, Qt.AlignmentFlag.AlignRight)

    def _make_licences(self) -> Area:
        rows = json.loads(resource("licences.json").read_text("utf-8"))
        area = Area()
        area.setReadOnly(True)
        area.setFixedHeight(_LICENCES_HEIGHT)
        area.setAccessibleName(self.tr("Licences of what is in it"))
        words = "\n".join(f"{name} {version} · {licence}" for name, version, licence in rows)
        area.setPlainText(words.replace("  ", " "))
        return area

    def _lines(self) -> list[str]:
        from importlib.metadata import version  # noqa: PLC0415 - 10 ms, and seldom asked for
        from platform import python_version  # noqa: PLC0415 - as above

        return [
            f"{version('apay-console')} · Qt {qVersion()} · Python {python_version()}",
            self._browser(),
            self.tr("Sales, exchanges and drafts are kept in one file on this machine."),
            self.tr(
                "That file is not encrypted. Buyers' data is dropped from it after 30 days, and a "
                "damaged one that was set aside is deleted."
            ),
            self.tr("Nothing is sent anywhere but where the chip at the top left says."),
            self.tr("Apache-2.0. It does not update itself. In it are:"),
        ]

    def _browser(self) -> str:
        known = versions()
        if known is None:
            return self.tr("There is no built-in browser here.")
        words = self.tr("Buyers' pages: Chromium {engine}, patched up to {patches}")
        return words.format(engine=known[0], patches=known[1])

    def open(self) -> None:
        """Show it in the middle of the window."""
        self.adjustSize()
        self.show_in_middle(self._closer)
