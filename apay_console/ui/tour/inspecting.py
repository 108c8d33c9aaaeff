"""The tour of what was sent before: the history, two answers compared, a body from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from apay_console.ui.history.details import CHANGES
from apay_console.ui.history.page import HistoryPage
from apay_console.ui.tour.eyes import CTRL, Eyes

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PHP = "['merchantMetadata' => ['noteToBuyer' => 'A tin of Sencha', 'customInformation' => $tea]]"


@dataclass
class Inspecting(Eyes):
    """Looks back at what was sent, and takes a body in."""

    def steps(self) -> dict[str, Callable[[], str]]:
        """Every step under its name."""
        return {
            "history": self.open_history,
            "history-searched": self.search,
            "history-compared": self.compare,
            "history-noted": self.note,
            "history-deleting": self.ask_delete,
            "pasted-in": self.paste,
            "pasted-form": self.put,
        }

    # --- the history -----------------------------------------------------------------------------

    def open_history(self) -> str:
        """Everything that was ever sent, on a page of its own."""
        self.close_panel()
        self.player.key(Qt.Key.Key_H, CTRL)
        page = self.history()
        self.player.until(lambda: len(page.table.texts()) > 20, "the exchanges")
        self.player.until(lambda: bool(page.head.text()), "the newest of them")
        return f"{page.count.text()} | {page.storage.text()} | {page.table.texts()[0]}"

    def history(self) -> HistoryPage:
        """The page of the history, while it is in front."""
        place = self.window.history
        self.must(place.is_open, "the history in front")
        return place.page

    def search(self) -> str:
        """A word from anywhere in a request or an answer finds the exchanges that hold it."""
        page = self.history()
        self.player.key(Qt.Key.Key_F, CTRL)
        self.player.type("TransactionAmountExceeded OR Declined")
        self.player.until(lambda: " of " in page.count.text(), "fewer of them")
        return f"{page.count.text()} | {' / '.join(page.table.texts())[:300]}"

    def compare(self) -> str:
        """Two that were chosen, side by side."""
        page = self.history()
        page.filters.reset()
        self.player.until(lambda: " of " not in page.count.text(), "all of them again")
        page.table.setFocus()
        for key, held in ((Qt.Key.Key_Home, ()), (Qt.Key.Key_Down, (_SHIFT,))):
            self.player.key(key, *held)
        self.player.key(Qt.Key.Key_D, CTRL, _SHIFT)
        self.player.until(lambda: page.details.tabs.currentIndex() == CHANGES, "the comparison")
        return f"{page.head.text()} | {self.words(page.details)[:300]}"

    def note(self) -> str:
        """A note is kept with an exchange, and found by its words."""
        page = self.history()
        page.table.setFocus()
        self.player.key(Qt.Key.Key_Home)
        self.player.until(lambda: page.table.chosen_count() == 1, "one of them")
        self.player.key(Qt.Key.Key_F2)
        self.player.type("Support asked for this one")
        self.player.key(Qt.Key.Key_Return)
        self.player.until(lambda: "Support asked" in page.head.text(), "the note")
        self.player.key(Qt.Key.Key_D, CTRL)
        self.player.settle(200)
        return page.head.text().replace("\n", " | ")

    def ask_delete(self) -> str:
        """Deleting asks first, and Enter does not confirm it."""
        page = self.history()
        self.player.key(Qt.Key.Key_Down)
        self.player.key(Qt.Key.Key_Delete)
        self.player.until(lambda: "Delete this exchange?" in self.words(page.bar), "the question")
        return self.words(page.bar)

    # --- a body from elsewhere -------------------------------------------------------------------

    def paste(self) -> str:
        """A piece of PHP is recognised, and what it means for the form in front is told."""
        count = self.history().count.text()
        self.player.key(Qt.Key.Key_Escape)  # of the question
        self.player.key(Qt.Key.Key_Escape)
        self.must(not self.window.history.is_open, f"the sale again, with {count}")
        self.command("new_with_values")
        self.player.until(lambda: not self.state().sale.session_id, "a new session")
        panel = self.panel("paste_in")
        QGuiApplication.clipboard().setText(f"$payload = {_PHP};")
        self.player.key(Qt.Key.Key_V, CTRL)
        self.player.until(lambda: "A piece of code" in self.words(panel), "what was found")
        return self.words(panel)

    def put(self) -> str:
        """It goes into the form, and is not sent."""
        sent = len(self.state().exchanges)
        self.player.key(Qt.Key.Key_Return, CTRL)
        note = self.state().draft.typed["merchantMetadata.noteToBuyer"]
        self.must(note == "A tin of Sencha", "the note in the form")
        self.must(len(self.state().exchanges) == sent, "nothing sent")
        return f"{note} | {self.saw()}"
