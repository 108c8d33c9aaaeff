"""The tour: a whole checkout in the real window, against the emulator that ships inside."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget

from apay_console.errors import N_, Invalid, say
from apay_console.presenters.console import Console
from apay_console.presenters.sale_state import SaleState
from apay_console.ui import answer_pane
from apay_console.ui.main_window import MainWindow
from apay_console.ui.needs import NeedChip
from apay_console.ui.tour_player import Player, Unseen

if TYPE_CHECKING:
    from apay_console.ui.browser_page import View

_SCREEN = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1200, "dpr": 1}
_CTRL = Qt.KeyboardModifier.ControlModifier


def prepare(scale: float) -> None:
    """Choose a screen that needs no display; call before the application object is made."""
    screens = Path(tempfile.gettempdir()) / f"apay-tour-screen-{os.getpid()}.json"
    screens.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def empty(folder: Path) -> None:
    """Empty the pictures' folder; raise Invalid for one that a person cannot mean."""
    place = folder.resolve()
    kept = (Path.home(), Path.cwd())
    if any(place == one or place in one.parents for one in kept) or (place / ".git").exists():
        words = N_("{folder} is emptied first, and holds more than pictures; name another one.")
        raise Invalid(say(words, folder=str(folder)), "build/tour")
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink()


def play(window: MainWindow, console: Console, folder: Path) -> bool:
    """Play every step; True when each saw what it should."""
    window.show()
    QTimer.singleShot(0, console.start)
    tour = Tour(Player(window, folder), window, console)
    for name, act in tour.steps().items():
        tour.player.play(name, act)
    return tour.player.write()


