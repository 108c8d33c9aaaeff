"""The pieces of a profile's form: a labelled entry, a combo of words, the environment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from apay_console.errors import Invalid, Message
from apay_console.model.profile import Environment
from apay_console.ui.parts.text import PlainLabel, say, say_fault
from apay_console.ui.parts.theme import restyle
from apay_console.ui.parts.widgets import Combo

Choices = Sequence[tuple[str, str]]  # the value, and what the person reads


class OneLine(QLineEdit):
    """One line of text, with an undo of its own: no draft stands behind this form."""

    typed = Signal(str)

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.textEdited.connect(self.typed)

    def put(self, text: str) -> None:
        """Show a text; only what a person types is told."""
        self.setText(text)


class Words(Combo):
    """One of a few words; nothing is chosen until the person chooses."""

    typed = Signal(str)

    def __init__(self, choices: Choices, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(-1)
        self.activated.connect(self._tell)

    def _tell(self, row: int) -> None:
        self.typed.emit(self.itemData(row))

    def put(self, value: str) -> None:
        """Show a value, without telling."""
        self.setCurrentIndex(self.findData(value))

    def text(self) -> str:
        """The value that is shown; empty for none."""
        return self.currentData() or ""


class Place(QStackedWidget):
    """The environment: told by the key id, or asked."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chip = PlainLabel()
        self._chip.setFixedHeight(20)
        self._chip.setObjectName("envWord")
        self._empty = PlainLabel(self.tr("The key id will tell."))
        self._empty.setProperty("role", "hint")
        self._words = Words(
            [(Environment.SANDBOX, self.tr("Sandbox")), (Environment.LIVE, self.tr("Live"))],
            self.tr("Choose…"),
        )
        self._words.typed.connect(self.typed)
        for page in (self._empty, _beside(self._chip), self._words):
            self.addWidget(page)
        self.setFixedHeight(30)
        self.setFocusProxy(self._words)

    def show_place(self, environment: Environment | None, *, asks: bool) -> None:
        """Show what is known; ask for what is not."""
        self._words.put(environment or "")
        self._chip.setText((environment or "").upper())
        restyle(self._chip, "env", environment or "")
        self.setCurrentIndex(2 if asks else 1 if environment else 0)

    @property
    def asks(self) -> bool:
        """Whether the person has to choose."""
        return self.currentIndex() == 2

    @property
    def words(self) -> Words:
        """Where the person chooses."""
        return self._words

    def text(self) -> str:
        """What is shown."""
        return self._words.currentText() if self.asks else self._chip.text()


def _beside(chip: PlainLabel) -> QWidget:
    """Keep a chip from being stretched."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(chip)
    row.addStretch(1)
    return page


class Entry(QWidget):
    """A label, what is entered, and one line for a hint or for what is wrong."""

    typed = Signal(str, str)  # the entry's name, its text

    def __init__(
        self, name: str, label: str, field: OneLine | Words | Place, hint: str = ""
    ) -> None:
        super().__init__()
        self.field = field
        self._entry = name
        self._hint = hint
        self._name = PlainLabel(label)
        self._name.setProperty("role", "label")
        self._name.setBuddy(field)
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._words.setMinimumHeight(self._words.fontMetrics().height())
        target = field.words if isinstance(field, Place) else field
        target.setAccessibleName(label)
        self._target = target
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._name, field, self._words):
            column.addWidget(widget)
        column.addStretch(1)
        self.show_words(None, None)
        field.typed.connect(self._tell)

    def _tell(self, text: str) -> None:
        self.typed.emit(self._entry, text)

    def set_hint(self, text: str) -> None:
        """Say what the entry is for."""
        self._hint = text

    def show_words(self, problem: Invalid | None, note: Message | None) -> None:
        """Say what is wrong, else what is unusual, else what the entry is for."""
        role = "error" if problem else "note" if note else "hint"
        text = say_fault(problem) if problem else say(note) if note else self._hint
        self._words.setText(text)
        restyle(self._words, "role", role)
        restyle(self._target, "state", "error" if problem else "")
        self._target.setAccessibleDescription(text)

    def text(self) -> str:
        """What is said below."""
        return self._words.text()
