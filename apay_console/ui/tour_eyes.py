"""What the tour reads back from the window, and from the page inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.presenters.console import Console
from apay_console.presenters.sale_state import SaleState
from apay_console.ui import answer_pane
from apay_console.ui.main_window import MainWindow
from apay_console.ui.needs import NeedChip
from apay_console.ui.tour_player import Player, Unseen

if TYPE_CHECKING:
    from apay_console.ui.browser_page import View

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Eyes:
    """Reads widgets, waits for what should be seen, and presses the page's own buttons."""

    player: Player
    window: MainWindow
    console: Console

    def state(self) -> SaleState:
        """The sale as the console holds it."""
        state = self.console.desk.state
        if state is None:
            raise Unseen("a sale")
        return state

    def must(self, is_so: bool, what: str) -> None:
        """Raise Unseen unless something is so."""
        if not is_so:
            raise Unseen(what)

    def saw(self) -> str:
        """What the window says of the sale, in one line."""
        page = self.window.page
        needs = ", ".join(page.needs.texts()) or "nothing missing"
        return f"{self.window.top.text()} | {needs} | {page.answer.line()}"

    def chip(self, constraint: str) -> NeedChip | None:
        """The chip of one constraint, found by Amazon's id."""
        chips = self.window.page.needs.chips()
        return next((chip for chip in chips if chip.constraint == constraint), None)

    def is_in_form(self) -> bool:
        """Whether a field of the form takes the keys."""
        focused, form = QApplication.focusWidget(), self.window.page.request.form
        return bool(focused and form and form.isAncestorOf(focused))

    def send_clearing(self, constraint: str) -> str:
        """Send, and see one constraint go."""
        self.player.until(self.window.page.request.primary.isEnabled, "Send")
        self.player.key(Qt.Key.Key_Return, CTRL)
        self.player.until(lambda: self.state().busy is None, "an answer")
        self.player.until(lambda: self.chip(constraint) is None, f"{constraint} cleared")
        return self.saw()

    def ended(self) -> str:
        """Amazon's word for the session's state, once nothing is under way."""
        session = self.state().session
        return session.state if session and self.state().busy is None else ""

    def result_url(self) -> str:
        """Where the buyer lands after paying."""
        return self.console.landing.result_url

    def page_loaded(self) -> str:
        """What stands around the buyer's page, and in it."""
        tab = self.window.page.answer.page
        self.must(self.window.page.answer.tab == answer_pane.PAGE, "the buyer's page in front")
        self.player.until(lambda: self.view() is not None, "the page")
        text = self.ask_page("document.body ? document.body.innerText : ''")
        self.must("SIMULATED" in text, "the emulator's page")
        return f"{tab.browser.text() if tab.browser else ''} | {' '.join(text.split())[:160]}"

    def view(self) -> View | None:
        """The web view, once its page is there; found by name, for importing it would load it."""
        browser = self.window.page.answer.page.browser
        found = browser.findChildren(QWidget) if browser else []
        named = [cast("View", one) for one in found if type(one).__name__ == "View"]
        seen = (one for one in named if one.isVisible())
        return next((one for one in seen if one.shown and not one.own.isLoading()), None)

    def ask_page(self, script: str) -> str:
        """Ask the page's own world for a text, as eyes would read it."""
        answers: list[object] = []
        view = self.view()
        if view is None:
            raise Unseen("the page")
        view.own.runJavaScript(script, 0, answers.append)
        self.player.until(lambda: bool(answers), "the page's answer")
        return str(answers[0])

    def press_on_page(self, selector: str) -> None:
        """Press one of the page's own buttons, where it is seen."""
        find = f"document.querySelector('{selector}')"
        self.ask_page(f"{find}.scrollIntoView({{block: 'center'}})")
        self.player.settle()
        spot = self.ask_page(
            f"(b => Math.round(b.x + b.width / 2) + ' ' + Math.round(b.y + b.height / 2))"
            f"({find}.getBoundingClientRect())"
        )
        across, _, down = spot.partition(" ")
        view = self.view()
        if view is None:
            raise Unseen("the page")
        self.player.click_at(view, QPoint(int(across), int(down)), selector)


def has_keyboard() -> bool:
    """Whether any widget takes the keys."""
    return QApplication.focusWidget() is not None
