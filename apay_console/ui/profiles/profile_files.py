"""Profiles to a file and from one: the two sheets over the dialog, and what leads to them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from apay_console.errors import say
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_import import ONE_FILE, ProfileImport
from apay_console.presenters.profiles.profiles import EMULATOR
from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.export_sheet import ExportProfiles
from apay_console.ui.profiles.import_sheet import ImportProfiles

_ENDING = ".json"


class ProfileFiles(QObject):
    """Nothing is written or stored but by the sheets' own buttons."""

    def __init__(self, theme: Theme, editor: ProfileEditor, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._editor = editor
        self._dialog = dialog
        self.imports = ProfileImport(editor, self)
        self.import_sheet = ImportProfiles(theme, self.imports, dialog)
        self.export_sheet = ExportProfiles(theme, dialog)

    def export(self) -> None:
        """Show what a file of the stored profiles would hold; the emulator's own is everywhere."""
        stored = [one for one in self._editor.profiles.all if one.id != EMULATOR]
        self.export_sheet.begin(stored)

    def choose(self) -> None:
        """Ask for a file, then show what it would bring."""
        dialog = QFileDialog(self._dialog, self._dialog.tr("Choose a file of profiles"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Profiles (*.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, path: str) -> None:
        """Show what a file would bring."""
        self.imports.read(path)
        self.import_sheet.open()

    def are_meant(self, dropped: QMimeData) -> bool:
        """Whether what is dropped looks like files of profiles, rather than keys."""
        urls = dropped.urls()
        return bool(urls) and all(url.path().lower().endswith(_ENDING) for url in urls)

    def take_drop(self, dropped: QMimeData) -> None:
        """Show what a dropped file would bring; only one, and only of this computer."""
        urls = dropped.urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self.read(urls[0].toLocalFile())
        else:
            self.imports.refuse(say(ONE_FILE))
            self.import_sheet.open()
