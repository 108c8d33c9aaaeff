"""One field of a form: its label, what is to say about it, and its editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid, Message
from apay_console.model.fields import Field
from apay_console.model.kinds import Kind, Money, Pattern, Switch, Text
from apay_console.model.money import currencies
from apay_console.ui.form.advice import advice_of
from apay_console.ui.form.editor import Editor
from apay_console.ui.form.editors import editor_for
from apay_console.ui.form.editors_choice import ManyEditor
from apay_console.ui.form.remark import Remark, problem_words
from apay_console.ui.parts.text import PlainLabel, plain_tip, say, unmnemonic, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton
from apay_console.visible_text import hidden_in

ACTIONS: Mapping[str, str] = {
    "webCheckoutDetails.checkoutResultReturnUrl": "use_console",
    "webCheckoutDetails.checkoutReviewReturnUrl": "use_console",
}


class Cell(QWidget):
    """A field's label and remark above its editor."""

    edited = Signal(object, str)  # Field, what was typed
    action = Signal(str, object)  # the button's name, Field
    remarked = Signal()  # what stands beside the label changed

    def __init__(self, row: Field, kind: Kind, theme: Theme, *, creating: bool) -> None:
        super().__init__()
        self.field = row
        self.kind = kind
        self.editor: Editor = editor_for(kind)
        self._is_required = creating and row.required
        self._problem: Invalid | None = None
        self._notice: Message | None = None
        self._is_typing = False
        self.why: WhyButton | None = None  # made with the first problem
        self._put: tuple[Any, str] | None = None  # what was put, and how the editor shows it
        self._help = word(row.help) if row.help else ""
        self._spoken = ""  # the remark that is heard with the field's name
        self._said: tuple[Invalid | None, bool] = (None, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._lay_out(column, theme)
        self.editor.edited.connect(self._edit)
        self.editor.noticed.connect(self._take_notice)
        self.editor.left.connect(self.reveal)
        self._remark()

    def _lay_out(self, column: QVBoxLayout, theme: Theme) -> None:
        words = word(self.field.label)
        self.remark = Remark()
        self.dot = PlainLabel("●")
        self.dot.setProperty("role", "dot")
        self.dot.setAccessibleName(self.tr("Not sent yet"))
        self.dot.hide()
        head = self._head = QHBoxLayout()
        head.setSpacing(6)
        column.addLayout(head)
        self._name(words)
        if isinstance(self.kind, Switch):
            head.addWidget(self.editor)
        else:
            head.addWidget(self._label(words))
            column.addLayout(self._line(theme))
        head.addWidget(self.dot)
        head.addWidget(self.remark, 1)

    def _name(self, words: str) -> None:
        self.editor.set_name(words, self._help)
        if self._help:
            self.editor.setToolTip(plain_tip(self._help))
        for widget in self.editor.inputs():
            if hasattr(widget, "setPlaceholderText") and self.field.hint:
                widget.setPlaceholderText(self._example())

    def _example(self) -> str:
        """The field's example, without cents where the currency has none."""
        codes = self.kind.currencies if isinstance(self.kind, Money) else ()
        has_cents = not codes or currencies.decimals(codes[0]) > 0
        return self.field.hint if has_cents else self.field.hint.replace(".", "")

    def _label(self, words: str) -> PlainLabel:
        label = PlainLabel(unmnemonic(words))
        label.setProperty("role", "label")
        label.setBuddy(self.editor.inputs()[0])
        return label

    def _line(self, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.editor, 1)
        if isinstance(self.editor, ManyEditor):
            self.editor.opener.setIcon(theme.icon("caret-down", "text2"))
        if self.field.name in ACTIONS:
            line.addWidget(self._button())
        return line

    def _button(self) -> QPushButton:
        self.button = QPushButton(self.tr("Use this console"))
        self.button.setProperty("kind", "secondary")
        self.button.setToolTip(
            plain_tip(self.tr("A return page of this console, on this machine only"))
        )
        self.button.clicked.connect(self._act)
        return self.button

    def _act(self) -> None:
        self.action.emit(ACTIONS[self.field.name], self.field)

    def _edit(self, text: str) -> None:
        self._is_typing = True
        self._notice = None
        self._remark()
        self.edited.emit(self.field, text)

    def _take_notice(self, notice: Message) -> None:
        self._notice = notice
        self._remark()

    def reveal(self) -> None:
        """Show a problem that was held back while the field was typed in."""
        self._is_typing = False
        self._show_problem()

    def put(self, value: Any) -> None:
        """Show a value, unless just that is shown: most answers change few of a form's fields."""
        before = self.editor.text()
        if (value, before) != self._put:
            self.editor.put(value)
            if self.editor.text() != before:
                self._notice = None  # it was about what stood here
            self._put = (value, self.editor.text())
            self._remark()

    def show_problem(self, found: Invalid | None) -> None:
        """Say what is wrong; while somebody types for the first time, only when they leave."""
        was_shown = self._shown_problem() is not None
        self._problem = found
        if was_shown or found is None:
            self._is_typing = False
        self._show_problem()

    def _shown_problem(self) -> Invalid | None:
        return None if self._is_typing else self._problem

    def _show_problem(self) -> None:
        shown, is_over = self._shown_problem(), self._over() > 0
        if (shown, is_over) != self._said:
            self._said = (shown, is_over)
            self.editor.problem(Invalid(Message("")) if is_over and not shown else shown)
            self._remark()

    def mark(self, *, is_changed: bool) -> None:
        """Show whether the field holds what was not sent yet."""
        self.dot.setVisible(is_changed)

    def lock(self, *, is_locked: bool) -> None:
        """Take no typing, or take it again."""
        self.editor.lock(is_locked)
        if self.field.name in ACTIONS:
            self.button.setEnabled(not is_locked)

    def _over(self) -> int:
        most = counted(self.kind)
        return len(self.editor.text()) - most if most else 0

    def _remark(self) -> None:
        words, role = self._words()
        has_short = self._over() > 0 or role == "hint"  # what stands before the dot says enough
        self.remark.say(words, role, words.partition(" · ")[0] if has_short else "")
        self._speak("" if role == "hint" else words)
        self._offer_why(words)
        self.remarked.emit()

    @property
    def is_wrong(self) -> bool:
        """Whether it is said that what stands here cannot be sent."""
        return self._over() > 0 or self._shown_problem() is not None

    def _offer_why(self, words: str) -> None:
        if self.is_wrong and self.why is None:
            self.why = WhyButton(f"field.{self.field.name}", self)
            self._head.addWidget(self.why)
        if self.why is not None:
            self.why.setVisible(self.is_wrong)
            self.why.about(words)

    def _speak(self, remark: str) -> None:
        """Let those who do not see the remark hear it with the field's name."""
        if remark != self._spoken:
            self._spoken = remark
            said = " ".join(filter(None, (remark, self._help)))
            self.editor.set_name(word(self.field.label), said)

    def _words(self) -> tuple[str, str]:
        problem = self._shown_problem()
        if self._over() > 0:
            return self._count_words(), "error"
        if problem is not None:
            return problem_words(problem), "error"
        if self._notice is not None:
            return say(self._notice), "note"
        return self._quiet_words()

    def _quiet_words(self) -> tuple[str, str]:
        hidden = hidden_in(self.editor.text())
        if self.editor.is_raw:
            return self.tr("Shown as it came"), "note"
        if hidden:
            return self.tr("Holds {signs}").replace("{signs}", ", ".join(hidden[:3])), "note"
        advice = advice_of(self.field.name, self.editor.text().strip())
        return advice if advice[0] else (self._count_words() or self._state_words(), "hint")

    def _count_words(self) -> str:
        most, over = counted(self.kind), self._over()
        if not most or (self._is_required and not self.editor.text()):
            return ""
        count = f"{most + over} / {most}"
        return f"{count} · {self._over_words(over)}" if over > 0 else count

    def _over_words(self, over: int) -> str:
        if over == 1:
            return self.tr("one too many")
        return self.tr("{count} too many").replace("{count}", str(over))

    def _state_words(self) -> str:
        if self.editor.text():
            return ""
        if self._is_required:
            return self.tr("Required")
        return self.tr("Not set") if isinstance(self.kind, Switch) else ""


def counted(kind: Kind) -> int:
    """How many characters a field takes, where it is worth counting; else 0."""
    return kind.most if isinstance(kind, Text) and not isinstance(kind, Pattern) else 0
