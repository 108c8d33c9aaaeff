"""The editor of a price: the digits, and the currency beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from apay_console.model.kinds import Money
from apay_console.ui.form.editor import Editor, set_state
from apay_console.ui.parts.widgets import Combo, Line

_CODE_WIDTH = 78
_LONGEST = 400  # far more than any amount has; enough to see what was pasted


class MoneyEditor(Editor):
    """An amount and a currency; either may be wrong, and both stay as they were typed."""

    def __init__(self, kind: Money, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._codes = kind.currencies
        self.line = Line(of_draft=True)
        self.line.most = _LONGEST
        self.line.setProperty("role", "mono")
        self.line.typed.connect(self._edit)
        self.combo = self._make_combo(kind.currencies)
        for line in (self.line, self.code):
            line.noticed.connect(self.noticed)
        self.line.left.connect(self.left)
        self.combo.left.connect(self.left)
        self._add(self.line)
        self._add(self.combo, 0)

    def _make_combo(self, codes: tuple[str, ...]) -> Combo:
        combo = Combo()
        combo.setEditable(True)
        combo.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.code = Line(of_draft=True)
        combo.setLineEdit(self.code)
        combo.setCompleter(None)  # type: ignore[arg-type]  # Qt takes None; its stub does not say so
        combo.addItems(codes)
        combo.setFixedWidth(_CODE_WIDTH)
        combo.activated.connect(self._edit)
        self.code.typed.connect(self._raise)
        return combo

    def inputs(self) -> list[QWidget]:
        return [self.line, self.combo]

    def text(self) -> str:
        amount = self.line.text()
        if self.is_raw or not amount.strip():
            return amount.strip()
        return f"{amount} {self.code.text()}"

    def _edit(self) -> None:
        self.is_raw = False
        self._type(self.text())

    def _raise(self, code: str) -> None:
        """Write the code in capitals, in sight; another script's letters stay as they are."""
        if code.isascii() and code != code.upper():
            self.code.put(code.upper())
        self._edit()

    def _fill(self, words: str) -> None:
        amount, blank, code = words.rpartition(" ")
        if self.is_raw or not blank:
            self.line.put(words)
            return
        if amount != self.line.text():
            self.line.put(amount)
        if code != self.code.text():
            self.code.put(code)

    def show_state(self) -> None:
        """Mark the part that is wrong."""
        super().show_state()
        is_code = self._is_bad and bool(self.line.text()) and self.code.text() not in self._codes
        if self._is_bad and not self.is_raw:
            set_state(self.line, "" if is_code else "error")
            set_state(self.combo, "error" if is_code else "")

    def lock(self, is_locked: bool) -> None:
        super().lock(is_locked)
        self.code.setReadOnly(is_locked)

    def set_name(self, words: str, description: str = "") -> None:
        super().set_name(words, description)
        currency = self.tr("{what}: currency").replace("{what}", words)
        for widget in (self.combo, self.code):
            widget.setAccessibleName(currency)
