"""A small round “?” at buttons that cannot be pressed now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget
from shiboken6 import isValid

from apay_console.ui.parts.text import plain_tip, word
from apay_console.ui.parts.why_button import ask

AFTER_MS = 400  # a button that only waits for an answer shows no mark
SIDE = 16
_GAP = 4
_SEEN = {
    QEvent.Type.EnabledChange,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
}
_ASKED = {QEvent.Type.ToolTip, QEvent.Type.FocusIn, QEvent.Type.Enter}


class WhyMark(QToolButton):
    """Stands at the last of the buttons that are disabled for one reason, and asks for that.

    It takes no room: beside the button where that is free, else on its corner, so that nothing
    moves when it comes or goes.
    """

    def __init__(self, wanted: str, *buttons: QAbstractButton) -> None:
        super().__init__(buttons[-1])
        self.wanted = wanted
        self._buttons = buttons
        self._parent: QWidget | None = None
        self.setObjectName("whyMark")
        self.setText("?")
        self.setFixedSize(QSize(SIDE, SIDE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._appear)
        for button in buttons:
            button.installEventFilter(self)
        self.hide()
        self._look()

    @property
    def beside(self) -> QWidget | None:
        """The button at which it stands: Tab comes here after it."""
        return self._last()

    def covers(self, button: QWidget) -> bool:
        """Whether it is about this button."""
        return button in self._buttons

    def _disabled(self) -> list[QAbstractButton]:
        found = (one for one in self._buttons if isValid(one))
        return [one for one in found if not one.isEnabled() and not one.isHidden()]

    def _last(self) -> QAbstractButton | None:
        return next(reversed(self._disabled()), None)

    # --- coming and going -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SEEN:
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        if self._last() is None:
            self._pause.stop()
            self._go()
        elif not self._pause.isActive():
            self._pause.start(AFTER_MS if self.isHidden() else 0)

    def _go(self) -> None:
        """Hand the keyboard to the button, which can be pressed again."""
        if self.hasFocus():
            self._buttons[-1].setFocus()
        self.hide()

    def _appear(self) -> None:
        button = self._last()
        around = button.parentWidget() if button is not None else None
        if button is None or around is None or not button.isVisible():
            return  # its page tells again when it is shown
        self._move_into(around)
        self.move(self._spot(button, around))
        self._name(button)
        self.show()
        self.raise_()

    def _move_into(self, parent: QWidget) -> None:
        if self.parentWidget() is not parent:
            self.setParent(parent)
        if self._parent is not parent:
            self._parent = parent
            parent.installEventFilter(self)

    def _spot(self, button: QWidget, around: QWidget) -> QPoint:
        """Right of the button where nothing else is, else on its upper corner."""
        room, at = around.rect(), button.geometry()
        beside = QRect(at.right() + 1 + _GAP, at.center().y() - SIDE // 2 + 1, SIDE, SIDE)
        taken = (one.geometry() for one in _parts(around) if one not in (self, button))
        if room.contains(beside) and not any(map(beside.intersects, taken)):
            return beside.topLeft()
        corner = QPoint(at.right() + 1 - SIDE * 5 // 8, at.top() - SIDE * 3 // 8)
        return QPoint(
            max(0, min(corner.x(), room.width() - SIDE)),
            max(0, min(corner.y(), room.height() - SIDE)),
        )

    # --- explaining -------------------------------------------------------------------------------

    def _name(self, button: QAbstractButton) -> None:
        of_one = self.tr("Why is “{button}” not available?")
        name = button.accessibleName() or button.text().replace("&", "")
        several = self.tr("Why are these not available?")
        is_one = len(self._disabled()) == 1
        self.setAccessibleName(of_one.replace("{button}", name) if is_one else several)

    def event(self, event: QEvent) -> bool:
        if event.type() in _ASKED:
            self._tell()
        return super().event(event)

    def be_for(self, wanted: str) -> None:
        """Take another reason for the same buttons."""
        if wanted != self.wanted:
            self.wanted = wanted
            if self.toolTip():
                self._tell()

    def why_key(self) -> str:
        """What F1 explains while the keyboard is here."""
        return self.wanted

    def _tell(self) -> None:
        """Say the reason; looked up only now, as the table has many words."""
        from apay_console.model.why import table  # noqa: PLC0415 - see above

        reason = word(table.entry(self.wanted).title)
        self.setToolTip(plain_tip(reason))
        self.setAccessibleDescription(reason)

    def _ask(self) -> None:
        ask(self, self.wanted)


def _parts(around: QWidget) -> list[QWidget]:
    children = (one for one in around.children() if isinstance(one, QWidget))
    return [one for one in children if not one.isHidden()]
