"""The real window with everything behind it, and what a person does with it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apay_console import __main__ as program
from apay_console import cli, log
from apay_console.assembly import Parts
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.first_paint import FirstPaint
from apay_console.ui.main_window import MainWindow
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tour import stage as tour_stage
from apay_console.ui.watchdog import Watchdog

PATIENCE_S = 30.0
_WAKE_MS = 20  # it may have become so on another thread, of which Qt hears nothing
NOTE = "merchantMetadata.noteToBuyer"
READY = {
    "paymentDetails.chargeAmount": "19.99 USD",
    "paymentDetails.paymentIntent": "Authorize",
}


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


@dataclass(frozen=True)
class Stage:
    """The window, as the program opens it, with the emulator's first session in it."""

    app: QApplication
    window: MainWindow
    parts: Parts

    @property
    def state(self) -> SaleState:
        """The sale on the desk."""
        found = self.parts.console.desk.state
        assert found is not None
        return found

    def until(self, is_so: Callable[[], object]) -> None:
        """Let events happen until something is so, and look after each."""
        ends, wake = time.monotonic() + PATIENCE_S, QTimer(interval=_WAKE_MS)
        wake.start()
        while not is_so():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > ends:
                raise TimeoutError("the window did not do what the bench waits for")

    def run_for(self, seconds: float) -> None:
        """Let the window be for a while."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def type_note(self, text: str) -> None:
        """Type a note to the buyer."""
        self.parts.console.editor.set_text(NOTE, text)

    def press_send(self) -> None:
        """Press Ctrl+Enter in the window; nobody lets go of the keys within a few milliseconds."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyPress(handle, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def send_and_wait(self) -> None:
        """Send what was typed, and see the answer taken in."""
        before = self.state.exchange
        self.press_send()
        self.until(lambda: self.state.exchange is not before and self.state.busy is None)

    def make_payable(self) -> None:
        """Fill in what the first session lacks, so that it has a buyer's page."""
        console = self.parts.console
        for name, text in READY.items():
            console.editor.set_text(name, text)
        console.editor.set_text(
            "webCheckoutDetails.checkoutResultReturnUrl", console.landing.result_url
        )
        self.send_and_wait()
        assert self.state.session is not None
        assert self.state.session.redirect_url

    def settle(self) -> None:
        """Let what follows a start or an answer come to its end."""
        self.run_for(0.3)


@contextmanager
def opened() -> Iterator[Stage]:
    """Open the window on a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="apay-bench-") as folder, opened_on(Path(folder)) as it:
        yield it


@contextmanager
def opened_on(folder: Path) -> Iterator[Stage]:
    """Open the window off screen, wait for a session, and close it at the end."""
    app, theme = _application()
    parts = program._build(folder)
    with theme.undressed():
        window = MainWindow(theme)
    window.serve(parts.console)
    window.resize(1440, 900)
    window.show()
    window.closing.connect(Watchdog(window).stop)
    FirstPaint(window).came.connect(parts.console.start)
    stage = Stage(app, window, parts)
    try:
        stage.until(lambda: _has_session(parts))
        stage.settle()
        yield stage
    finally:
        window.close()
        QTimer.singleShot(0, app.quit)
        app.exec()  # the browser lets go of its pages when the application says that it ends
        parts.close()


def _application() -> tuple[QApplication, Theme]:
    """Make the application on the tour's screen, which is as large as a real one."""
    log.begin()  # what it takes belongs to its memory, and not on a terminal
    tour_stage.prepare(1.0)
    found = program._application(cli.Look(theme="light"))
    Path(os.environ["QT_QPA_PLATFORM"].partition("configfile=")[2]).unlink()
    return found


def _has_session(parts: Parts) -> bool:
    state = parts.console.desk.state
    return state is not None and state.session is not None and state.busy is None
