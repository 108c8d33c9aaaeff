"""“Take it elsewhere”: a form, what goes along, and the whole of it to be seen before it leaves."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.model.taking.taken import Taken
from apay_console.presenters.saving import Saved
from apay_console.presenters.taking import forms
from apay_console.presenters.taking.forms import Form, Ticks
from apay_console.presenters.taking.taking import Taking, View
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.curtain import Curtain
from apay_console.ui.parts.labels import ElidedLabel, ProblemLabel, WrappedLabel
from apay_console.ui.parts.saving import save_as
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import MOST_SIGNS, PlainLabel, say, shown_lines, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Area

_WIDEST, _HIGHEST, _AROUND = 960, 640, 48
_FORMS_WIDTH, _ROW = 200, 28


class ExportSheet(Sheet):
    """Nothing is copied or saved but by its two buttons."""

    def __init__(self, theme: Theme, taking: Taking, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._taking = taking
        self._taken: Taken | None = None
        self.setAccessibleName(self.tr("Take it elsewhere"))
        self._make_parts()
        self._place()
        self._connect()

    def _make_parts(self) -> None:
        self._make_choices()
        self._make_seen()
        self.size_words = ElidedLabel("")
        self.size_words.setProperty("role", "hint")
        self.copy = self._button(self.tr("Copy"), "copy-simple")
        self.save = QPushButton(self.tr("Save as…"))
        self.save.setProperty("kind", "primary")
        self.closer = self._button(self.tr("Close"), "")

    def _make_choices(self) -> None:
        self.forms = QListWidget()
        self.forms.setObjectName("forms")
        self.forms.setAccessibleName(self.tr("What it becomes"))
        self.forms.setFixedWidth(_FORMS_WIDTH)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for form in Form:
            row = QListWidgetItem(word(forms.LABELS[form]), self.forms)
            row.setSizeHint(QSize(0, _ROW))
        self.buyers = QCheckBox(self.tr("Include buyers' data"))
        self.signatures = QCheckBox(self.tr("Include signatures"))
        self.afresh = QCheckBox(self.tr("Sign afresh"))
        self.sure = QCheckBox(self.tr("I know: real money"))
        self.why = WrappedLabel()
        self.why.setProperty("role", "hint")

    def _make_seen(self) -> None:
        self.preview = Area()
        self.preview.setReadOnly(True)
        self.preview.setFont(self._theme.font("mono"))
        self.preview.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.preview.setLineWrapMode(Area.LineWrapMode.WidgetWidth)
        self.preview.setAccessibleName(self.tr("What will be copied or saved"))
        self.remarks, self.problem = WrappedLabel(), ProblemLabel()
        self.remarks.setProperty("role", "hint")

    def _button(self, words: str, icon: str) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("kind", "secondary")
        if icon:
            made.setIcon(self._theme.icon(icon, "text2"))
        return made

    def _place(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        title = PlainLabel(self.tr("Take it elsewhere"))
        title.setProperty("role", "title")
        outer.addWidget(title)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(self._choices())
        middle.addLayout(self._seen(), 1)
        outer.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.size_words, 1)
        for part in (self.closer, self.copy, self.save):
            foot.addWidget(part)
        outer.addLayout(foot)

    def _choices(self) -> QVBoxLayout:
        column = self._left = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.forms, 1)
        for box in (self.buyers, self.signatures, self.afresh, self.sure):
            column.addWidget(box)
        self.why.setFixedWidth(_FORMS_WIDTH)
        column.addWidget(self.why)
        column.addStretch(0)
        return column

    def _seen(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._curtain = Curtain(self.preview, self._theme)
        column.addWidget(self._curtain, 1)
        column.addWidget(self.remarks)
        column.addWidget(self.problem)
        return column

    def _connect(self) -> None:
        taking = self._taking
        taking.shown.connect(self._show)
        self.forms.currentRowChanged.connect(lambda row: taking.choose(list(Form)[row]))
        self.buyers.clicked.connect(lambda on: taking.tick(buyers=on))
        self.signatures.clicked.connect(lambda on: taking.tick(signatures=on))
        self.afresh.clicked.connect(lambda on: taking.tick(afresh=on, sure=False))
        self.sure.clicked.connect(lambda on: taking.tick(sure=on))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.closer.clicked.connect(self.leave)

    def open(self) -> None:
        """Show what the presenter holds, in the middle of the window."""
        self._show(self._taking.view)
        self.place()
        self.show_with(self.buyers if self._taking.view.is_part else self.forms)

    def place(self) -> None:
        window = self.window()
        width = min(window.width() - _AROUND, _WIDEST)
        height = min(window.height() - _AROUND, _HIGHEST)
        self.setGeometry(
            (window.width() - width) // 2, (window.height() - height) // 2, width, height
        )

    def _show(self, view: View) -> None:
        self._taken = view.taken
        self._show_choices(view)
        self._curtain.tell(tells=view.ticks.buyers)
        self.preview.put(shown_lines(view.taken.text) if view.taken else "")
        self.remarks.setText(_sentences(view.taken) if view.taken else "")
        self.remarks.setVisible(bool(view.taken and view.taken.remarks))
        self.size_words.setText(self._size(view))
        self.copy.setVisible(view.taken is None or view.taken.can_copy)
        self._offer(view)
        if view.problem is None:
            self.problem.hide()
        else:
            self.problem.tell(say(view.problem))

    def _offer(self, view: View) -> None:
        """Let both buttons wait for what is taken; what that waits for is in sight."""
        waits = say(view.problem) if view.problem else self.size_words.text()
        for button in (self.copy, self.save):
            button.setEnabled(view.taken is not None)
            button.setAccessibleDescription("" if view.taken else waits)

    def _show_choices(self, view: View) -> None:
        self._show_forms(view)
        self._show_ticks(view.ticks)
        self._show_signing(view)

    def _show_forms(self, view: View) -> None:
        self.forms.blockSignals(True)
        self.forms.setCurrentRow(list(Form).index(view.form))
        self.forms.blockSignals(False)
        self.forms.setVisible(not view.is_part)
        self._left.setStretch(0, int(not view.is_part))

    def _show_ticks(self, ticks: Ticks) -> None:
        self.buyers.setChecked(ticks.buyers)
        self.signatures.setChecked(ticks.signatures or ticks.afresh)
        self.afresh.setChecked(ticks.afresh)
        self.sure.setChecked(ticks.sure)

    def _show_signing(self, view: View) -> None:
        """Offer what can be done about signatures, or say why nothing can."""
        has_signature = view.is_part or forms.has_signature(view.form)
        self.signatures.setVisible(has_signature and not view.ticks.afresh)
        is_curl = view.form is Form.CURL and not view.is_part
        self.afresh.setVisible(is_curl and view.no_signing is None)
        self.sure.setVisible(view.asks_sure)
        self.why.setText(say(view.no_signing) if view.no_signing else "")
        self.why.setVisible(is_curl and view.no_signing is not None)

    def _size(self, view: View) -> str:
        if view.is_busy:
            return self.tr("Signing…") if view.ticks.afresh else self.tr("Making it…")
        if view.taken is None:
            return ""
        size = QLocale().formattedDataSize(len(view.taken.data))
        words = self.tr("{name} · {size}").replace("{size}", size)
        whole = words.replace("{name}", visible(view.taken.name))
        cut = self.tr("Only the beginning is shown; all of it is copied or saved.")
        return f"{whole} · {cut}" if _is_cut(view.taken.text) else whole

    def _copy(self) -> None:
        if self._taken is not None:
            self._tell(copy_briefly(self, self._taken.text))

    def _save(self) -> None:
        if self._taken is not None:
            save_as(self, self._taken.name, self._taken.data, self._saved)

    def _saved(self, saved: Saved) -> None:
        if saved.problem is not None:
            self.problem.tell(say(saved.problem))
        else:
            self.problem.hide()
            path = visible(str(saved.path))
            self._tell(self.tr("Saved as {path}").replace("{path}", path))

    def _tell(self, words: str) -> None:
        self.size_words.setText(words)
        announce(self.size_words, words)


def _sentences(taken: Taken) -> str:
    return " ".join(say(remark) for remark in taken.remarks)


def _is_cut(text: str) -> bool:
    return len(text) > MOST_SIGNS
