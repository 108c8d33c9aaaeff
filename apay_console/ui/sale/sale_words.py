"""What a sale is called wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from apay_console.model.subjects import CHARGE, REFUND
from apay_console.ui.parts.text import clip, visible

if TYPE_CHECKING:
    from apay_console.model.sale import Sale

_LONGEST = 200
_SHORT = 12
_STATE = 24  # characters of a state that this console does not know
_PARTS = 3  # of a permission's id: S01-1234567-1234567; a charge's and refund's has one more


def title_of(sale: Sale) -> str:
    """Call a sale by the merchant's own number, else by its session or permission, else new."""
    if sale.reference:
        words = QCoreApplication.translate("Sale", "Order {reference}")
        return words.replace("{reference}", visible(clip(sale.reference, _LONGEST)))
    if sale.session_id:
        words = QCoreApplication.translate("Sale", "Session {id}")
        return words.replace("{id}", visible(sale.session_id[:8]))
    if sale.ids:
        words = QCoreApplication.translate("Sale", "Permission {id}")
        return words.replace("{id}", visible(clip(permission_of(sale.ids[0]), _LONGEST)))
    if sale.from_shop:
        return QCoreApplication.translate("Sale", "No session")
    return QCoreApplication.translate("Sale", "New session")


def named_in(words: str) -> str:
    """What stands for a sale in its title, where the words are such a title; else the words."""
    titles = (
        QCoreApplication.translate("Sale", "Order {reference}").partition("{reference}"),
        QCoreApplication.translate("Sale", "Session {id}").partition("{id}"),
        QCoreApplication.translate("Sale", "Permission {id}").partition("{id}"),
    )
    for start, _, end in titles:
        inner = words.strip()[len(start) :].removesuffix(end)
        is_title = words.strip().lower().startswith(start.lower()) and len(inner.split()) == 1
        if is_title and any(map(str.isdigit, inner)):
            return inner
    return words


def state_word(state: str) -> str:
    """A state where there is little room; what Amazon decides by itself is pending."""
    if any(state in one.pending for one in (CHARGE, REFUND)):
        return QCoreApplication.translate("Sale", "Pending")
    return visible(clip(state, _STATE))


def permission_of(object_id: str) -> str:
    """The permission's id, with which those of its charges and refunds begin."""
    return "-".join(object_id.split("-")[:_PARTS])


def short_id(object_id: str) -> str:
    """An id in a few characters: of a charge or refund its end, else where it begins and ends."""
    parts = object_id.split("-")
    if len(parts) == _PARTS + 1:
        return visible(clip(parts[-1], _SHORT))
    return visible(f"{object_id[:4]}…{object_id[-4:]}") if object_id else ""
