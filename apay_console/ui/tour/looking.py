"""What the tour looks at of one sale: why, where it stands, what changed, how it was signed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from apay_console.ui.sale import answer_pane
from apay_console.ui.tour.eyes import CTRL, Eyes

_REDIRECT = "$..amazonPayRedirectUrl"


@dataclass
class Looking(Eyes):
    """Looks, and changes nothing."""

    # --- why ---------------------------------------------------------------------------------

    def ask_why(self) -> str:
        """F1 says what the buyer still waits for, and where to fill it in."""
        return self.why("Something is still missing")

    def ask_why_declined(self) -> str:
        """F1 says why the session was canceled, and what to do now."""
        return self.why("Declined")

    def why(self, words: str) -> str:
        """Ask what is most pressing, and see these words explained."""
        self.player.key(Qt.Key.Key_F1)
        sheet = self.window.sheets.why
        self.must(sheet.isVisible(), "an explanation")
        text = sheet.page.text()
        self.must(words in text, f"“{words}” in {text[:80]}")
        return " ".join(text.split())[:400]

    # --- where it stands ---------------------------------------------------------------------

    def states(self, *wanted: str) -> str:
        """The state picture, which must tell of these."""
        self.command("states_tab")
        view = self.window.page.answer.states
        self.player.until(view.isVisible, "the state picture")
        found = ", ".join(lane.accessibleName() for lane in view.lanes.values())
        for words in wanted:
            self.must(words in found, f"“{words}” in {found}")
        return found

    def see_begun(self) -> str:
        """The state picture of a session that was just created."""
        return self.states("Session: Open", "Charge: not there yet")

    def see_ready(self) -> str:
        """Nothing is missing: the buyer moves next."""
        return self.states("Session: Open")

    def see_finished_v1(self) -> str:
        """In v1 the buyer's payment finishes the session by itself."""
        return self.states("Session: Completed", "Charge: Authorized")

    def see_completed(self) -> str:
        """In v2 the merchant finished it."""
        return self.states("Session: Completed", "Charge: Authorized")

    def see_declined(self) -> str:
        """A declined session ended, and nothing followed from it."""
        return self.states("Session: Canceled", "Charge: not there yet")

    # --- the answer --------------------------------------------------------------------------

    def find_by_path(self) -> str:
        """A JSONPath goes to the redirect URL, wherever it stands in the answer."""
        self.player.key(Qt.Key.Key_F, CTRL)
        page = self.window.page.answer.tree
        self.player.click(self.named(page, QToolButton, "Find by JSONPath"))
        self.player.type(_REDIRECT)
        self.player.until(lambda: "1 / 1" in self.words(page), "one match")
        return f"{_REDIRECT}: {self.words(page)}"

    def see_changes(self) -> str:
        """What you sent and what Amazon did by itself, in two colours."""
        self.player.key(Qt.Key.Key_Escape)  # of the find line
        self.player.key(Qt.Key.Key_2, CTRL)
        rows = self.window.page.answer.changes.texts()
        self.must(any("You" in row for row in rows), "a change of yours")
        self.must(any("Amazon" in row for row in rows), "a change of Amazon's")
        return " | ".join(rows)[:400]

    def see_both(self) -> str:
        """Both answers beside each other, with the first change in sight."""
        return self._look_at_changes("Side by side")

    def see_unified(self) -> str:
        """Both answers in one column; what did not change is folded away."""
        return self._look_at_changes("Unified")

    def _look_at_changes(self, look: str) -> str:
        changes = self.window.page.answer.changes
        self.player.click(self.player.button(changes, look))
        self.player.key(Qt.Key.Key_F8)
        rows = changes.texts()
        self.must(len(rows) > 5, "the lines of both answers")
        return " | ".join(rows)[:400]

    def see_times(self) -> str:
        """The exchange as it was on the wire, and how long each part of it took."""
        self.command("raw_tab")
        self.must(self.window.page.answer.tab == answer_pane.RAW, "the raw exchange in front")
        text = self.window.page.answer.raw_page.timeline.text()
        self.must("wait" in text.lower(), "how long the answer was waited for")
        return text

    def see_signature(self) -> str:
        """The stages of the signature, each line tied to where it came from."""
        self.player.key(Qt.Key.Key_5, CTRL)
        self.must(self.window.page.answer.tab == answer_pane.SIGNATURE, "the signature in front")
        view = self.window.page.answer.signature
        self.must(len(view.findChildren(QPushButton)) >= 5, "a button for each stage")
        exchange = self.state().exchange
        return exchange.string_to_sign.replace("\n", " ") if exchange else ""

    def see_as_buyer(self) -> str:
        """What the buyer will read, before the page is opened."""
        self.command("page_tab")
        words = self.words(self.window.page.answer.page)
        self.must("Fjord Tea" in words, "the shop's name")
        return words
