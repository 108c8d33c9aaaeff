"""The tour: a whole checkout and more in the real window, against the emulator inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton

from apay_console.presenters.console import Console
from apay_console.ui.main_window import MainWindow
from apay_console.ui.tour.eyes import CTRL, has_keyboard
from apay_console.ui.tour.inspecting import Inspecting
from apay_console.ui.tour.later import Later
from apay_console.ui.tour.looking import Looking
from apay_console.ui.tour.player import Player, Unseen
from apay_console.ui.tour.tools import Tools


def play(window: MainWindow, console: Console, folder: Path) -> bool:
    """Play every step; True when each saw what it should."""
    window.show()
    QTimer.singleShot(0, console.start)
    player = Player(window, folder)
    for part in (Tour, Later, Tools, Inspecting):
        for name, act in part(player, window, console).steps().items():
            player.play(name, act)
    return player.write()


@dataclass
class Tour(Looking):
    """The steps, in order; each says what it read back from the widgets."""

    first_return: str = ""

    def steps(self) -> dict[str, Callable[[], str]]:
        """Every step under its name."""
        return {
            "start": self.start,
            "states-begun": self.see_begun,
            "signed-out": self.sign_out,
            "sign-in-page": self.open_sign_in,
            "signed-in": self.sign_in,
            "jump-to-amount": self.jump,
            "why-it-is-missing": self.ask_why,
            "refused-amount": self.refused_amount,
            "amount-set": self.set_amount,
            "result-url-set": self.set_result_url,
            "intent-set": self.set_intent,
            "found-by-path": self.find_by_path,
            "what-changed": self.see_changes,
            "side-by-side": self.see_both,
            "unified": self.see_unified,
            "states-ready": self.see_ready,
            "raw-with-times": self.see_times,
            "signature": self.see_signature,
            "buyers-eye": self.see_as_buyer,
            "buyers-page": self.open_page,
            "v1-finished": self.approve_v1,
            "states-v1-finished": self.see_finished_v1,
            "new-as-v2": self.new_as_v2,
            "v2-created": self.create,
            "v2-buyers-page": self.open_page,
            "v2-buyer-back": self.approve_v2,
            "v2-completed": self.complete,
            "states-v2-completed": self.see_completed,
            "new-with-values": self.new_with_values,
            "declined-page": self.create_and_open,
            "declined": self.decline,
            "why-it-was-declined": self.ask_why_declined,
            "states-declined": self.see_declined,
            "open-by-return-url": self.open_by_url,
        }

    # --- v1, from the first second to the end ------------------------------------------------

    def start(self) -> str:
        """The first thing anybody sees: a session with exactly three constraints."""
        needs = self.window.page.needs
        self.player.until(lambda: len(needs.chips()) == 3, "three constraints")
        self.player.until(has_keyboard, "a field with the keyboard")
        return self.saw()

    def sign_out(self) -> str:
        """Without a buyer there is a fourth constraint, which no field can clear."""
        self.player.key(Qt.Key.Key_K, CTRL)
        self.player.type("sign her out")
        self.player.key(Qt.Key.Key_Return)
        self.player.until(lambda: self.chip("BuyerNotAssociated") is not None, "the fourth")
        return self.saw()

    def open_sign_in(self) -> str:
        """A click on it opens the page where a buyer signs in."""
        self.player.click(self.chip("BuyerNotAssociated"))
        return self.page_loaded()

    def sign_in(self) -> str:
        """A buyer signs in and comes back; three constraints are left."""
        self.press_on_page("button[type=submit]")
        self.player.until(lambda: self.chip("BuyerNotAssociated") is None, "a buyer")
        self.player.until(lambda: self.state().busy is None, "an answer")
        return f"{self.window.page.rail.texts()[1]} | {self.saw()}"

    def jump(self) -> str:
        """A click on a constraint goes to its field."""
        self.player.click(self.chip("ChargeAmountNotSet"))
        focused = QApplication.focusWidget()
        self.player.until(self.is_in_form, "the keyboard in the form")
        return f"focus: {focused.accessibleName() if focused else '-'}"

    def refused_amount(self) -> str:
        """A decimal comma is refused with the reason and a better one; nothing is sent."""
        self.player.key(Qt.Key.Key_Escape)  # why it is missing has been read
        sent = len(self.state().exchanges)
        self.player.type("12,50")
        self.player.key(Qt.Key.Key_Return, CTRL)
        self.player.until(lambda: bool(self.state().problems), "a refusal")
        problem = next(iter(self.state().problems.values()))
        self.must(len(self.state().exchanges) == sent, "nothing sent")
        focused = QApplication.focusWidget()
        kept = getattr(focused, "text", str)()
        self.must(kept == "12,50", f"the text kept, not “{kept}”")
        return f"kept: {kept}; {problem.message} e.g. {problem.example}"

    def set_amount(self) -> str:
        """The first update clears the first constraint."""
        self.player.key(Qt.Key.Key_A, CTRL)
        self.player.type("19.99")
        return self.send_clearing("ChargeAmountNotSet")

    def set_result_url(self) -> str:
        """“Use this console” fills in a return address; the second update clears the second."""
        self.player.click(self.chip("CheckoutResultReturnUrlNotSet"))
        self.press(self.window.page.request, "Use this console")
        return self.send_clearing("CheckoutResultReturnUrlNotSet")

    def set_intent(self) -> str:
        """The third update clears the last, and the redirect URL appears."""
        self.player.click(self.chip("PaymentIntentNotSet"))
        box = QApplication.focusWidget()
        self.must(isinstance(box, QComboBox), "a list of intents")
        for _ in range(4):
            if isinstance(box, QComboBox) and box.currentText().startswith("Authorize"):
                break
            self.player.key(Qt.Key.Key_Down)
        saw = self.send_clearing("PaymentIntentNotSet")
        session = self.state().session
        url = session.redirect_url if session else ""
        self.must(bool(url), "a redirect URL")
        return f"{saw}; amazonPayRedirectUrl set"

    def open_page(self) -> str:
        """The buyer's page opens inside the window."""
        self.player.click(self.window.page.request.primary)
        return self.page_loaded()

    def approve_v1(self) -> str:
        """The buyer pays; the return is caught; Amazon says that it is finished."""
        self.press_on_page("button[value=approve]")
        self.player.until(lambda: self.ended() == "Completed", "Completed")
        self.first_return = (
            f"{self.result_url()}?amazonCheckoutSessionId={self.state().sale.session_id}"
        )
        return f"{self.window.page.notice.text()} {self.saw()}"

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
        self.player.until(lambda: self.state().sale.version == "v2", "a v2 session")
        return f"{self.window.top.text()} | {self.window.page.request.primary.text()}"

    def create(self) -> str:
        """Created with everything in it: nothing is missing at once."""
        self.player.click(self.window.page.request.primary)
        self.player.until(lambda: self.ended() == "Open", "an open session")
        self.player.until(lambda: not self.window.page.needs.chips(), "no constraints")
        return self.saw()

    def approve_v2(self) -> str:
        """The buyer pays; in v2 the session waits for the merchant."""
        self.press_on_page("button[value=approve]")
        primary = self.window.page.request.primary
        self.player.until(lambda: primary.text().startswith("Complete"), "Complete")
        return f"{primary.text()} | {self.window.page.notice.text()}"

    def complete(self) -> str:
        """The merchant completes it, and the sale is finished."""
        self.player.click(self.window.page.request.primary)
        self.player.until(lambda: self.ended() == "Completed", "Completed")
        return self.saw()

    # --- what else happens -------------------------------------------------------------------

    def new_with_values(self) -> str:
        """A finished session cannot be revived: the same values again."""
        self.player.key(Qt.Key.Key_N, CTRL, Qt.KeyboardModifier.ShiftModifier)
        self.player.until(lambda: not self.state().sale.session_id, "a new session")
        return f"{self.window.top.text()} | {self.window.page.request.primary.text()}"

    def create_and_open(self) -> str:
        """A third buyer looks at the page."""
        self.create()
        return self.open_page()

    def decline(self) -> str:
        """The buyer's card is declined: the session is canceled, and says why."""
        self.press_on_page("button[value=decline]")
        self.player.until(lambda: self.ended() == "Canceled", "Canceled")
        return f"{self.window.page.notice.text()} {self.saw()}"

    def open_by_url(self) -> str:
        """The first sale comes back by the address its buyer landed on."""
        self.player.key(Qt.Key.Key_O, CTRL)
        self.player.until(self.window.sheets.open_bar.isVisible, "the line that asks")
        self.player.type(self.first_return)
        self.player.key(Qt.Key.Key_Return)
        wanted = self.first_return.rpartition("=")[2]
        self.player.until(lambda: self.state().sale.session_id == wanted, "the first sale")
        self.player.until(lambda: self.ended() == "Completed", "Completed")
        return self.saw()
