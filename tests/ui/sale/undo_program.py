"""Edit, undo and drop drafts while Python's collector frees their windows in a hostile order.

    python -m tests.ui.sale.undo_program 200

A window is set aside by `gc.freeze`, as the program does after its start, and brought back by
`gc.unfreeze`: the collector then meets the edits before the window and all that it owns.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.model.draft import Draft
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.sale.undo import DraftUndo
from tests.sale_parts import opened
from tests.ui.later_states import CHARGE_ID, charge, followed, permission

_CAPTURE = followed(permission(), charge(), shown=CHARGE_ID, task="capture_charge")
_STATES: tuple[SaleState, ...] = (opened(), _CAPTURE)
_ACTIONS_PER_ROUND = 300  # more than a history holds


class Window(QWidget):
    """Window in a cycle with its edits, as the real one is."""

    def __init__(self) -> None:
        super().__init__()
        self.actions_shown = QAction("Undo", self), QAction("Redo", self)
        self.history = DraftUndo(self.show_draft, *self.actions_shown)
        self.draft = Draft()

    def show_draft(self, draft: Draft) -> None:
        self.draft = draft

    def type_text(self, chance: random.Random) -> None:
        after = Draft({"note": chance.choice("ab")}) if chance.random() < 0.9 else Draft()
        self.history.edited(self.draft, after, chance.choice(("note", "store", "")))
        self.draft = after


def main(rounds: int) -> None:
    application = QApplication([])
    gc.disable()
    chance = random.Random(1)
    for _ in range(rounds):
        _play_round(chance)
    print("alive after", rounds, "rounds of", type(application).__name__)


def _play_round(chance: random.Random) -> None:
    window = Window()
    gc.freeze()
    for _ in range(chance.randrange(_ACTIONS_PER_ROUND)):
        chance.choices(_STEPS, (80, 6, 6, 4, 4))[0](window, chance)
    gc.collect(1)
    gc.unfreeze()
    shiboken6.delete(window)
    del window
    gc.collect()


def _switch(window: Window, chance: random.Random) -> None:
    window.history.show_state(chance.choice(_STATES))


_STEPS: tuple[Callable[[Window, random.Random], object], ...] = (
    Window.type_text,
    lambda window, _: window.actions_shown[0].trigger(),
    lambda window, _: window.actions_shown[1].trigger(),
    _switch,
    lambda _, chance: gc.collect(chance.randrange(2)),
)


if __name__ == "__main__":
    main(int(sys.argv[1]))
