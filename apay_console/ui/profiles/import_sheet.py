"""“Import profiles…”: what a file would bring, to be seen before anything of it is stored."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from apay_console.model.profile import Environment, Profile
from apay_console.presenters.profiles.profile_file import Arrival
from apay_console.presenters.profiles.profile_import import ImportView, ProfileImport
from apay_console.presenters.profiles.profiles import ProfileEntry
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.profile_list import ProfileList
from apay_console.ui.profiles.profile_sheet import ProfileSheet


class ImportProfiles(ProfileSheet):
    """Shows the profiles of a file; nothing is stored but by its button."""

    def __init__(self, theme: Theme, imports: ProfileImport, window: QWidget) -> None:
        super().__init__(theme, self.tr("Import profiles"), window)
        self._imports = imports
        self._view = ImportView()
        self.rows = ProfileList(theme)
        self.rows.setAccessibleName(self.tr("Profiles in the file"))
        self.rows.chosen.connect(self._describe)
        self.key = QCheckBox()
        self.key.clicked.connect(lambda on: imports.choose_key(is_wanted=on))
        self.lay_out(self.rows, self._make_detail(), self.key)
        self.go.clicked.connect(imports.take)
        imports.shown.connect(self._show)
        imports.ended.connect(self.leave)

    def _make_detail(self) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        self.name = WrappedLabel()
        self.name.setProperty("role", "section")
        self.renamed = WrappedLabel()
        column.addWidget(self.name)
        column.addWidget(self.renamed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self._values = {}
        for row, (name, words) in enumerate(self._labels().items()):
            label, value = PlainLabel(words), WrappedLabel()
            label.setProperty("role", "hint")
            value.setFont(self._theme.font("mono"))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._values[name] = value
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return detail

    def _labels(self) -> dict[str, str]:
        return {
            "public_key_id": self.tr("Key id"),
            "version": self.tr("API version"),
            "algorithm": self.tr("Algorithm"),
            "store_id": self.tr("Store id"),
            "merchant_id": self.tr("Merchant id"),
            "deadline": self.tr("Seconds for an answer"),
        }

    def open(self) -> None:
        """Show the sheet over the dialog."""
        self._show(self._imports.view)
        self.show_with(self.rows if self._view.arrivals else self.closer)

    def leave(self) -> None:
        """Forget the file, too."""
        self._imports.forget()
        super().leave()

    def _show(self, view: ImportView) -> None:
        before, self._view = self._view, view
        self.body.setVisible(bool(view.arrivals))
        if view.arrivals != before.arrivals:
            self._show_rows(view.arrivals)
        self.key.setVisible(view.keyed is not None)
        self.key.setChecked(view.with_key)
        if view.keyed is not None:
            self.key.setText(self._key_words(view.keyed))
        self.remarks.setText(self._remarks(view))
        self.remarks.setVisible(bool(self.remarks.text()))
        self._offer(view)
        if view.problem is None:
            self.problem.hide()
        else:
            self.problem.tell(say(view.problem))
        self.place()

    def _show_rows(self, arrivals: tuple[Arrival, ...]) -> None:
        entries = [_entry(arrival.profile) for arrival in arrivals]
        self.rows.show_entries(entries, entries[0].id if entries else "")
        self._describe(entries[0].id if entries else "")
        if self.isVisible() and entries:
            self.rows.setFocus()

    def _describe(self, profile_id: str) -> None:
        one = next((one for one in self._view.arrivals if one.profile.id == profile_id), None)
        self.name.setText(visible(one.profile.name) if one else "")
        self.renamed.setVisible(one is not None and one.is_renamed)
        if one is not None:
            words = self.tr(
                "“{name}” is there already and stays as it is; this one comes beside it."
            )
            self.renamed.setText(words.replace("{name}", visible(one.name)))
        for name, label in self._values.items():
            label.setText(visible(str(getattr(one.profile, name)) or "-") if one else "")

    def _key_words(self, one: Arrival) -> str:
        words = self.tr("Take the private key of “{name}” along")
        return words.replace("{name}", visible(one.profile.name)).replace("&", "&&")

    def _remarks(self, view: ImportView) -> str:
        tr = self.tr
        words = (
            (view.keyed, tr("A private key lies in this file: whoever has the file can sign.")),
            (
                view.keyed and view.with_key,
                tr("You save it in the next step. The file still has it then."),
            ),
            (view.leaves_key, tr("A private key lies in this file. It is not taken along.")),
            (_has_live(view), tr("Live comes read-only and without its key.")),
        )
        return " ".join(word for holds, word in words if holds)

    def _offer(self, view: ImportView) -> None:
        clash = any(one.is_renamed for one in view.arrivals)
        self.go.setText(self.tr("Keep both") if clash else self.tr("Import"))
        self.go.setEnabled(bool(view.arrivals) and not view.is_busy)
        file = visible(view.file)
        self.foot.setText(self.tr("Working…") if view.is_busy else file)
        self.go.setAccessibleDescription("" if self.go.isEnabled() else self.foot.text())


def _has_live(view: ImportView) -> bool:
    return any(one.profile.environment is Environment.LIVE for one in view.arrivals)


def _entry(profile: Profile) -> ProfileEntry:
    needs_key = profile.environment is not Environment.EMULATOR
    return ProfileEntry(
        profile.id, profile.name, profile.environment, profile.region, needs_key=needs_key
    )
