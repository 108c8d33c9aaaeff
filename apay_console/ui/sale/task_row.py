"""The task row: what can be done with the object that is shown; one of it is filled in below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Message
from apay_console.model.operation import Operation
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.tab_order import stop_once
from apay_console.ui.parts.text import say, unmnemonic, word
from apay_console.ui.parts.theme import restyle

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.objects import Task

_INSET = (16, 10, 16, 0)
_ORDER = ("POST", "DELETE", "PATCH")


class TaskButton(QPushButton):
    """One task; it can be looked at in every state, and says itself why it cannot be done."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(unmnemonic(word(operation.verb or operation.label)))
        self.setProperty("kind", "task")
        self.setCheckable(True)
        self.setAccessibleName(word(operation.label))
        self.task = operation.name
        self.reason: Message | None = None

    def allow(self, reason: Message | None) -> None:
        """Take the reason why it cannot be done; None when it can."""
        if reason != self.reason:
            self.reason = reason
            restyle(self, "muted", reason is not None)
            self.setAccessibleDescription(say(reason) if reason else "")


def _place(task: Task) -> tuple[bool, int]:
    """Where a task stands in the row; what changes no object comes last."""
    done = task.operation
    return (not done.answers.id_field, _ORDER.index(done.method))


class TaskRow(QFrame):
    """A button for each task, and under them why the chosen one cannot be done."""

    chosen = Signal(str)  # the operation's name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("taskRow")
        self.setAccessibleName(self.tr("What can be done"))
        self._operations: tuple[Operation, ...] = ()
        self._buttons: list[TaskButton] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._reason = WrappedLabel("")
        self._reason.setProperty("role", "note")
        self._reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*_INSET)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self._reason)
        self.hide()

    def show_tasks(self, tasks: tuple[Task, ...], chosen: str) -> None:
        """Show what can be done, and which of it is chosen; what moves money comes first."""
        tasks = tuple(sorted(tasks, key=_place))
        operations = tuple(task.operation for task in tasks)
        if operations != self._operations:
            self._make(operations)
        for task, button in zip(tasks, self._buttons, strict=True):
            button.allow(task.reason)
            if task.operation.name == chosen and not button.isChecked():
                button.setChecked(True)
        stop_once(self._group)
        self._explain(next((task for task in tasks if task.operation.name == chosen), None))
        self.setVisible(bool(tasks))

    def _make(self, operations: tuple[Operation, ...]) -> None:
        had_keyboard = any(button.hasFocus() for button in self._buttons)
        empty(self._row)
        self._operations = operations
        self._buttons = [self._button(operation) for operation in operations]
        self._row.addStretch(1)
        if had_keyboard and self._buttons:
            self._buttons[0].setFocus()

    def _button(self, operation: Operation) -> TaskButton:
        button = TaskButton(operation)
        button.clicked.connect(lambda: self.chosen.emit(operation.name))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def _explain(self, task: Task | None) -> None:
        reason = task.reason if task else None
        self._reason.setText(say(reason) if reason else "")
        self._reason.setVisible(reason is not None)

    def buttons(self) -> list[TaskButton]:
        """The buttons from left to right."""
        return self._buttons

    def texts(self) -> list[str]:
        """What can be done, in brackets what cannot, with a star at what is chosen."""
        return [
            ("*" if button.isChecked() else "")
            + (f"({button.text()})" if button.reason else button.text())
            for button in self._buttons
        ]

    def reason(self) -> str:
        """Why the chosen task cannot be done."""
        return self._reason.text()
