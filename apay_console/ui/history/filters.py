"""The rows above the list: words to look for, and what else narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from apay_console.errors import N_, Invalid
from apay_console.model.exchange import FROM_SHOP
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.presenters.history import narrowing
from apay_console.presenters.history.line_words import YOUR_SHOP
from apay_console.presenters.history.narrowing import Choice
from apay_console.presenters.history.past import Past
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.parts.layouts import keep_room
from apay_console.ui.parts.text import clip, say_fault, unmnemonic, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Combo, Line
from apay_console.ui.sale.sale_words import named_in

_AFTER_MS = 150  # a pause in typing
_GAP = 8
_LEAST = 72
_LONGEST = 40
_ANYBODY = Choice(N_("Profile"), "")
_SHOP = Choice(YOUR_SHOP, FROM_SHOP)


class Filters(QFrame):
    """What is looked for; tells it whenever it changed."""

    changed = Signal(object)  # Wanted

    def __init__(self, past: Past, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pastFilters")
        self._past = past
        self._theme = theme
        self._followed = EVERYTHING  # the one sale or session that is followed
        self._last = EVERYTHING
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._pause.timeout.connect(self.apply)
        self._make_parts()
        self._place()
        past.profiles.changed.connect(self._name_profiles)

    def _make_parts(self) -> None:
        self.words = Line()
        self.words.setPlaceholderText(self.tr("Search addresses, bodies, ids and notes"))
        self.words.setAccessibleName(self.tr("Search the history"))
        self.words.setClearButtonEnabled(False)
        self.words.typed.connect(lambda _: self._pause.start())
        self.words.returnPressed.connect(self.apply)
        self.profile = self._combo(self.tr("Profile"), [])
        self._name_profiles()
        self.operation = self._combo(self.tr("Operation"), narrowing.OPERATION_CHOICES)
        self.outcome = self._combo(self.tr("Outcome"), narrowing.OUTCOMES)
        self.status = self._combo(self.tr("Status"), narrowing.STATUSES)
        self.day = self._combo(self.tr("Day"), narrowing.DAYS)
        self.date = Line()
        self.date.setPlaceholderText("2026-03-08")
        self.date.setAccessibleName(self.tr("Day, as year-month-day"))
        self.date.typed.connect(lambda _: self._pause.start())
        self.date.hide()
        self.pinned = self._box(self.tr("Pinned"))
        self.live = self._box(self.tr("Live only"))
        self.problem = ProblemLabel()

    def _combo(self, name: str, choices: Sequence[Choice]) -> Combo:
        combo = Combo()
        combo.setAccessibleName(name)
        combo.setMinimumWidth(_LEAST)
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for choice in choices:
            combo.addItem(word(choice.label), choice.value)
        combo.currentIndexChanged.connect(self._chosen)
        return combo

    def _box(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.toggled.connect(lambda _: self.apply())
        return box

    def _name_profiles(self) -> None:
        """List who may have asked, and keep what is chosen."""
        chosen = self.profile.currentData()
        self.profile.blockSignals(True)
        self.profile.clear()
        self.profile.addItem(word(_ANYBODY.label), _ANYBODY.value)
        for one in self._past.profiles.all:
            self.profile.addItem(visible(clip(one.name, _LONGEST)), one.id)
        self.profile.addItem(word(_SHOP.label), _SHOP.value)
        self.profile.setCurrentIndex(max(self.profile.findData(chosen), 0))
        self.profile.blockSignals(False)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(_GAP)
        column.addLayout(self._row(self.words, self.pinned, self.live, self._make_clear()))
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        combos = (self.profile, self.operation, self.outcome, self.status, self.day)
        for place, combo in enumerate(combos):
            grid.addWidget(combo, 0, place)
            grid.setColumnStretch(place, 1)
        self.date.setMaximumWidth(120)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._make_followed())
        row.addStretch(1)
        row.addWidget(self.date)
        column.addLayout(row)
        column.addWidget(self.problem)

    def _row(self, first: QWidget, *others: QWidget) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(first, 1)
        for one in others:
            row.addWidget(one)
        return row

    def _make_clear(self) -> QPushButton:
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setProperty("kind", "flat")
        self.clear.setObjectName("clearFilters")
        self.clear.clicked.connect(self.reset)
        keep_room(self.clear)
        self.clear.hide()
        return self.clear

    def _make_followed(self) -> QPushButton:
        self.followed = QPushButton()
        self.followed.setObjectName("followed")
        self.followed.setProperty("kind", "task")
        self.followed.setIcon(self._theme.icon("x", "text2"))
        self.followed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.followed.clicked.connect(lambda: self.follow("", EVERYTHING))
        self.followed.hide()
        return self.followed

    def begin(self, letters: str) -> None:
        """Begin another search with letters that were typed in the list."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.put(letters)
        self._pause.start()

    # --- what is wanted ---------------------------------------------------------------------------

    def follow(self, words: str, wanted: Wanted) -> None:
        """List one sale's or one session's exchanges only; all again without words."""
        if not words and self.followed.hasFocus():
            self.words.setFocus()
        self._followed = wanted if words else EVERYTHING
        self.followed.setText(unmnemonic(words))
        removes = self.tr("{what}; press to list the others too")
        self.followed.setAccessibleName(removes.replace("{what}", words))
        self.followed.setVisible(bool(words))
        self.apply()

    def wanted(self) -> Wanted:
        """What is looked for; raise Invalid for a day that is none."""
        day = str(self.day.currentData() or "")
        since, until = narrowing.span_of(day, self._past.now(), self.date.text())
        return Wanted(
            words=named_in(self.words.text()).strip(),
            profile_id=self.profile.currentData() or "",
            is_live=True if self.live.isChecked() else None,
            operation=self.operation.currentData() or "",
            outcome=self.outcome.currentData(),
            status=self.status.currentData(),
            session_id=self._followed.session_id,
            sale_id=self._followed.sale_id,
            since=since,
            until=until,
            is_pinned=True if self.pinned.isChecked() else None,
        )

    def _chosen(self, _: int) -> None:
        is_day = self.day.currentData() == narrowing.ON_A_DAY
        self.date.setVisible(is_day)
        if is_day and not self.date.text() and self.day.hasFocus():
            self.date.setFocus()
        self.apply()

    def apply(self) -> None:
        """Look for what is chosen and typed now."""
        self._pause.stop()
        self.problem.hide()
        try:
            wanted = self.wanted()
        except Invalid as error:
            self.refuse(error)
            return
        self.clear.setVisible(wanted != EVERYTHING)
        if wanted != self._last:
            self._last = wanted
            self.changed.emit(wanted)

    def refuse(self, error: Invalid) -> None:
        """Say below the boxes why nothing can be looked for; the list stays as it is."""
        self._last = replace(EVERYTHING, words="\n")  # the same may be tried again
        self.problem.tell(say_fault(error))

    def reset(self) -> None:
        """List everything again."""
        if self.clear.hasFocus():
            self.words.setFocus()
        parts: tuple[Any, ...] = (*self._combos(), self.pinned, self.live)
        for part in parts:
            part.blockSignals(True)
        for combo in self._combos():
            combo.setCurrentIndex(0)
        self.pinned.setChecked(False)
        self.live.setChecked(False)
        for part in parts:
            part.blockSignals(False)
        self.words.put("")
        self.date.put("")
        self.date.hide()
        self.follow("", EVERYTHING)

    def _combos(self) -> tuple[Combo, ...]:
        return (self.profile, self.operation, self.outcome, self.status, self.day)
