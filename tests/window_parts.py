"""The real window over a real data folder and the real emulator, and a person in front of it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from apay_console import assembly
from apay_console.assembly import Parts, assemble
from apay_console.emulator.service import Emulator
from apay_console.jobs import Job
from apay_console.model.fields import Field
from apay_console.presenters.emulator import emulator_host
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.sources import Sources
from apay_console.store.keys.vault import MemoryVault
from apay_console.ui.form.cell import Cell
from apay_console.ui.main_window import MainWindow
from apay_console.ui.parts import why_mark
from apay_console.ui.parts.theme import LIGHT, Theme
from apay_console.ui.sale.needs import NeedChip
from tests.patience import Patience
from tests.pulse import pulse
from tests.sale_parts import AMOUNT, INTENT, RESULT
from tests.ui.hands import type_text

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shared_theme(app: QApplication) -> Theme:
    """The one theme of the whole run, light again."""
    found = app.findChild(Theme, "shared")
    if found is None:
        found = Theme(app, now=time.time, scheme=LIGHT)
        found.setObjectName("shared")
    found.now = time.time  # tests of a part have a clock that stands
    found.choose(LIGHT)
    found.veil.draw(is_drawn=False)
    return found


def until(
    is_so: Callable[[], object], what: Callable[[], str] | str = "what was waited for"
) -> None:
    """Let the program run until something is so; a test fails where it never is."""
    loop, poll = QEventLoop(), QTimer()
    patience = Patience()
    poll.timeout.connect(lambda: loop.quit() if is_so() or patience.is_lost else None)
    poll.start(1)
    with pulse.beating():
        while not is_so() and not patience.is_lost:  # it may be over again by the loop's end
            loop.exec()
    poll.stop()
    assert is_so(), f"{what if isinstance(what, str) else what()} did not come"


def waits(owner: object) -> bool:
    """Whether somebody waits, perhaps for ever, for what others do."""
    return isinstance(owner, QObject) and owner.objectName() == "waiting"


@dataclass
class Shop:
    """One run of the program with its window, and hands and eyes for it."""

    parts: Parts
    window: MainWindow

    def start(self) -> None:
        """Begin, and wait for the first sale and the first answer."""
        self.window.show()
        self.window.activateWindow()
        self.parts.console.start()
        until(lambda: self.parts.console.desk.state is not None, "the first sale")
        self.settle()

    def settle(self) -> None:
        """Wait for everything under way, but for who waits for buyers for ever."""
        until(lambda: not self.under_way, lambda: f"an end of {self.under_way}")
        QApplication.processEvents()

    @property
    def under_way(self) -> list[Job]:
        waiting = (self.parts.console.landing, self.parts.console.watch)
        jobs = self.parts.runner._jobs.values()
        return [job for job in jobs if job.owner not in waiting and not waits(job.owner)]

    # --- eyes ------------------------------------------------------------------------------------

    @property
    def state(self) -> SaleState:
        state = self.parts.console.desk.state
        assert state is not None
        return state

    @property
    def emulator(self) -> Emulator:
        emulator = self.parts.console.host._emulator
        assert emulator is not None
        return emulator

    @property
    def needs(self) -> list[str]:
        return self.window.page.needs.texts()

    @property
    def notice(self) -> str:
        return self.window.page.notice.text()

    @property
    def said(self) -> str:
        """All that the notice says, Amazon's own words too."""
        return self.window.page.notice.accessibleName() if self.notice else ""

    @property
    def exchanges(self) -> list[str]:
        """What was sent for this sale, oldest first."""
        return [
            f"{one.operation} {one.answered.status if one.answered else one.outcome.value}"
            for one in reversed(self.state.exchanges)
        ]

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def cell(self, row: Field) -> Cell:
        form = self.window.page.request.form
        assert form is not None
        return form.cell(row)

    def text(self, row: Field) -> str:
        return self.cell(row).editor.text()

    def has_keyboard(self, row: Field) -> bool:
        return self.cell(row).isAncestorOf(self.focused)

    def chip(self, constraint: str) -> NeedChip:
        chips = self.window.page.needs.chips()
        return next(chip for chip in chips if chip.constraint == constraint)

    # --- hands -----------------------------------------------------------------------------------

    def click(self, widget: QWidget) -> None:
        """Click where a widget is seen; what is covered is not reached."""
        QApplication.processEvents()
        spot = widget.mapTo(self.window, widget.rect().center())
        hit = self.window.childAt(spot)
        assert hit is widget or (hit and widget.isAncestorOf(hit)), f"{hit} lies over {widget}"
        none = Qt.KeyboardModifier.NoModifier
        with pulse.beating():
            QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, none, spot)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        held = modifiers or Qt.KeyboardModifier.NoModifier
        with pulse.beating():
            QTest.keyClick(self.window.windowHandle(), key, held)

    def type(self, text: str) -> None:
        type_text(self.focused, text)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.key(Qt.Key.Key_V, CTRL)

    def enter(self, row: Field, text: str) -> None:
        """Go to a field, take out what stands there, and type."""
        self.window.page.request.focus(row)
        self.key(Qt.Key.Key_A, CTRL)
        self.key(Qt.Key.Key_Delete)
        self.type(text)

    def choose(self, row: Field, text: str) -> None:
        """Choose in a list by its letters."""
        self.window.page.request.focus(row)
        self.key(Qt.Key.Key_Home)
        for _ in range(9):
            if self.text(row) == text:
                break
            self.key(Qt.Key.Key_Down)
        assert self.text(row) == text

    def send(self) -> None:
        """Press Ctrl+Enter, and wait for what comes of it."""
        self.key(Qt.Key.Key_Return, CTRL)
        self.settle()

    def fill_all(self) -> None:
        """Enter what the first session misses."""
        self.enter(AMOUNT, "19.99")
        self.click(self.cell(RESULT).button)
        self.choose(INTENT, "Authorize")

    def run(self, command: str) -> None:
        self.window.commands.run(command)
        self.settle()


@contextmanager
def opened(app: QApplication, folder: Path, *, width: int = 1440) -> Iterator[Shop]:
    """Open the window as the program does, and close it as a person does."""
    numbers, prefix = itertools.count(1), time.time_ns()
    parts = assemble(folder, Sources(time.time, lambda: f"{prefix:016x}{next(numbers):016x}"))
    window = MainWindow(shared_theme(app))
    window.serve(parts.console)
    window.resize(width, 900)
    shop = Shop(parts, window)
    try:
        yield shop
    finally:
        window.close()
        parts.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def quick(private_key: RSAPrivateKey) -> Iterator[None]:
    """Let the built-in emulator's key be the tests' own, no keyring be asked, no mark be late."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emulator_host, "_make_key", lambda: private_key)
        patch.setattr(assembly, "open_vault", MemoryVault)
        patch.setattr(why_mark, "AFTER_MS", 0)
        yield


@pytest.fixture(scope="module")
def shop(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, quick: None
) -> Iterator[Shop]:
    """The window of a first day, with its first session; shared by a whole file."""
    with opened(qapp, tmp_path_factory.mktemp("shop")) as made:
        made.start()
        yield made


@pytest.fixture
def fresh(qapp: QApplication, tmp_path: Path, quick: None) -> Iterator[Shop]:
    """The window of a first day, for one test alone."""
    with opened(qapp, tmp_path) as made:
        made.start()
        yield made
