"""Where a private key is dropped, chosen or pasted, and what was found in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.errors import Message
from apay_console.errors import say as sentence
from apay_console.presenters.profiles.keys import (
    LONGEST,
    NO_LOCAL_FILE,
    ONE_FILE,
    TOO_MUCH,
    KeyIntake,
)
from apay_console.presenters.profiles.profile_page import Page
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.profiles.key_findings import INDENT, KeyFindings, notices_of
from apay_console.ui.profiles.paste_row import PasteRow


class KeyBox(QFrame):
    """The key of one profile: none yet, one that is kept, or one just handed in."""

    choose_wanted = Signal()

    def __init__(self, theme: Theme, intake: KeyIntake) -> None:
        super().__init__()
        self.setObjectName("keyBox")
        self._theme = theme
        self._intake = intake
        self._page: Page | None = None
        self._place: Message | None = None
        self._is_kept = True
        self._is_out_of_reach = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        self.findings = KeyFindings(theme)
        column.addWidget(self.findings)
        self._secret_row = self._make_secret_row()
        column.addWidget(self._secret_row)
        self.paste_row = PasteRow()
        self.paste_row.given.connect(self._take_text)
        self.paste_row.too_long.connect(self._refuse_length)
        column.addWidget(self.paste_row)
        theme.changed.connect(self._draw)

    def _make_head(self) -> QHBoxLayout:
        self._icon = QLabel()
        self._title = PlainLabel()
        self._title.setProperty("role", "section")
        self._hint = PlainLabel()
        self._hint.setProperty("role", "hint")
        self._hint.setWordWrap(True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.choose = self._button(self.tr("Choose file…"), self.choose_wanted.emit)
        self.paste = self._button(self.tr("Paste"), self.open_paste)
        self._forget = self._make_forget()
        for button in (self.choose, self.paste, self._forget):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _button(self, label: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("kind", "secondary")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _make_forget(self) -> QToolButton:
        forget = QToolButton()
        forget.setIcon(self._theme.icon("x", "text2"))
        forget.setAccessibleName(self.tr("Do not take this key"))
        forget.setToolTip(self.tr("Do not take this key"))
        forget.clicked.connect(self._intake.clear)
        return forget

    def _make_secret_row(self) -> QWidget:
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(self.tr("Passphrase of the key"))
        self.secret.setPlaceholderText(self.tr("Passphrase"))
        self.secret.setMaximumWidth(280)
        keep_keys_out(self.secret)
        self._opener = self._button(self.tr("Open the key"), self._use_secret)
        self.stop = self._button(self.tr("Cancel"), self._cancel)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(INDENT, 0, 0, 0)
        line.addWidget(self.secret, 1)
        line.addWidget(self._opener)
        line.addWidget(self.stop)
        line.addStretch(1)
        self.secret.returnPressed.connect(self._use_secret)
        return row

    def _use_secret(self) -> None:
        text = self.secret.text()
        self.secret.clear()
        self._intake.use_passphrase(text)

    def _cancel(self) -> None:
        self._intake.cancel()
        self.secret.setFocus()

    def open_paste(self) -> None:
        """Show the box for pasting."""
        self.paste_row.open()

    def _take_text(self, text: str) -> None:
        self.choose.setFocus()
        self._intake.take_text(text)

    def _refuse_length(self) -> None:
        self._intake.refuse(sentence(TOO_MUCH))

    def take_drop(self, dropped: QMimeData) -> None:
        """Take what was dropped: one file, or text."""
        urls = dropped.urls()
        if len(urls) > 1:
            self._intake.refuse(sentence(ONE_FILE))
        elif urls and not urls[0].isLocalFile():
            self._intake.refuse(sentence(NO_LOCAL_FILE))
        elif urls:
            self._intake.take_file(urls[0].toLocalFile())
        elif len(dropped.text()) > LONGEST:
            self._refuse_length()
        else:
            self._intake.take_text(dropped.text())

    def invite(self, *, is_above: bool) -> None:
        """Look ready while something is dragged over the window."""
        restyle(self, "drop", is_above)

    def show_place(self, place: Message, *, is_kept: bool) -> None:
        """Say where keys are kept, and whether they outlive the program."""
        self._place, self._is_kept = place, is_kept
        self._draw()

    def show_page(self, page: Page, *, is_out_of_reach: bool = False) -> None:
        """Show a profile's key; one out of reach lies in a keyring that does not answer here."""
        self._is_out_of_reach = is_out_of_reach and page.intake.key is None
        was_asked = self._page is not None and self._page.intake.wants_passphrase
        self._page = page
        self._draw()
        if page.intake.wants_passphrase and not was_asked:
            self.secret.setFocus()

    def _draw(self) -> None:
        page = self._page
        if page is None:
            return
        is_emulator = page.origin.is_emulator
        restyle(self, "filled", page.has_key)
        icon, token = ("key", "warn") if self._is_out_of_reach else _icon_of(page)
        self._icon.setPixmap(self._theme.icon(icon, token).pixmap(20, 20))
        self._title.setText(self._title_of(page))
        self._hint.setText(self._hint_of(page))
        self._hint.setVisible(bool(self._hint.text()))
        for button in (self.choose, self.paste):
            button.setVisible(not is_emulator)
        self._forget.setVisible(page.intake.key is not None or page.intake.wants_passphrase)
        self._secret_row.setVisible(page.intake.wants_passphrase)
        self._show_opening(is_under_way=page.intake.can_cancel)
        fleeting = None if self._is_kept else self._place
        self.findings.show_findings(notices_of(page, fleeting), page.intake.fingerprint)

    def _show_opening(self, *, is_under_way: bool) -> None:
        """Offer to cancel while a passphrase is used; the keyboard stays where it is."""
        self.stop.setVisible(is_under_way)
        self.secret.setReadOnly(is_under_way)
        self._opener.setDisabled(is_under_way)

    def _title_of(self, page: Page) -> str:
        if page.origin.is_emulator:
            return self.tr("The emulator's own key")
        if page.intake.key is not None or page.intake.is_busy or page.intake.wants_passphrase:
            return self.tr("Private key")
        if self._is_out_of_reach:
            return self.tr("The private key is out of reach")
        if page.has_key and self._is_kept:
            return self.tr("Private key is kept")
        if page.has_key:
            return self.tr("Private key, until you quit")
        return self.tr("Drop the private key's file here")

    def _hint_of(self, page: Page) -> str:
        if page.origin.is_emulator:
            return self.tr("Made anew at every start; there is nothing to do.")
        if page.key_source:
            return self.tr("The copy gets the same key. Drop another file to give it its own.")
        if self._is_out_of_reach:
            return self.tr(
                "It lies in a keyring that does not answer here. Start that keyring, then this "
                "program once more; or drop the key's file."
            )
        if page.has_key and page.intake.key is None:
            return self.tr("It is never shown. Drop another file to replace it.")
        if page.intake.key is not None and not self._is_kept:
            return ""  # the findings below say it
        return say(self._place) if self._place else self.tr("It goes to your keyring.")

    def text(self) -> str:
        """Title and hint."""
        return f"{self._title.text()} {self._hint.text()}"


def _icon_of(page: Page) -> tuple[str, str]:
    if page.origin.is_emulator:
        return "robot", "text2"
    if page.intake.key is not None:
        return "key", "ok"
    return ("lock-key", "ok") if page.has_key else ("key", "text2")
