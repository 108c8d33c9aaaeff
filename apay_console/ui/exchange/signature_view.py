"""How one request was signed, stage by stage, and what in each stage came from what."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from apay_console.model.answer import server_hash
from apay_console.model.exchange import Exchange
from apay_console.model.signature.stages import Box, digest_of, stages_of
from apay_console.model.signature.stages import Stage as Stages
from apay_console.model.signature.words import words_of
from apay_console.presenters.sale.words.shop_words import (
    differs,
    is_wrongly_signed,
    line_that_differs,
)
from apay_console.ui.exchange.stage import Stage
from apay_console.ui.exchange.tied_stage import TiedStage
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme
from apay_console.visible_text import visible_lines

_AROUND = 24  # pixels that stay seen above and below the cursor


class SignatureView(QFrame):
    """The stages of a signature, each to be copied; below them what is pointed at is explained."""

    doctor_wanted = Signal(object)  # the Exchange whose signature was refused

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._exchange: Exchange | None = None
        self._boxes: list[TiedStage] = []
        self.setObjectName("signaturePage")
        self.setAccessibleName(self.tr("How the request was signed"))
        column = column_in(self)
        column.addWidget(self._make_scroll(), 1)
        column.addWidget(self._make_foot())
        theme.changed.connect(self._relight)

    def _make_scroll(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("formScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._scroll

    def _make_foot(self) -> QFrame:
        """Two lines are kept free, so that nothing moves under the pointer."""
        self._foot = QFrame()
        self._foot.setObjectName("foot")
        self._words = WrappedLabel()
        self._words.setProperty("role", "hint")
        self._words.setMinimumHeight(2 * self._words.fontMetrics().lineSpacing())
        row = QVBoxLayout(self._foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words)
        return self._foot

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Lay the stages of one exchange out below each other."""
        self._exchange = exchange
        self._boxes = []
        page = QFrame()
        page.setObjectName("signaturePaper")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(2)
        self._fill(column, exchange)
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._foot.setVisible(bool(self._boxes))
        self._light("")

    def _fill(self, column: QVBoxLayout, exchange: Exchange | None) -> None:
        stages = stages_of(exchange) if exchange is not None else None
        if exchange is None or stages is None:
            self._say(column, self.tr("Nothing was signed yet."))
            return
        self._add_verdict(column, exchange)
        for number, box in enumerate(stages.boxes, 1):
            heading = f"{number} · {self._name(box)}"
            stage = TiedStage(box, self._theme)
            self._add(column, heading, stage, box.copied)
            self._connect(stage, exchange)

    def _connect(self, stage: TiedStage, exchange: Exchange) -> None:
        self._boxes.append(stage)
        stage.pointed.connect(self._light)
        stage.moved.connect(self._follow)
        line = line_that_differs(exchange)
        if line is not None and stage.box.stage is Stages.CANONICAL:
            stage.mark(line, "err")

    def _name(self, box: Box) -> str:
        return {
            Stages.REQUEST: self.tr("Request"),
            Stages.CANONICAL: self.tr("Canonical request"),
            Stages.DIGEST: self.tr("Its SHA-256"),
            Stages.TO_SIGN: self.tr("String to sign"),
            Stages.SIGNATURE: self.tr("Signature"),
            Stages.HEADER: self.tr("Authorization header"),
        }[box.stage]

    def _add_verdict(self, column: QVBoxLayout, exchange: Exchange) -> None:
        """What is known of a signature that was not taken, before how it was made."""
        if exchange.is_from_shop:
            self._add_of_shop(column, exchange)
        elif theirs := server_hash(exchange):
            self._add_compared(column, digest_of(exchange.canonical_request), theirs)
        if is_wrongly_signed(exchange):
            column.addWidget(self._make_doctor(exchange), 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(10)

    def _add_of_shop(self, column: QVBoxLayout, exchange: Exchange) -> None:
        """The shop's stages are known as the emulator computed them from what arrived."""
        words = self.tr("As the emulator read the request; your shop must have signed the same.")
        found = (exchange.reason, differs(exchange))
        for line in (words, *(say(one) for one in found if one is not None)):
            self._say(column, line)

    def _add_compared(self, column: QVBoxLayout, ours: str, theirs: str) -> None:
        same = self.tr("Amazon's hash is the same: it read the request as we did.")
        other = self.tr("Amazon's hash is another: the request changed on the way.")
        words = same if ours == theirs else other
        self._add(column, words, Stage(visible_lines(theirs), self._theme), theirs)

    def _make_doctor(self, exchange: Exchange) -> QPushButton:
        button = QPushButton(
            self._theme.icon("shield-check", "text"), self.tr("Ask the signature doctor")
        )
        button.setProperty("kind", "secondary")
        button.clicked.connect(lambda: self.doctor_wanted.emit(exchange))
        return button

    def _say(self, column: QVBoxLayout, words: str) -> None:
        label = WrappedLabel(words)
        label.setProperty("role", "hint")
        column.addWidget(label)

    def _add(self, column: QVBoxLayout, heading: str, box: Stage, text: str) -> None:
        label = PlainLabel(heading)
        label.setProperty("role", "section")
        box.setAccessibleName(heading)
        row = QHBoxLayout()
        row.addWidget(label, 1)
        row.addWidget(self._copier(heading, text))
        column.addLayout(row)
        column.addWidget(box)
        column.addSpacing(10)

    def _copier(self, heading: str, text: str) -> QPushButton:
        button = QPushButton(self._theme.icon("copy-simple", "text2"), self.tr("Copy"))
        button.setProperty("kind", "ghost")
        button.setAccessibleName(self.tr("Copy: {what}").replace("{what}", heading))
        button.clicked.connect(lambda: copy_briefly(button, text))
        return button

    def _relight(self) -> None:
        self._light("")

    def _light(self, tie: str) -> None:
        """Light what belongs together; the pointer gone, that is where the keyboard is."""
        held = next((box.tie for box in self._boxes if box.hasFocus()), "")
        tie = tie or held
        for box in self._boxes:
            box.light(tie)
        self._explain(tie)

    def _explain(self, tie: str) -> None:
        words = words_of(tie, self._exchange) if tie and self._exchange else None
        rest = self.tr("Point at a line, or use the arrow keys, to see where it came from.")
        self._words.setText(say(words) if words else rest)

    def _follow(self, place: QRect) -> None:
        """Keep the cursor in sight, and say what it is at to those who do not see it."""
        box = next((box for box in self._boxes if box.hasFocus()), None)
        paper = self._scroll.widget()
        if box is not None and paper is not None:
            spot = box.viewport().mapTo(paper, place.center())
            self._scroll.ensureVisible(spot.x(), spot.y(), 0, _AROUND)
            announce(self._words, self._words.text())
