"""The tour after the checkout: money is taken and given back, a notification, two odd cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from apay_console.ui.clock_bar import ClockBar
from apay_console.ui.lesson_sheet import LessonSheet
from apay_console.ui.tour.eyes import CTRL
from apay_console.ui.tour.looking import Looking

_DECLINED, _LATE = "3434", "0701"  # the last digits of two of the sandbox's cards
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Later(Looking):
    """Goes on with a sale whose money is held, then begins two more."""

    def steps(self) -> dict[str, Callable[[], str]]:
        """Every step under its name."""
        return {
            "notifications-here": self.send_notifications_here,
            "capture-form": self.open_capture,
            "captured": self.capture,
            "refunded-in-part": self.refund,
            "states": self.see_states,
            "notifications-came": self.see_notifications,
            "notification-verified": self.verify,
            "notification-read": self.read,
            "card-declined": self.decline_card,
            "charge-pending": self.pend,
            "states-pending": self.see_pending,
            "clock": self.jump,
            "charge-resolved": self.see_resolved,
            "bad-day": self.spoil_the_day,
        }

    # --- money is taken, and a part of it given back ---------------------------------------------

    def send_notifications_here(self) -> str:
        """What happens from now on is told to this console as well."""
        panel = self.panel("notifications")
        address = self.named(panel, QLineEdit, "Address that takes the notifications")
        self.press(panel, "Use this console")
        self.player.until(lambda: address.text().startswith("http://127.0.0.1:"), "its address")
        return f"{address.text()} | {self.rows(panel)}"

    def open_capture(self) -> str:
        """The band's button leads from “Authorized” to a form that is filled in already."""
        self.player.key(Qt.Key.Key_1, CTRL)
        self.press(self.window.page.needs, "Capture")
        primary = self.window.page.request.primary
        self.player.until(lambda: primary.text() == "Capture 19.99 USD", "the amount, filled in")
        self.must("Authorized 19.99 USD" in self.limits(), "what can be captured")
        return f"{primary.text()} | {self.limits()} | {self.objects()}"

    def capture(self) -> str:
        """The held money is taken."""
        self.act("Capture 19.99 USD")
        self.player.until(lambda: "done: Captured 19.99 USD" in self.rail(), "Captured")
        return f"{self.rail()} | {self.limits()}"

    def refund(self) -> str:
        """A part of it goes back; Amazon decides about that later."""
        self.command("refund")
        self.player.until(self.is_in_form, "the keyboard in the form")
        self.player.key(Qt.Key.Key_A, CTRL)
        self.player.type("5.00")
        self.act("Refund 5.00 USD")
        poll = self.window.page.answer.poll
        self.player.until(lambda: "Asking" in poll.text(), "that it is pending")
        return f"{self.rail()} | {self.objects()} | {poll.text()}"

    def see_states(self) -> str:
        """One picture tells where everything of the sale stands, and who can move it."""
        return self.states("Charge: Captured", "Refund: RefundInitiated")

    def limits(self) -> str:
        """What is left of the object that is shown."""
        return ", ".join(self.window.page.request.limits.texts())

    # --- a notification --------------------------------------------------------------------------

    def see_notifications(self) -> str:
        """The capture and the refund were notified to this console."""
        self.command("session_tab")
        panel = self.panel("notifications")
        tab = self.turn_to(panel, "Received here")
        self.player.until(lambda: "Charge" in self.rows(panel), "the charge's notification")
        return f"{tab} | {self.rows(panel)}"

    def verify(self) -> str:
        """One of them was verified, says what it means, and offers the GET that it calls for."""
        panel = self.panel("notifications")
        self.pick(panel, "Charge")
        self.player.until(lambda: bool(self.player.button(panel, "Read it")), "“Read it”")
        words = self.words(panel)
        self.must("The signature is right" in words, "that its signature is right")
        return words

    def read(self) -> str:
        """A notification tells no more than what to ask: the charge comes as Amazon has it now."""
        panel = self.panel("notifications")
        self.press(panel, "Read it")
        self.player.until(lambda: self.state().busy is None, "an answer")
        line = self.window.page.answer.line()
        self.must(line.startswith("GET · 200"), "the charge")
        self.must("Captured" in self.objects(), "its state")
        return f"{line} | {self.objects()}"

    # --- two cards that do not simply work -------------------------------------------------------

    def decline_card(self) -> str:
        """The buyer pays with a card that is declined."""
        self.close_panel()
        self.command("new_other")
        self.create_and_open()
        self.pay_with(_DECLINED)
        self.player.until(lambda: self.ended() == "Canceled", "Canceled")
        return f"{self.window.page.notice.text()} {self.saw()}"

    def pend(self) -> str:
        """A shop that can wait lets Amazon decide later: the charge is pending."""
        self.player.key(Qt.Key.Key_N, CTRL, _SHIFT)
        self.player.until(lambda: not self.state().sale.session_id, "a new session")
        self.tick("Can handle pending authorization")
        self.create_and_open()
        self.pay_with(_LATE)
        self.act("Complete")
        poll = self.window.page.answer.poll
        self.player.until(lambda: "Asking" in poll.text(), "that it is pending")
        return f"{self.objects()} | {poll.text()}"

    def see_pending(self) -> str:
        """The charge waits for Amazon, and for nobody else."""
        return self.states("Charge: AuthorizationInitiated")

    def create_and_open(self) -> None:
        """Create the session, and open the page where its buyer pays."""
        self.act("Create session")
        self.act("Open buyer's page")
        self.page_loaded()

    def tick(self, words: str) -> None:
        """Tick a box of the form."""
        form = self.window.page.request.form
        self.must(form is not None, "the form")
        if form is not None:
            box = self.named(form, QCheckBox, words)
            self.player.bring(box)
            box.setFocus()
            self.player.key(Qt.Key.Key_Space)
            self.must(box.isChecked(), f"“{words}” ticked")

    def pay_with(self, digits: str) -> None:
        """Choose a card on the buyer's page by its last digits, and pay."""
        self.press_on_page(f'input[name=card][value="{digits}"]')
        self.press_on_page("button[value=approve]")

    # --- half a minute goes by at once -----------------------------------------------------------

    def jump(self) -> str:
        """The emulator's clock is put forward by as long as a charge stays pending."""
        panel = self.panel("clock")
        self.player.until(lambda: "Charge" in self.words(panel), "what would happen")
        self.press(panel, "30 s")
        bar = self.window.findChild(ClockBar)
        self.player.until(lambda: bool(bar and bar.text()), "the bar of the clock")
        return f"{bar.text() if bar else ''} | {self.words(panel)}"

    def see_resolved(self) -> str:
        """The charge was asked for again, and is not pending any more."""
        self.close_panel()
        self.player.until(lambda: "Pending" not in self.objects(), "an end of it")
        self.must("Authorized" in self.objects(), "Authorized")
        return f"{self.objects()} | {self.saw()}"

    # --- a careless shop -------------------------------------------------------------------------

    def spoil_the_day(self) -> str:
        """The checkout is completed once more, and a sheet says what a good shop does."""
        self.command("bad_twice")
        self.player.until(lambda: self.lesson() is not None, "a lesson")
        sheet = self.lesson()
        words = sheet.text() if sheet else ""
        self.must("A good shop" in words, "what a good shop does")
        return words

    def lesson(self) -> LessonSheet | None:
        """The sheet of a bad day, while it is open."""
        sheet = self.window.findChild(LessonSheet)
        return sheet if sheet is not None and sheet.isVisible() else None
