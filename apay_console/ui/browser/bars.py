"""What stands above a buyer's page: its address, and the hosts it came over."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from apay_console.presenters import moments
from apay_console.presenters.buyer.addresses import encoded
from apay_console.presenters.buyer.journey import Hop
from apay_console.ui.parts.text import PlainLabel, plain_tip, visible
from apay_console.ui.parts.theme import Theme, restyle

_WIDE = 720  # from here on the twin button has room for its words


class AddressBar(QFrame):
    """Back, the address of what is shown, hops, Stop, and the twin: the person's own browser."""

    back = Signal()
    stop = Signal()
    outside = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self._theme = theme
        self._back = self._tool(self.tr("Back"), self.back)
        self._line = QLineEdit()
        self._lock = QAction(self)
        self.hops = QToolButton()
        self._stop = self._tool(self.tr("Stop"), self.stop)
        self._outside = QPushButton()
        self._set_up_line()
        self._set_up_buttons()
        self._place()
        theme.changed.connect(self._paint)
        self.show_address(None)
        self.show_loading(False)

    def _tool(self, name: str, wanted: object) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(name))
        button.clicked.connect(wanted)
        return button

    def _set_up_line(self) -> None:
        self._line.setObjectName("pageAddress")
        self._line.setReadOnly(True)
        self._line.setAccessibleName(self.tr("Address of this page"))
        # A host is read from the left, whatever the language.
        self._line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._line.addAction(self._lock, QLineEdit.ActionPosition.LeadingPosition)

    def _set_up_buttons(self) -> None:
        self.hops.setCheckable(True)
        self.hops.setObjectName("hops")
        self.hops.setAccessibleName(self.tr("Hosts that were shown"))
        self.show_hops(0)
        self._outside.setProperty("kind", "secondary")
        self._outside.setAccessibleName(self.tr("Open in my browser"))
        self._outside.setToolTip(plain_tip(self.tr("Open in my browser")))
        self._outside.clicked.connect(self.outside)

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._line, 1)
        for button in (self.hops, self._stop, self._outside):
            row.addWidget(button)

    def show_address(self, url: QUrl | None) -> None:
        """Show the address of what is really shown, its host in ASCII and in sight."""
        self._line.setText(encoded(url) if url else "")
        self._line.setCursorPosition(0)
        self._is_secure = bool(url) and url is not None and url.scheme() == "https"
        words = self.tr("Encrypted") if self._is_secure else self.tr("Not encrypted: this computer")
        self._lock.setVisible(url is not None)
        self._lock.setToolTip(plain_tip(words))
        self._line.setAccessibleDescription(words if url else "")
        self._paint()

    def show_loading(self, is_loading: bool) -> None:
        """Offer Stop while there is something to stop."""
        self._stop.setVisible(is_loading)

    def show_way(self, *, can_go_back: bool) -> None:
        """Say whether there is a way back."""
        self._back.setVisible(can_go_back)

    @property
    def can_go_back(self) -> bool:
        """Whether Back does something."""
        return not self._back.isHidden()

    def show_hops(self, count: int) -> None:
        """Say over how many hosts the buyer went."""
        self.hops.setText(self.tr("Hops · {count}").replace("{count}", str(count)))
        self.hops.setVisible(count > 0)

    def _paint(self) -> None:
        icon = self._theme.icon
        self._back.setIcon(icon("arrow-left", "text2"))
        self._stop.setIcon(icon("x", "text2"))
        self._outside.setIcon(icon("arrow-square-out", "text2"))
        lock = ("lock-key", "ok") if self._is_secure else ("lock-key-open", "text3")
        self._lock.setIcon(icon(*lock))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE
        self._outside.setText(self.tr("Open in my browser") if is_wide else "")
        restyle(self._outside, "bare", not is_wide)

    def text(self) -> str:
        """The address as it is shown."""
        return self._line.text()

    @property
    def is_secure(self) -> bool:
        """Whether the lock is closed."""
        return self._is_secure


class HopList(PlainLabel):
    """The hosts that were shown, each with its time; unfolded when asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("hopList")
        self.setProperty("role", "mono")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setContentsMargins(16, 0, 16, 8)
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_hops(self, hops: list[Hop]) -> None:
        """List the hops, the last ones if there are many."""
        lines = [f"{moments.clock(hop.time)}  {visible(hop.host)}" for hop in hops[-12:]]
        self.setText("\n".join(lines))
