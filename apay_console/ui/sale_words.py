"""What a sale is called wherever it is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from apay_console.model.sale import Sale
from apay_console.ui.text import clip, visible

_LONGEST = 200


def title_of(sale: Sale) -> str:
    """Call a sale by the merchant's own number, else by its session, else new."""
    if sale.reference:
        words = QCoreApplication.translate("Sale", "Order {reference}")
        return words.replace("{reference}", visible(clip(sale.reference, _LONGEST)))
    if sale.session_id:
        words = QCoreApplication.translate("Sale", "Session {id}")
        return words.replace("{id}", visible(sale.session_id[:8]))
    if sale.from_shop:
        return QCoreApplication.translate("Sale", "No session")
    return QCoreApplication.translate("Sale", "New session")
