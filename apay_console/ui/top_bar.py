"""The top bar: who acts and where, which sale this is, and what can be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from apay_console.model.profile import Profile
from apay_console.model.proxy import shown
from apay_console.ui.commands import Commands
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.state_looks import ink_of
from apay_console.ui.parts.text import PlainLabel, clip, unmnemonic, visible
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.sale.sale_words import short_id, title_of
from apay_console.ui.sale.time_left import TimeLeft
from apay_console.ui.sale.unlocked import Unlocked
from apay_console.ui.veil_chip import VeilChip

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_LONGEST = 24  # characters of a name that stands in the bar
_STATE, _PROXY = 110, 80  # pixels that each has in any case, before the sale's title has any


class TopBar(QFrame):
    """Chip, profile, sale, state, time left; Open…, New, all commands, settings."""

    profile_wanted = Signal(str)  # a profile's id

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        clock: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.time = TimeLeft(commands, clock)
        self._commands = commands
        self._state: SaleState | None = None
        self.setObjectName("top")
        self.setFixedHeight(47)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self._add_identity(row)
        row.addSpacing(6)
        self._add_sale(row)
        row.addStretch(1)
        self._add_buttons(row)
        theme.changed.connect(self._paint)
        self._paint()

    def _add_identity(self, row: QHBoxLayout) -> None:
        self._chip = PlainLabel("EMULATOR")
        self._chip.setObjectName("envChip")
        self._chip.setFixedHeight(20)
        row.addWidget(self._chip)
        self.unlocked = Unlocked(self._theme, self._commands)
        row.addWidget(self.unlocked)
        row.addWidget(VeilChip(self._theme, self._commands))
        self._profile = QPushButton()
        self._profile.setProperty("kind", "flat")
        self._profile.setAccessibleName(self.tr("Profile"))
        self._profiles = QMenu(self)
        self._profile.setMenu(self._profiles)
        row.addWidget(self._profile)
        self._proxy = ElidedLabel("")
        self._proxy.setProperty("role", "hint")
        self._proxy.setAccessibleName(self.tr("Proxy"))
        row.addWidget(self._proxy)

    def _add_sale(self, row: QHBoxLayout) -> None:
        self._title = ElidedLabel("")
        self._title.setFont(self._theme.font("title"))
        row.addWidget(self._title)
        self._id = PlainLabel("")
        self._id.setProperty("role", "mono")
        row.addWidget(self._id)
        self._copy = QToolButton()
        self._copy.setAccessibleName(self.tr("Copy the id"))
        self._copy.clicked.connect(self._copy_id)
        row.addWidget(self._copy)
        self._pill = ElidedLabel("")
        self._pill.setObjectName("pill")
        self._pill.setFixedHeight(22)
        row.addWidget(self._pill)
        row.addWidget(self.time)

    def _add_buttons(self, row: QHBoxLayout) -> None:
        self._open = QPushButton(self.tr("Open…"))
        self._open.setProperty("kind", "secondary")
        self._open.setAccessibleName(self.tr("Open by an id"))
        self._open.clicked.connect(lambda: self._commands.run("open"))
        self._new = QToolButton()
        self._new.setObjectName("new")
        self._new.setText(self.tr("New"))
        self._new.setProperty("kind", "secondary")
        self._new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._new.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._new.clicked.connect(lambda: self._commands.run("new"))
        self._new.setMenu(
            self._menu("new_v1", "new_v2", "new_without_buyer", "new_with_values", "new_other")
        )
        self._palette_button = self._tool("palette", self.tr("All commands"))
        self._settings = self._tool("", self.tr("Menu"))
        for widget in (self._open, self._new, self._palette_button, self._settings):
            row.addWidget(widget)

    def _tool(self, command: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        if command:
            button.clicked.connect(lambda: self._commands.run(command))
        return button

    def _menu(self, *names: str) -> QMenu:
        menu = QMenu(self)
        for name in names:
            menu.addAction(self._commands[name])
        return menu

    def set_menu(self, menu: QMenu) -> None:
        """Give the settings button its menu."""
        self._settings.setMenu(menu)
        self._settings.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _paint(self) -> None:
        icon = self._theme.icon
        self._copy.setIcon(icon("copy-simple", "text2"))
        self._open.setIcon(icon("sign-in", "text"))
        self._new.setIcon(icon("plus", "text"))
        self._palette_button.setIcon(icon("command", "text2"))
        self._settings.setIcon(icon("gear-six", "text2"))

    def show_profiles(self, profiles: tuple[Profile, ...], current: Profile) -> None:
        """List the profiles to choose from, and show the current one."""
        self._chip.setText(current.environment.upper())
        self._profile.setText(unmnemonic(_short(current.name)))
        self._profile.setAccessibleDescription(visible(current.name))
        self._show_proxy(current.way)
        self._profiles.clear()
        for profile in profiles:
            words = f"{_short(profile.name)} · {profile.environment} · {profile.region.upper()}"
            action = self._profiles.addAction(unmnemonic(words))
            action.setCheckable(True)
            action.setChecked(profile.id == current.id)
            action.triggered.connect(
                lambda _=False, name=profile.id: self.profile_wanted.emit(name)
            )
        self._profiles.addSeparator()
        self._profiles.addAction(self._commands["profiles"])

    def _show_proxy(self, proxy: str) -> None:
        words = self.tr("via {proxy}").replace("{proxy}", visible(shown(proxy)))
        self._proxy.setVisible(bool(proxy))
        self._proxy.setText(words if proxy else "")
        self._proxy.setMinimumWidth(0)
        self._proxy.setMinimumWidth(min(self._proxy.sizeHint().width(), _PROXY))

    def show_state(self, state: SaleState) -> None:
        """Show which sale this is and how it stands."""
        self._state = state
        shown_id = state.shown or state.sale.session_id
        self._title.setText(title_of(state.sale))
        self._id.setText(short_id(shown_id))
        self._copy.setVisible(bool(shown_id))
        unknown = self.tr("Not read yet") if shown_id else self.tr("Not created")
        stands = state.object.state if state.shown and state.object else state.sale.state
        self._pill.setText(visible(clip(stands)) or unknown)
        restyle(self._pill, "ink", ink_of(stands) if stands else "")
        self._pill.setMinimumWidth(0)  # or the last word's width would count in the next one's
        self._pill.setMinimumWidth(min(self._pill.sizeHint().width(), _STATE))
        self.time.show_state(state)
        self.unlocked.show_state(state)

    def _copy_id(self) -> None:
        if self._state is not None:
            copy_briefly(self, self._state.shown or self._state.sale.session_id)

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave out words where there is little room."""
        self._open.setText("" if is_narrow else self.tr("Open…"))
        restyle(self._open, "bare", is_narrow)

    def text(self) -> str:
        """What the bar says."""
        parts = (self._chip, self._proxy, self._title, self._id, self._pill, self.time)
        return " ".join(part.text() for part in parts if part.text())


def _short(text: str) -> str:
    return visible(clip(text, _LONGEST))
