"""What the tour reads back from the window, and from the page inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTabBar,
    QToolButton,
    QWidget,
)

from apay_console.presenters.console import Console
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import label_of
from apay_console.ui.main_window import MainWindow
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.needs import NeedChip
from apay_console.ui.tour.player import Player, Unseen

if TYPE_CHECKING:
    from apay_console.ui.browser.web_page import View

W = TypeVar("W", bound=QWidget)
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

    # --- what panels, sheets and lists have in common --------------------------------------------

    def command(self, name: str) -> None:
        """Run a command as it is found in the list of all commands."""
        self.player.key(Qt.Key.Key_K, CTRL)
        self.player.type(label_of(name))
        self.player.key(Qt.Key.Key_Return)

    def panel(self, name: str) -> QWidget:
        """Open a panel in the request's place, and wait for it."""
        side = self.window.page.side
        if side.name != name:
            self.command(name)
        self.player.until(lambda: side.name == name, f"the panel “{label_of(name)}”")
        found = side.panel(name)
        if found is None:
            raise Unseen(label_of(name))
        return found

    def close_panel(self) -> None:
        """Close the panel, if one is open, by the cross beside its title."""
        side = self.window.page.side
        if side.name:
            self.player.click(self.named(side, QToolButton, "Close"))
            self.player.until(lambda: not side.name, "the request")

    def named(self, parent: QWidget, kind: type[W], name: str) -> W:
        """Find a visible part by the name that a screen reader says."""
        found = [one for one in parent.findChildren(kind) if one.accessibleName() == name]
        seen = next((one for one in found if one.isVisible()), None)
        if seen is None:
            raise Unseen(f"“{name}”")
        return seen

    def press(self, parent: QWidget, words: str) -> None:
        """Press a button in a part of the window by its words, once it is there."""
        self.player.until(lambda: bool(self.player.button(parent, words)), f"“{words}”")
        self.player.click(self.player.button(parent, words), f"“{words}”")

    def fill(self, line: QWidget, text: str) -> None:
        """Go to a line, take out what stands there, and type."""
        self.player.bring(line)
        line.setFocus()
        self.player.key(Qt.Key.Key_A, CTRL)
        self.player.type(text)

    def pick(self, panel: QWidget, words: str) -> None:
        """Click the first row with these words in the list that a panel shows."""
        found = (one for one in self.items(panel) if words in one.text())
        item = next(found, None)
        if item is None:
            raise Unseen(f"a row “{words}”")
        entries = item.listWidget()
        entries.scrollToItem(item)
        self.player.settle(0)
        spot = entries.visualItemRect(item).center()
        self.player.click_at(entries.viewport(), spot, words)

    def items(self, panel: QWidget) -> list[QListWidgetItem]:
        """The rows of the list that a panel shows."""
        lists = [one for one in panel.findChildren(QListWidget) if one.isVisible()]
        return [one.item(place) for one in lists for place in range(one.count())]

    def rows(self, panel: QWidget) -> str:
        """What the list says that a panel shows."""
        return " | ".join(item.text().replace("\n", ": ") for item in self.items(panel))

    def words(self, panel: QWidget) -> str:
        """All the sentences that can be seen in a part of the window."""
        labels = [one for one in panel.findChildren(QLabel) if one.isVisible() and one.text()]
        return " ".join(" ".join(one.text().split()) for one in labels)

    def turn_to(self, panel: QWidget, words: str) -> str:
        """Turn to one of a panel's tabs by its words, which may go on with a number."""
        tabs = panel.findChild(QTabBar)
        if tabs is None:
            raise Unseen("tabs")
        texts = [tabs.tabText(place) for place in range(tabs.count())]
        place = next((place for place, text in enumerate(texts) if text.startswith(words)), -1)
        self.must(place >= 0, f"the tab “{words}”")
        self.player.click_at(tabs, tabs.tabRect(place).center(), words)
        return tabs.tabText(place)

    def choose(self, box: QComboBox, words: str) -> None:
        """Choose in a list by the arrow keys."""
        self.player.bring(box)
        box.setFocus()
        self.player.key(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if words in box.currentText():
                return
            self.player.key(Qt.Key.Key_Down)
        self.must(words in box.currentText(), f"“{words}” in the list")

    def act(self, words: str) -> None:
        """Press the primary button once it says what is meant, and wait for the answer."""
        primary = self.window.page.request.primary
        self.player.until(lambda: primary.text().startswith(words), f"the button “{words}”")
        self.player.settle()  # nobody presses a button in the moment in which it changes
        self.player.click(primary)
        self.player.until(lambda: self.state().busy is None, "an answer")

    def objects(self) -> str:
        """The sale's objects with their states, as the bar above the answer names them."""
        return ", ".join(self.window.page.answer.objects.texts())

    def rail(self) -> str:
        """Where the sale stands."""
        return ", ".join(self.window.page.rail.texts())

    # --- the buyer's page ------------------------------------------------------------------------

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
