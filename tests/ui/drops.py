"""What other programs let drop on a window, and a hand that does it as the system would."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QWindow
from PySide6.QtWidgets import QApplication

_HOW = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def of_addresses(*addresses: str) -> QMimeData:
    """Addresses, as a browser hands them over."""
    dropped = QMimeData()
    dropped.setUrls([QUrl(address) for address in addresses])
    dropped.setText("\n".join(addresses))
    return dropped


def of_picture() -> QMimeData:
    """A picture, and nothing else."""
    dropped = QMimeData()
    dropped.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    return dropped


def strange(folder: Path) -> dict[str, QMimeData]:
    """What nobody has asked for."""
    files = [QUrl.fromLocalFile(str(folder / f"{number}.txt")) for number in range(1000)]
    thousand = QMimeData()
    thousand.setUrls(files)
    return {
        "an address": of_addresses("https://evil.example/page?x=1"),
        "a script": of_addresses("javascript:alert(1)"),
        "a folder": of_addresses(QUrl.fromLocalFile(str(folder)).toString()),
        "a picture": of_picture(),
        "a thousand files": thousand,
    }


def drop_at(window: QWindow, spot: QPoint, dropped: QMimeData) -> bool:
    """Drag over a spot of a window and let go there; say whether somebody took it."""
    action, button, modifier = _HOW
    for event in (
        QDragEnterEvent(spot, action, dropped, button, modifier),
        QDragMoveEvent(spot, action, dropped, button, modifier),
    ):
        QApplication.sendEvent(window, event)
    last = QDropEvent(QPointF(spot), action, dropped, button, modifier)
    QApplication.sendEvent(window, last)
    return last.isAccepted()
