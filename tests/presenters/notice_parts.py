"""Notices as a person reads them."""

from __future__ import annotations

from apay_console.model.exchange import Exchange
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.words.notices import notice_of


def told(exchange: Exchange) -> Notice:
    notice = notice_of(exchange)
    assert notice is not None
    return notice


def words(exchange: Exchange) -> str:
    return str(told(exchange).sentence)
