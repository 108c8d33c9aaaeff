"""The tour of what surrounds a sale: a fault, a merchant's shop, a call, a button."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from apay_console.ui.tour.eyes import CTRL, Eyes
from apay_console.ui.tour.player import Unseen
from apay_console.ui.tour.shop import Shop

Folder = tempfile.TemporaryDirectory[str]


def _new_folder() -> Folder:
    return tempfile.TemporaryDirectory(prefix="apay-tour-shop-")


@dataclass
class Tools(Eyes):
    """Orders a fault, watches a shop, and asks by hand."""

    shop: Shop | None = None
    _kept: Folder = field(default_factory=_new_folder)  # the shop's own; gone with the tour

    def steps(self) -> dict[str, Callable[[], str]]:
        """Every step under its name."""
        return {
            "signed-call": self.call,
            "taken-elsewhere": self.take_elsewhere,
            "fault-ordered": self.order_fault,
            "fault-met": self.meet_fault,
            "fault-settled": self.settle_fault,
            "shop-set-up": self.set_shop_up,
            "shop-seen": self.see_shop,
            "shop-refused": self.see_refusal,
            "doctor": self.examine,
            "button-page": self.open_button,
            "button-pressed": self.press_button,
            "button-back": self.come_back,
        }

    # --- a call by hand --------------------------------------------------------------------------

    def call(self) -> str:
        """A call that has no form: method, path, and the raw answer."""
        self.player.key(Qt.Key.Key_Escape)  # what the bad day taught has been read
        panel = self.panel("signed_call")
        known = [one.id for one in self.state().objects]
        self.must(bool(known), "a permission")
        self.fill(self.path_line(), f"chargePermissions/{known[0]}")
        self.press(panel, "Send signed")
        self.player.until(lambda: self.state().busy is None, "an answer")
        line = self.window.page.answer.line()
        self.must(line.startswith("GET · 200"), "the permission")
        return f"{line} | {self.window.page.notice.text()} | {self.words(panel)}"

    def take_elsewhere(self) -> str:
        """The same call as a curl command, seen before anything is copied or saved."""
        self.player.key(Qt.Key.Key_E, CTRL)
        sheet = self.window.sheets.export
        text = sheet.preview.text()
        self.must(text.startswith("curl "), "a command")
        self.must("Signature=\u2039redacted\u203a" in text, "no signature")
        return f"{text} | {sheet.remarks.text()} | {sheet.size_words.text()}"

    def path_line(self) -> QLineEdit:
        """The line for the path, which has the keyboard when the panel opens."""
        line = QApplication.focusWidget()
        if not isinstance(line, QLineEdit):
            raise Unseen("the keyboard in the path")
        return line

    # --- what goes wrong on purpose --------------------------------------------------------------

    def order_fault(self) -> str:
        """The answer to the next request will be lost, though the request counts."""
        self.player.key(Qt.Key.Key_Escape)  # what was to be taken elsewhere has been seen
        panel = self.panel("faults")
        self.choose(self.named(panel, QComboBox, "What goes wrong"), "Lost after it counts")
        self.press(panel, "Add this fault")
        self.player.until(lambda: "Any operation" in self.words(panel), "the fault")
        return self.words(panel)

    def meet_fault(self) -> str:
        """A capture meets it: the console does not know, says so, and sends nothing twice."""
        self.close_panel()
        self.command("capture")
        self.act("Capture 19.99 USD")
        notice, line = self.window.page.notice, self.window.page.answer.line()
        self.must("outcome unknown" in line, "that the outcome is unknown")
        ask = "Check this request"
        self.player.until(lambda: bool(self.player.button(notice, ask)), "what to do about it")
        return f"{notice.text()} | {line}"

    def settle_fault(self) -> str:
        """Asked once more with the same key, Amazon tells what became of it."""
        self.press(self.window.page.notice, "Check this request")
        self.player.until(lambda: self.state().busy is None, "an answer")
        self.player.until(lambda: "done: Captured 19.99 USD" in self.rail(), "Captured")
        return f"{self.window.page.notice.text()} | {self.rail()}"

    # --- the merchant's own shop -----------------------------------------------------------------

    def set_shop_up(self) -> str:
        """The panel says where a shop has to ask, and writes the key that it signs with."""
        panel = self.panel("shop")
        path = Path(self._kept.name) / "shop-key.pem"
        self.press(panel, "Save key file")
        self.save_as(path)
        self.player.until(path.exists, "the file of the key")
        self.player.until(lambda: "Written to" in self.words(panel), "where the key was written")
        address = self.named(panel, QLineEdit, "Address").text()
        key_id = self.named(panel, QLineEdit, "Public key id").text()
        self.shop = Shop(self.player, path.parent, address, key_id, path)
        return f"{address} | {key_id} | {self.words(panel)}"

    def save_as(self, path: Path) -> None:
        """Type a path into the dialog that asks for one."""
        self.player.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "it")
        self.player.key(Qt.Key.Key_A, CTRL)
        self.player.type(str(path))
        self.player.key(Qt.Key.Key_Return)
        if QApplication.activeModalWidget() is not None:  # a list of completions took that key
            self.player.key(Qt.Key.Key_Return)
        self.player.until(lambda: QApplication.activeModalWidget() is None, "an end of it")
        self.window.activateWindow()  # as a window manager does; off screen there is none

    def see_shop(self) -> str:
        """A request that the shop signed with that key appears by itself, with its verdict."""
        return self.watch("key2001", changed=False, status=201)

    def see_refusal(self) -> str:
        """A body that changed after it was signed is refused, and explained on both sides."""
        return self.watch("key2002", changed=True, status=403)

    def watch(self, key: str, *, changed: bool, status: int) -> str:
        """Let the shop ask, and open what is seen of it."""
        panel = self.panel("shop")
        if self.shop is None:
            raise Unseen("a shop that was set up")
        count = len(self.items(panel))
        got = self.shop.create(key, changed=changed)
        self.must(got == status, f"{status} and not {got}")
        self.player.until(lambda: len(self.items(panel)) > count, "the shop's request")
        self.pick(panel, str(status))
        return f"{self.rows(panel)} | {self.words(panel)} | {self.window.page.answer.line()}"

    def examine(self) -> str:
        """A command from the shop's log is pasted, and what is wrong with its signature is said."""
        panel = self.panel("doctor")
        if self.shop is None:
            raise Unseen("a shop that was set up")
        QGuiApplication.clipboard().setText(self.shop.curl("key2003"))
        self.player.key(Qt.Key.Key_V, CTRL)
        self.press(panel, "Examine")
        self.player.until(lambda: "written anew" in self.words(panel), "what is wrong")
        return self.words(panel)

    # --- the button of a shop --------------------------------------------------------------------

    def open_button(self) -> str:
        """The button that a shop would show, on a page of this console, with its HTML."""
        panel = self.panel("button_page")
        self.press(panel, "Open the page")
        self.player.until(lambda: self.view() is not None, "the page")
        return f"{self.words(panel)} | {self.ask_page('document.body.innerText')[:200]}"

    def press_button(self) -> str:
        """It leads to where a buyer signs in."""
        self.press_on_page("button")
        self.player.settle()
        return self.page_loaded()

    def come_back(self) -> str:
        """The buyer signs in and lands here: the session of the button is opened and read."""
        before = self.state().sale.id
        self.press_on_page("button[type=submit]")
        self.player.until(lambda: self.state().sale.id != before, "the button's session")
        self.player.until(lambda: self.ended() == "Open", "an open session")
        self.must("done: Buyer Mara Lindqvist" in self.rail(), "its buyer")
        return f"{self.rail()} | {self.saw()}"
