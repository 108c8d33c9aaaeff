"""Where notifications go, and in which way: the upper part of their panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from apay_console.errors import N_, Invalid
from apay_console.model.letter import IN_ORDER, LATE, NEVER, TWICE
from apay_console.presenters.console import Console
from apay_console.presenters.notifications.notice_plan import LONGEST, Plan
from apay_console.ui.panels.parts import named
from apay_console.ui.parts.labels import ProblemLabel, WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say_fault, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Combo, Line

_MODES = {
    IN_ORDER: N_("In order"),
    TWICE: N_("Twice each"),
    LATE: N_("Late"),
    NEVER: N_("Never"),
}
_GAP = 4


class PlanForm(QWidget):
    """The address, the way, and what can be sent at once."""

    def __init__(self, theme: Theme, console: Console) -> None:
        super().__init__()
        self._theme = theme
        self._told = console.notifications
        self._make_parts()
        self._place()
        self._told.planned.connect(self._show)
        self._told.refused.connect(self._refuse)
        self._told.asks.connect(self._ask)
        self._show_address(self._told.plan.endpoint)
        self._show(self._told.plan)
        self.setFocusProxy(self._endpoint)

    def _make_parts(self) -> None:
        self._problem = ProblemLabel()
        self._endpoint = Line()
        self._endpoint.setPlaceholderText("http://localhost:8080/ipn")
        self._endpoint.setAccessibleName(self.tr("Address that takes the notifications"))
        self._endpoint.returnPressed.connect(self._give)
        self._endpoint.left.connect(self._give)
        self._endpoint.typed.connect(lambda _: self._problem.hide())
        self._here = self._button(self.tr("Use this console"), self._told.use_console)
        self._mode = Combo()
        self._mode.setAccessibleName(self.tr("How they arrive"))
        for name, label in _MODES.items():
            self._mode.addItem(word(label), name)
        self._mode.activated.connect(lambda _: self._told.set_mode(self._mode.currentData()))
        self._after = Line()
        self._after.setAccessibleName(self.tr("Seconds late"))
        self._after.setValidator(QIntValidator(0, LONGEST, self))
        self._after.setFixedWidth(72)
        self._after.returnPressed.connect(self._give_after)
        self._after.left.connect(self._give_after)
        self._test = self._button(self.tr("Send a test"), self._told.test)
        WhyMark("button.no_receiver", self._test)
        self._more = self._make_more()
        self._asking = self._make_asking()

    def _button(self, words: str, do: Callable[[], object], kind: str = "secondary") -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", kind)
        button.clicked.connect(lambda _=False: do())
        return button

    def _make_asking(self) -> QWidget:
        """The question whether another computer may be sent to."""
        self._question = WrappedLabel("")
        self._allow = self._button("", self._say_yes)
        no = self._button(self.tr("No"), self._say_no, "ghost")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._allow)
        foot.addWidget(no)
        foot.addStretch(1)
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, _GAP, 0, _GAP)
        column.setSpacing(8)
        column.addWidget(self._question)
        column.addLayout(foot)
        asking.hide()
        return asking

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        hint = WrappedLabel(
            self.tr(
                "Amazon posts a notification when a charge, refund or permission changes. The "
                "emulator does the same, to this address."
            )
        )
        hint.setProperty("role", "hint")
        column.addWidget(hint)
        column.addSpacing(6)
        column.addWidget(named(self.tr("Address of your receiver"), self._endpoint))
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._endpoint, 1)
        first.addWidget(self._here)
        column.addLayout(first)
        column.addWidget(self._problem)
        column.addWidget(self._asking)
        column.addSpacing(6)
        column.addWidget(named(self.tr("They arrive"), self._mode))
        column.addLayout(self._make_second_row())

    def _make_second_row(self) -> QHBoxLayout:
        self._by, self._seconds = PlainLabel(self.tr("by")), PlainLabel(self.tr("seconds"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._mode, self._by, self._after, self._seconds):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def make_senders(self) -> QHBoxLayout:
        """What can be sent at once; it stands beside the tabs."""
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._test)
        row.addWidget(self._more)
        return row

    def _make_more(self) -> QToolButton:
        menu = QMenu(self)
        self._sends = (
            menu.addAction(self.tr("Ask to confirm the subscription"), self._told.confirm),
            menu.addAction(self.tr("Send a chargeback"), self._told.dispute),
        )
        menu.addSeparator()
        self._amazon = menu.addAction(self.tr("SigningCertURL names Amazon's host"))
        self._sha256 = menu.addAction(self.tr("Sign with SHA-256 (SignatureVersion 2)"))
        self._amazon.triggered.connect(self._told.name_amazon)
        self._sha256.triggered.connect(self._told.use_sha256)
        for action in (self._amazon, self._sha256):
            action.setCheckable(True)
        more = QToolButton()
        more.setIcon(self._theme.icon("dots-three", "text2"))
        more.setAccessibleName(self.tr("More to send"))
        more.setToolTip(self.tr("More to send"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(menu)
        return more

    def _show_address(self, url: str) -> None:
        self._address = url
        self._asking.hide()
        self._problem.hide()
        self._endpoint.put(url)

    def _show(self, plan: Plan) -> None:
        """Show a plan; what is typed stays, unless the address became another one."""
        if plan.endpoint != self._address:
            self._show_address(plan.endpoint)
        self._mode.setCurrentIndex(self._mode.findData(plan.mode))
        self._after.put(str(plan.after))
        for part in (self._by, self._after, self._seconds):
            part.setVisible(plan.mode == LATE)
        self._amazon.setChecked(plan.amazon_host)
        self._sha256.setChecked(plan.sha256)
        for sender in (self._test, *self._sends):
            sender.setEnabled(bool(plan.endpoint))
        self._offer_here(is_offered=not plan.is_here)

    def _offer_here(self, *, is_offered: bool) -> None:
        if self._here.hasFocus() and not is_offered:
            self._endpoint.setFocus()
        self._here.setVisible(is_offered)

    def _give(self) -> None:
        self._told.set_endpoint(self._endpoint.text())

    def _give_after(self) -> None:
        text = self._after.text()
        self._told.set_after(int(text) if text.isdecimal() else self._told.plan.after)

    def _refuse(self, error: Invalid) -> None:
        self._problem.tell(say_fault(error))

    def _ask(self, host: str) -> None:
        name = visible(host)
        question = self.tr(
            "{host} is another computer. Notifications name ids of your sales, and nothing of "
            "buyers. Send them there?"
        )
        self._question.setText(question.replace("{host}", name))
        self._allow.setText(self.tr("Allow {host}").replace("{host}", name.replace("&", "&&")))
        self._asking.show()
        self._allow.setFocus()

    def _say_yes(self) -> None:
        self._told.allow()
        self._endpoint.setFocus()

    def _say_no(self) -> None:
        self._told.decline()
        self._show_address(self._told.plan.endpoint)
        self._endpoint.setFocus()
