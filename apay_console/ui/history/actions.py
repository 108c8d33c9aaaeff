"""What can be done with the chosen exchanges: in the context menu, by keys, and as buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from apay_console.errors import N_
from apay_console.model.past import Line
from apay_console.presenters.history.line_words import known
from apay_console.ui.history.table import PastTable
from apay_console.ui.parts.text import word
from apay_console.ui.parts.theme import Theme


@dataclass(frozen=True)
class Deed:
    """One thing that can be done with what is chosen."""

    name: str
    label: str
    key: str  # while the keyboard is in the list; a bare letter would be taken from its search
    icon: str


DEEDS = (
    Deed("open_sale", N_("Open this sale"), "Return", "sign-in"),
    Deed("open_form", N_("Open in form"), "Ctrl+Shift+O", "code"),
    Deed("replay", N_("Replay…"), "Ctrl+R", "arrows-clockwise"),
    Deed("compare", N_("Compare"), "Ctrl+Shift+D", "swap"),
    Deed("take_elsewhere", N_("Take elsewhere…"), "", "arrow-square-out"),
    Deed("follow_sale", N_("Only this sale"), "Ctrl+Shift+S", "list"),
    Deed("follow_session", N_("Only this session"), "", "list"),
    Deed("pin", N_("Pin"), "Ctrl+D", "push-pin"),
    Deed("note", N_("Note"), "F2", "note-pencil"),
    Deed("delete", N_("Delete…"), "Delete", "trash"),
)
SEPARATED = {"follow_sale", "pin", "delete"}  # a line in the menu before these
_UNPIN = N_("Unpin")


class Actions(QObject):
    """One action a deed, in the list's menu."""

    def __init__(self, table: PastTable, theme: Theme) -> None:
        super().__init__(table)
        self._theme = theme
        self._actions = {deed.name: self._make(deed, table) for deed in DEEDS}

    def _make(self, deed: Deed, table: PastTable) -> QAction:
        if deed.name in SEPARATED:
            line = QAction(self)
            line.setSeparator(True)
            table.addAction(line)
        action = QAction(self._theme.icon(deed.icon, "text2"), word(deed.label), self)
        action.setObjectName(deed.name)
        action.setShortcut(QKeySequence(deed.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setAutoRepeat(False)
        table.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_to(self, **doers: Callable[[], object]) -> None:
        """Say who does what."""
        for name, do in doers.items():
            self._actions[name].triggered.connect(lambda _=False, do=do: do())

    def fit(self, lines: Sequence[Line] | None, count: int) -> None:
        """Offer what can be done with these; None: some of them are not read yet."""
        one = lines[0] if lines is not None and count == 1 else None
        row = known(one.operation) if one is not None else None
        able = {
            "open_sale": one is not None and bool(one.sale_id),
            "open_form": row is not None and row.has_body,
            "replay": one is not None,
            "compare": count == 2 or one is not None,
            "take_elsewhere": count > 0,
            "follow_sale": one is not None and bool(one.sale_id),
            "follow_session": one is not None and bool(one.session_id),
            "pin": count > 0,
            "note": one is not None,
            "delete": count > 0,
        }
        for name, is_able in able.items():
            self._actions[name].setEnabled(is_able)
        self._name_pin(is_pinned=are_pinned(lines))

    def _name_pin(self, *, is_pinned: bool) -> None:
        pin = self._actions["pin"]
        pin.setText(word(_UNPIN if is_pinned else N_("Pin")))
        pin.setIcon(self._theme.icon("push-pin-fill" if is_pinned else "push-pin", "text2"))


def are_pinned(lines: Sequence[Line] | None) -> bool:
    """Whether all of these are pinned, so that they can only be let go."""
    return bool(lines) and all(line.is_pinned for line in lines or ())
