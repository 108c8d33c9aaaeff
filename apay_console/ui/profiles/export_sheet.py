"""“Export profiles…”: which ones, and the whole file to be seen before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from apay_console.model.profile import Profile
from apay_console.presenters.profiles import profile_file
from apay_console.presenters.saving import Saved
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.saving import save_as
from apay_console.ui.parts.text import say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Area
from apay_console.ui.profiles.profile_sheet import ProfileSheet
from apay_console.visible_text import visible_lines

_ROW = 28
_NAME = "apay-console-profiles.json"


class ExportProfiles(ProfileSheet):
    """Shows what would be written; nothing is written but by its button."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, self.tr("Export profiles"), window)
        self._profiles: list[Profile] = []
        self.rows = QListWidget()
        self.rows.setObjectName("forms")
        self.rows.setAccessibleName(self.tr("Profiles to export"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemChanged.connect(self._show)
        self.preview = Area()
        self.preview.setReadOnly(True)
        self.preview.setFont(theme.font("mono"))
        self.preview.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.preview.setAccessibleName(self.tr("What will be saved"))
        self.remarks.setText(
            self.tr("No private key, no proxy and nothing of a buyer is in this file.")
        )
        self.closer.setText(self.tr("Close"))
        self.go.setText(self.tr("Save as…"))
        self.go.clicked.connect(self._save)
        self.lay_out(self.rows, self.preview)

    def begin(self, profiles: Sequence[Profile]) -> None:
        """Offer these profiles, all of them chosen."""
        self._profiles = list(profiles)
        self.rows.blockSignals(True)
        self.rows.clear()
        for profile in profiles:
            row = QListWidgetItem(visible(profile.name), self.rows)
            row.setSizeHint(QSize(0, _ROW))
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked)
        self.rows.setCurrentRow(0)
        self.rows.blockSignals(False)
        self._show()
        for part in (self.body, self.remarks):
            part.setVisible(bool(profiles))
        self.place()
        self.show_with(self.rows if profiles else self.closer)

    def _text(self) -> str:
        rows = map(self.rows.item, range(self.rows.count()))
        ticked = [row.checkState() is Qt.CheckState.Checked for row in rows]
        pairs = zip(self._profiles, ticked, strict=True)
        chosen = [profile for profile, is_chosen in pairs if is_chosen]
        return profile_file.write(chosen) if chosen else ""

    def _show(self) -> None:
        text = self._text()
        self.preview.put(visible_lines(text))
        self.problem.hide()
        self.go.setEnabled(bool(text))
        self.foot.setText("" if text else self._lack())
        self.go.setAccessibleDescription(self.foot.text())

    def _lack(self) -> str:
        if self._profiles:
            return self.tr("Tick the profiles to export.")
        return self.tr("There is no profile of yours yet.")

    def _save(self) -> None:
        kinds = [self.tr("Profiles (*.json)")]
        save_as(self, _NAME, self._text().encode("utf-8"), self._saved, kinds)

    def _saved(self, saved: Saved) -> None:
        if saved.problem is not None:
            self.problem.tell(say(saved.problem))
            return
        self.problem.hide()
        words = self.tr("Saved as {path}").replace("{path}", visible(str(saved.path)))
        self.foot.setText(words)
        announce(self.foot, words)