@dataclass
class Tour:
    """The steps, in order; each says what it read back from the widgets."""

    player: Player
    window: MainWindow
    console: Console
    first_return: str = ""

    def steps(self) -> dict[str, Callable[[], str]]:
        """Every step under its name."""
        return {
            "start": self.start,
            "jump-to-amount": self.jump,
            "refused-amount": self.refused_amount,
            "amount-set": self.set_amount,
            "result-url-set": self.set_result_url,
            "intent-set": self.set_intent,
            "what-changed": self.see_changes,
            "signature": self.see_signature,
            "buyers-page": self.open_page,
            "v1-finished": self.approve_v1,
            "new-as-v2": self.new_as_v2,
            "v2-created": self.create,
            "v2-buyers-page": self.open_page,
            "v2-buyer-back": self.approve_v2,
            "v2-completed": self.complete,
            "new-with-values": self.new_with_values,
            "declined-page": self.create_and_open,
            "declined": self.decline,
            "open-by-return-url": self.open_by_url,
        }

    # --- v1, from the first second to the end ------------------------------------------------

    def start(self) -> str:
        """The first thing anybody sees: a session with exactly three constraints."""
        needs = self.window.page.needs
        self.player.until(lambda: len(needs.chips()) == 3, "three constraints")
        self.player.until(_has_keyboard, "a field with the keyboard")
        return self._saw()

    def jump(self) -> str:
        """A click on a constraint goes to its field."""
        self.player.click(self._chip("ChargeAmountNotSet"))
        focused = QApplication.focusWidget()
        self.player.until(self._is_in_form, "the keyboard in the form")
        return f"focus: {focused.accessibleName() if focused else '-'}"

    def refused_amount(self) -> str:
        """A decimal comma is refused with the reason and a better one; nothing is sent."""
        sent = len(self._state().exchanges)
        self.player.type("12,50")
        self.player.key(Qt.Key.Key_Return, _CTRL)
        self.player.until(lambda: bool(self._state().problems), "a refusal")
        problem = next(iter(self._state().problems.values()))
        self._must(len(self._state().exchanges) == sent, "nothing sent")
        focused = QApplication.focusWidget()
        kept = getattr(focused, "text", str)()
        self._must(kept == "12,50", f"the text kept, not “{kept}”")
        return f"kept: {kept}; {problem.message} e.g. {problem.example}"

    def set_amount(self) -> str:
        """The first update clears the first constraint."""
        self.player.key(Qt.Key.Key_A, _CTRL)
        self.player.type("19.99")
        return self._send_clearing("ChargeAmountNotSet")

    def set_result_url(self) -> str:
        """“Use this console” fills in a return address; the second update clears the second."""
        self.player.click(self._chip("CheckoutResultReturnUrlNotSet"))
        self.player.click(self.player.button(self.window.page.request, "Use this console"))
        return self._send_clearing("CheckoutResultReturnUrlNotSet")

    def set_intent(self) -> str:
        """The third update clears the last, and the redirect URL appears."""
        self.player.click(self._chip("PaymentIntentNotSet"))
        box = QApplication.focusWidget()
        self._must(isinstance(box, QComboBox), "a list of intents")
        for _ in range(4):
            if isinstance(box, QComboBox) and box.currentText().startswith("Authorize"):
                break
            self.player.key(Qt.Key.Key_Down)
        saw = self._send_clearing("PaymentIntentNotSet")
        session = self._state().session
        url = session.redirect_url if session else ""
        self._must(bool(url), "a redirect URL")
        return f"{saw}; amazonPayRedirectUrl set"

    def see_changes(self) -> str:
        """What you sent and what Amazon did by itself, in two colours."""
        self.player.key(Qt.Key.Key_2, _CTRL)
        rows = self.window.page.answer.changes.texts()
        self._must(any("You" in row for row in rows), "a change of yours")
        self._must(any("Amazon" in row for row in rows), "a change of Amazon's")
        return " | ".join(rows)[:400]

    def see_signature(self) -> str:
        """The four stages of the signature."""
        self.player.key(Qt.Key.Key_4, _CTRL)
        exchange = self._state().exchange
        self._must(bool(exchange and exchange.canonical_request), "a canonical request")
        return exchange.string_to_sign.replace("\n", " ") if exchange else ""

    def open_page(self) -> str:
        """The buyer's page opens inside the window."""
        self.player.click(self.window.page.request.primary)
        return self._page_loaded()

    def approve_v1(self) -> str:
        """The buyer pays; the return is caught; Amazon says that it is finished."""
        self._press_on_page("approve")
        self.player.until(lambda: self._ended() == "Completed", "Completed")
        self.first_return = (
            f"{self._result_url()}?amazonCheckoutSessionId={self._state().sale.session_id}"
        )
        return f"{self.window.page.notice.text()} {self._saw()}"

    # --- v2, finished by Complete --------------------------------------------------------------

    def new_as_v2(self) -> str:
        """The same values again, as a v2 session."""
        arrow = self.window.top.findChild(QToolButton, "new")
        self.player.until(lambda: arrow is not None and arrow.isVisible(), "New")
        menu = arrow.menu() if arrow else None
        if arrow is None or menu is None:
            raise Unseen("the menu of New")
        QTimer.singleShot(150, lambda: self.player.choose(menu, "other version"))
        self.player.click_at(arrow, QPoint(arrow.width() - 8, arrow.height() // 2), "New ▾")
        self.player.until(lambda: self._state().sale.version == "v2", "a v2 session")
        return f"{self.window.top.text()} | {self.window.page.request.primary.text()}"

    def create(self) -> str:
        """Created with everything in it: nothing is missing at once."""
        self.player.click(self.window.page.request.primary)
        self.player.until(lambda: self._ended() == "Open", "an open session")
        self.player.until(lambda: not self.window.page.needs.chips(), "no constraints")
        return self._saw()

    def approve_v2(self) -> str:
        """The buyer pays; in v2 the session waits for the merchant."""
        self._press_on_page("approve")
        primary = self.window.page.request.primary
        self.player.until(lambda: primary.text().startswith("Complete"), "Complete")
        return f"{primary.text()} | {self.window.page.notice.text()}"

    def complete(self) -> str:
        """The merchant completes it, and the sale is finished."""
        self.player.click(self.window.page.request.primary)
        self.player.until(lambda: self._ended() == "Completed", "Completed")
        return self._saw()

    # --- what else happens -------------------------------------------------------------------

    def new_with_values(self) -> str:
        """A finished session cannot be revived: the same values again."""
        self.player.key(Qt.Key.Key_N, _CTRL, Qt.KeyboardModifier.ShiftModifier)
        self.player.until(lambda: not self._state().sale.session_id, "a new session")
        return f"{self.window.top.text()} | {self.window.page.request.primary.text()}"

    def create_and_open(self) -> str:
        """A third buyer looks at the page."""
        self.create()
        return self.open_page()

    def decline(self) -> str:
        """The buyer's card is declined: the session is canceled, and says why."""
        self._press_on_page("decline")
        self.player.until(lambda: self._ended() == "Canceled", "Canceled")
        return f"{self.window.page.notice.text()} {self._saw()}"

    def open_by_url(self) -> str:
        """The first sale comes back by the address its buyer landed on."""
        self.player.key(Qt.Key.Key_O, _CTRL)
        self.player.until(self.window.sheets.open_bar.isVisible, "the line that asks")
        self.player.type(self.first_return)
        self.player.key(Qt.Key.Key_Return)
        wanted = self.first_return.rpartition("=")[2]
        self.player.until(lambda: self._state().sale.session_id == wanted, "the first sale")
        self.player.until(lambda: self._ended() == "Completed", "Completed")
        return self._saw()

    # --- what is read back ---------------------------------------------------------------------

    def _state(self) -> SaleState:
        state = self.console.desk.state
        if state is None:
            raise Unseen("a sale")
        return state

    def _must(self, is_so: bool, what: str) -> None:
        if not is_so:
            raise Unseen(what)

    def _saw(self) -> str:
        page = self.window.page
        needs = ", ".join(page.needs.texts()) or "nothing missing"
        return f"{self.window.top.text()} | {needs} | {page.answer.line()}"

    def _chip(self, constraint: str) -> NeedChip | None:
        """The chip of one constraint, found by Amazon's id."""
        chips = self.window.page.needs.chips()
        return next((chip for chip in chips if chip.constraint == constraint), None)

    def _is_in_form(self) -> bool:
        focused, form = QApplication.focusWidget(), self.window.page.request.form
        return bool(focused and form and form.isAncestorOf(focused))

    def _send_clearing(self, constraint: str) -> str:
        """Send, and see one constraint go."""
        self.player.until(self.window.page.request.primary.isEnabled, "Send")
        self.player.key(Qt.Key.Key_Return, _CTRL)
        self.player.until(lambda: self._state().busy is None, "an answer")
        self.player.until(lambda: self._chip(constraint) is None, f"{constraint} cleared")
        return self._saw()

    def _ended(self) -> str:
        session = self._state().session
        return session.state if session and self._state().busy is None else ""

    def _result_url(self) -> str:
        return self.console.landing.result_url

    def _page_loaded(self) -> str:
        tab = self.window.page.answer.page
        self._must(self.window.page.answer.tab == answer_pane.PAGE, "the buyer's page in front")
        self.player.until(lambda: self._view() is not None, "the page")
        text = self._ask_page("document.body ? document.body.innerText : ''")
        self._must("SIMULATED" in text, "the emulator's page")
        return f"{tab.browser.text() if tab.browser else ''} | {' '.join(text.split())[:160]}"

    def _view(self) -> View | None:
        """The web view, once its page is there; found by name, for importing it would load it."""
        browser = self.window.page.answer.page.browser
        found = browser.findChildren(QWidget) if browser else []
        named = [cast("View", one) for one in found if type(one).__name__ == "View"]
        seen = (one for one in named if one.isVisible())
        return next((one for one in seen if one.shown and not one.own.isLoading()), None)

    def _ask_page(self, script: str) -> str:
        """Ask the page's own world for a text, as eyes would read it."""
        answers: list[object] = []
        view = self._view()
        if view is None:
            raise Unseen("the page")
        view.own.runJavaScript(script, 0, answers.append)
        self.player.until(lambda: bool(answers), "the page's answer")
        return str(answers[0])

    def _press_on_page(self, decision: str) -> None:
        """Press one of the page's own buttons, where it is seen."""
        find = f"document.querySelector('button[value={decision}]')"
        self._ask_page(f"{find}.scrollIntoView({{block: 'center'}})")
        self.player.settle()
        spot = self._ask_page(
            f"(b => Math.round(b.x + b.width / 2) + ' ' + Math.round(b.y + b.height / 2))"
            f"({find}.getBoundingClientRect())"
        )
        across, _, down = spot.partition(" ")
        view = self._view()
        if view is None:
            raise Unseen("the page")
        self.player.click_at(view, QPoint(int(across), int(down)), decision)


def _has_keyboard() -> bool:
    return QApplication.focusWidget() is not None
