"""The form of one profile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.model.deadline import LEAST, MOST, USUAL
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Algorithm, Region
from apay_console.model.proxy import EXAMPLE as PROXY_EXAMPLE
from apay_console.presenters.profiles.profile_entries import (
    MERCHANT_ID_EXAMPLE,
    STORE_ID_EXAMPLE,
    Entries,
    hint_for,
)
from apay_console.presenters.profiles.profile_page import Page
from apay_console.ui.form.rows import CHEVRON
from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.profile_fields import Entry, OneLine, Place, Words

_FOLDED = ("merchant_id", "proxy", "deadline")  # seldom needed


class ProfileForm(QWidget):
    """Every entry of a profile; it shows a page and tells what is typed."""

    typed = Signal(str, str)  # the entry's name, its text

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.entries = self._make_entries()
        self._more = self._make_more()
        self._is_emulator = False  # which is asked directly
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid())
        column.addWidget(self._more)
        for name in _FOLDED:
            column.addWidget(self.entries[name])
        self._fold(is_open=False)
        for entry in self.entries.values():
            entry.typed.connect(self.typed)

    def _make_entries(self) -> dict[str, Entry]:
        tr = self.tr
        store, merchant, proxy, deadline = (OneLine("mono") for _ in range(4))
        store.setPlaceholderText(STORE_ID_EXAMPLE)
        merchant.setPlaceholderText(MERCHANT_ID_EXAMPLE)
        proxy.setPlaceholderText(PROXY_EXAMPLE)
        deadline.setPlaceholderText(str(USUAL))
        rows: list[tuple[str, str, OneLine | Words | Place, str]] = [
            ("name", tr("Name"), OneLine(), ""),
            ("public_key_id", tr("Key id"), OneLine("mono"), tr("From Seller Central.")),
            ("environment", tr("Environment"), Place(), ""),
            ("region", tr("Region"), Words(self._regions(), tr("Choose…")), ""),
            ("version", tr("API version"), Words([(one, one) for one in ApiVersion]), ""),
            ("algorithm", tr("Algorithm"), Words([(one, one) for one in Algorithm]), ""),
            ("store_id", tr("Store id"), store, tr("Needed to create sessions.")),
            ("merchant_id", tr("Merchant id"), merchant, tr("Asked only when needed.")),
            ("proxy", tr("Proxy"), proxy, tr("For this profile only; empty: none.")),
            ("deadline", tr("Seconds for an answer"), deadline, self._hint_of_deadline()),
        ]
        return {row[0]: Entry(*row) for row in rows}

    def _hint_of_deadline(self) -> str:
        words = self.tr("From {least} to {most}; then the wait ends.")
        return words.replace("{least}", str(LEAST)).replace("{most}", str(MOST))

    def _regions(self) -> list[tuple[str, str]]:
        return [
            (Region.NA, self.tr("North America (na)")),
            (Region.EU, self.tr("Europe and United Kingdom (eu)")),
            (Region.JP, self.tr("Japan (jp)")),
        ]

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for number, name in enumerate(list(self.entries)[:6]):
            grid.addWidget(self.entries[name], number // 2, number % 2)
        grid.addWidget(self.entries["store_id"], 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_more(self) -> QPushButton:
        more = QPushButton()
        more.setProperty("kind", "disclosure")
        more.setIconSize(CHEVRON)
        more.setAutoDefault(False)
        more.clicked.connect(self._toggle)
        return more

    def _toggle(self) -> None:
        self._fold(is_open=self.entries["merchant_id"].isHidden())

    def _fold(self, *, is_open: bool) -> None:
        for name in _FOLDED:
            self.entries[name].setVisible(is_open)
        if self._is_emulator:
            self.entries["proxy"].hide()
        every = self.tr("Merchant id, proxy and time for an answer")
        own = self.tr("Merchant id and time for an answer")
        self._more.setText(own if self._is_emulator else every)
        icon = "caret-down" if is_open else "caret-right"
        self._more.setIcon(self._theme.icon(icon, "text2"))

    def fill(self, page: Page) -> None:
        """Show another profile."""
        self._is_emulator = page.origin.is_emulator
        for name, entry in self.entries.items():
            if not isinstance(entry.field, Place):
                entry.field.put(getattr(page.entries, name))
        key_id = self.entries["public_key_id"].field
        if isinstance(key_id, OneLine):
            key_id.setReadOnly(page.origin.is_emulator)
            source = self.tr("Made by the emulator.") if page.origin.is_emulator else ""
            self.entries["public_key_id"].set_hint(source or self.tr("From Seller Central."))
        self._fold(is_open=_folded(page.entries) != _folded(Entries()))

    def show_page(self, page: Page) -> None:
        """Show what follows from what was typed; what was typed stays as it is."""
        version, place = self.entries["version"].field, self.entries["environment"].field
        if isinstance(version, Words):
            version.put(page.entries.version)
        if isinstance(place, Place):
            place.show_place(page.environment, asks=page.asks_environment)
            self.entries["environment"].set_hint(self._hint_of_place(page))
        if page.problems.keys() & set(_FOLDED):
            self._fold(is_open=True)
        for name, entry in self.entries.items():
            note = hint_for(name, getattr(page.entries, name)) if _has_notes(page) else None
            entry.show_words(page.problems.get(name), note)

    def _hint_of_place(self, page: Page) -> str:
        if page.asks_environment:
            return self.tr("This key id serves both.")
        if page.environment is None or page.origin.is_emulator:
            return ""
        return self.tr("Told by the key id.") if page.is_new else self.tr("It stays as it is.")

    def wipe(self, name: str) -> None:
        """Empty an entry, its undo too."""
        field = self.entries[name].field
        if isinstance(field, OneLine):
            field.put("")

    def focus(self, name: str) -> None:
        """Go to an entry, and choose its text."""
        field = self.entries[name].field
        field.setFocus()
        if isinstance(field, OneLine):
            field.selectAll()


def _folded(entries: Entries) -> list[str]:
    return [getattr(entries, name) for name in _FOLDED]


def _has_notes(page: Page) -> bool:
    """The emulator takes what is unusual, and an empty form is left in peace."""
    return bool(page.entries.public_key_id.strip()) and not page.origin.is_emulator
