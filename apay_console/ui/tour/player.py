"""Plays on the window as a person would: with the mouse, the keyboard, and eyes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QWidget

from apay_console.ui.tour.stage import write_new

_POLL_MS = 10
_PATIENCE_S = 15.0


class Unseen(Exception):
    """What a step should have shown did not appear."""


@dataclass
class Step:
    """One step as it was played."""

    step: str
    png: str
    ok: bool
    seconds: float
    saw: str


@dataclass
class Player:
    """The window, hands and eyes; every step leaves a picture and a line."""

    window: QWidget
    folder: Path
    steps: list[Step] = field(default_factory=list)

    def play(self, name: str, act: Callable[[], str]) -> None:
        """Play one step; what it saw is what `act` read back from the widgets."""
        began = time.monotonic()
        try:
            saw, is_ok = act(), True
        except Unseen as unseen:
            saw, is_ok = f"not seen: {unseen}", False
        self.settle()
        png = f"{len(self.steps) + 1:02d}-{name}.png"
        is_ok = self._keep_picture(png) and is_ok
        took = round(time.monotonic() - began, 2)
        self.steps.append(Step(name, png, is_ok, took, saw))

    def write(self) -> bool:
        """Leave the list of steps beside the pictures; say whether all of them went well."""
        rows = [asdict(step) for step in self.steps]
        text = json.dumps(rows, indent=2, ensure_ascii=False)
        write_new(self.folder / "tour.json", text.encode())
        return all(step.ok for step in self.steps)

    def _keep_picture(self, name: str) -> bool:
        """Write a picture of the window; a disk that takes none fails the step, not the tour."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.picture().save(buffer, "PNG")
        with suppress(OSError):
            write_new(self.folder / name, bytes(buffer.data().data()))
            return True
        return False

    # --- eyes --------------------------------------------------------------------------------

    def until(self, is_so: Callable[[], Any], what: str) -> None:
        """Wait until something can be seen; raise Unseen when it does not come."""
        loop, poll = QEventLoop(), QTimer()
        ends = time.monotonic() + _PATIENCE_S
        poll.timeout.connect(lambda: loop.quit() if is_so() or time.monotonic() > ends else None)
        poll.start(_POLL_MS)
        if not is_so():
            loop.exec()
        poll.stop()
        if not is_so():
            raise Unseen(what)

    def settle(self, milliseconds: int = 60) -> None:
        """Let what is under way be painted."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self) -> QPixmap:
        """Take the whole window, with what has popped up before it."""
        shot = self.window.grab()
        painter = QPainter(shot)
        for other in QApplication.topLevelWidgets():
            if other is not self.window and other.isVisible():
                painter.drawPixmap(other.pos() - self.window.pos(), other.grab())
        painter.end()
        return shot

    # --- hands -------------------------------------------------------------------------------

    def click(self, widget: QWidget | None, what: str = "") -> None:
        """Click where a widget is seen; one that is covered, hidden or disabled is Unseen."""
        name = what or (widget.accessibleName() or widget.objectName() if widget else "?")
        self.until(lambda: widget is not None and widget.isVisible() and widget.isEnabled(), name)
        if widget is not None:
            self.bring(widget)
            self.click_at(widget, widget.rect().center(), name)

    def bring(self, widget: QWidget) -> None:
        """Scroll until a widget can be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
                self.settle(0)
            parent = parent.parentWidget()

    def click_at(self, widget: QWidget, spot: QPoint, name: str) -> None:
        """Click on one spot of a widget, by way of its window."""
        top = widget.window()
        place = widget.mapTo(top, spot)
        hit = top.childAt(place) or top
        if hit is not widget and not widget.isAncestorOf(hit):
            raise Unseen(f"{name} is covered by {hit.objectName() or type(hit).__name__}")
        handle = top.windowHandle()
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def button(self, parent: QWidget, words: str) -> QPushButton | None:
        """Find a visible button by its words; of several, the one nearest to the keyboard."""
        found = [one for one in parent.findChildren(QPushButton) if words in one.text()]
        seen = [one for one in found if one.isVisible()]
        return min(seen, key=_height_from_keyboard, default=None)

    def choose(self, menu: QMenu, words: str) -> None:
        """Choose a line of an open menu by its words."""
        action = next((one for one in menu.actions() if words in one.text()), None)
        if action is None or not menu.isVisible():
            raise Unseen(f"no “{words}” in the menu")
        spot: QRect = menu.actionGeometry(action)
        self.click_at(menu, spot.center(), words)

    def type(self, text: str) -> None:
        """Type a text, letter by letter, wherever the keyboard is."""
        for sign in text:
            self._press(0, Qt.KeyboardModifier.NoModifier, sign)
        self.settle()

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press one key, by way of the window that takes keys, so that shortcuts work."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        window = QApplication.activeModalWidget() or self.window
        QTest.keyClick(window.windowHandle(), key, held)
        self.settle()

    def _press(self, key: int, held: Qt.KeyboardModifier, sign: str) -> None:
        target = QApplication.focusWidget()
        if target is None:
            raise Unseen("nothing has the keyboard")
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, sign))


def _height_from_keyboard(widget: QWidget) -> int:
    focused = QApplication.focusWidget()
    if focused is None:
        return 0
    return abs(focused.mapToGlobal(QPoint()).y() - widget.mapToGlobal(QPoint()).y())
