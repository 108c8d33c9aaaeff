"""How far this machine's clock is off, by the date that each answer carries."""

from __future__ import annotations

from calendar import timegm
from time import strptime

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange

WORTH_SAYING_S = 30.0


def seconds_ahead(exchange: Exchange) -> float:
    """How far this machine's clock is ahead of the server's; 0 when the server does not tell."""
    return _ahead(exchange, exchange.started_at)


def signed_ahead(exchange: Exchange) -> float:
    """How far the time that was signed is ahead of the server's."""
    try:
        signed = timegm(strptime(exchange.sent.header("x-amz-pay-date"), "%Y%m%dT%H%M%SZ"))
    except ValueError:
        return seconds_ahead(exchange)
    return _ahead(exchange, float(signed))


def _ahead(exchange: Exchange, left_at: float) -> float:
    """Compare with when it left and when the answer was there: the server's date is between."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - after the first paint

    try:
        date = parsedate_to_datetime(exchange.answered.header("date") if exchange.answered else "")
        server = date.timestamp()
    except (ValueError, OverflowError):
        return 0.0
    if left_at >= server:
        return left_at - server
    return min(left_at + exchange.took_ms / 1000 - server, 0.0)


def span(seconds: float) -> Message:
    """Say how long, to the second."""
    whole = round(abs(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if whole < 120:
        return say(N_("{seconds} s"), seconds=whole)
    if hours:
        return say(
            N_("{hours} h {minutes} min {seconds} s"), hours=hours, minutes=minutes, seconds=rest
        )
    if not rest:
        return say(N_("{minutes} min"), minutes=minutes)
    return say(N_("{minutes} min {seconds} s"), minutes=minutes, seconds=rest)
