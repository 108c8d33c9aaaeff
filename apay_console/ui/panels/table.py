"""The panels that can take the request's place, each made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from apay_console.ui.commands import Commands, label_of
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.side_pane import SidePane

if TYPE_CHECKING:  # it comes after the first paint
    from apay_console.presenters.console import Console


# What takes or shows bodies as they are: their values are worked with, so they cannot be masked.
_OF_BUYERS = {"signed_call", "button_page", "doctor", "paste_in"}


@dataclass(frozen=True)
class Panels:
    """What every panel is made of."""

    theme: Theme
    commands: Commands
    console: Console

    def connect(self, side: SidePane) -> None:
        """Let each panel's command open it."""
        for name, make in self._makers(side).items():
            title = label_of(name).removesuffix("…")
            how = partial(side.open, name, title, make, tells=name in _OF_BUYERS)
            self.commands.connect_to(**{name: how})

    def _makers(self, side: SidePane) -> dict[str, Callable[[], QWidget]]:
        return {
            "shop": self._shop,
            "clock": self._clock,
            "faults": self._faults,
            "notifications": self._notifications,
            "signed_call": self._signed_call,
            "button_page": self._button_page,
            "doctor": self._doctor,
            "paste_in": self._paste_in,
            "attention": partial(self._attention, side),
        }

    def _shop(self) -> QWidget:
        from apay_console.ui.panels.shop_panel import ShopPanel  # noqa: PLC0415 - after the first paint

        return ShopPanel(self.theme, self.commands, self.console)

    def _clock(self) -> QWidget:
        from apay_console.ui.panels.clock_panel import ClockPanel  # noqa: PLC0415 - seldom asked for

        return ClockPanel(self.theme, self.commands, self.console)

    def _faults(self) -> QWidget:
        from apay_console.ui.panels.faults_panel import FaultsPanel  # noqa: PLC0415 - seldom asked for

        return FaultsPanel(self.theme, self.commands, self.console)

    def _notifications(self) -> QWidget:
        from apay_console.ui.panels.notifications_panel import (  # noqa: PLC0415 - seldom asked for
            NotificationsPanel,
        )

        return NotificationsPanel(self.theme, self.commands, self.console)

    def _signed_call(self) -> QWidget:
        from apay_console.ui.panels.signed_call_panel import (  # noqa: PLC0415 - seldom asked for
            SignedCallPanel,
        )

        return SignedCallPanel(self.theme, self.commands, self.console)

    def _button_page(self) -> QWidget:
        from apay_console.ui.panels.button_panel import ButtonPanel  # noqa: PLC0415 - seldom asked for

        return ButtonPanel(self.theme, self.commands, self.console)

    def _doctor(self) -> QWidget:
        from apay_console.ui.panels.doctor_panel import DoctorPanel  # noqa: PLC0415 - seldom asked for

        return DoctorPanel(self.theme, self.commands, self.console)

    def _attention(self, side: SidePane) -> QWidget:
        from apay_console.ui.panels.attention_panel import AttentionPanel  # noqa: PLC0415 - seldom asked for

        made = AttentionPanel(self.theme, self.commands, self.console)
        made.left.connect(side.give_way)
        return made

    def _paste_in(self) -> QWidget:
        from apay_console.ui.panels.paste_panel import PastePanel  # noqa: PLC0415 - seldom asked for

        return PastePanel(self.theme, self.commands, self.console)
