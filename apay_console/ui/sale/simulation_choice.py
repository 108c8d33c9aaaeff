"""The choice of a simulation code, folded into one quiet button above the next step's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from apay_console.model.lifecycle import Next

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState


class SimulationChoice(QPushButton):
    """Hidden where the next step takes none, as on live."""

    chosen = Signal(str)  # the code; empty: nothing is simulated

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setAccessibleName(self.tr("Simulation code"))
        self.setMenu(QMenu(self))
        self._codes: tuple[str, ...] | None = None
        self._code: str | None = None
        self.hide()

    def show_state(self, state: SaleState) -> None:
        """Offer what the next step takes."""
        from apay_console.presenters.sale.state import simulated  # noqa: PLC0415 - after the first paint

        codes = simulated.codes(state)
        if codes != self._codes:
            self._codes, self._code = codes, None
            self._offer(codes)
        code = simulated.code(state, state.step)
        if code != self._code:
            self._code = code
            self._mark(code)
        self.setEnabled(state.busy is None)
        self.setVisible(bool(codes) and not _is_early(state))

    def _offer(self, codes: tuple[str, ...]) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for code in ("", *codes):
            action = menu.addAction(code or self.tr("None"))
            action.setData(code)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, code=code: self.chosen.emit(code))
            group.addAction(action)

    def _mark(self, code: str) -> None:
        for action in self.menu().actions():
            action.setChecked(action.data() == code)
        words = self.tr("Simulates {code}").replace("{code}", code)
        self.setText(words if code else self.tr("Simulation code: none"))
        self.setAccessibleDescription(code or self.tr("None"))

    def codes(self) -> list[str]:
        """What is offered, the empty code for none before all."""
        return [str(action.data()) for action in self.menu().actions()]


def _is_early(state: SaleState) -> bool:
    """Whether an update still leaves something missing, so that nobody can pay after it."""
    return state.step is Next.SEND and not all(need.predicted for need in state.needs)
