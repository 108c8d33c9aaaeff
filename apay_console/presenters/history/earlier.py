"""The answer before an exchange that shows the same object, to compare with."""

from __future__ import annotations

from apay_console.model.answer import answer_of
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.past import Line, Wanted
from apay_console.model.reading import Reading, read
from apay_console.presenters.history.line_words import known
from apay_console.store.history import History

_MOST_LINES = 500  # of one sale that are looked through
_MOST_READ = 20  # of them that are read in full


async def answer_before(history: History, exchange: Exchange) -> Exchange | None:
    """Find the newest earlier answer of the same sale that shows the same object."""
    found = reading_in(exchange)
    if found is None or not exchange.sale_id:
        return None
    wanted = Wanted(sale_id=exchange.sale_id, outcome=Outcome.APPLIED)
    lines = await history.lines(wanted, 0, _MOST_LINES)
    for line in [one for one in lines if _may_show(one, exchange, found)][:_MOST_READ]:
        before = await history.get(line.id)
        other = reading_in(before) if before is not None else None
        if other is not None and (other.subject, other.id) == (found.subject, found.id):
            return before
    return None


def _may_show(line: Line, exchange: Exchange, found: Reading) -> bool:
    row = known(line.operation)
    is_earlier = line.id < exchange.id and line.version == exchange.version
    return is_earlier and row is not None and row.answers is found.subject


def reading_in(exchange: Exchange) -> Reading | None:
    """Read the object that an answer shows; None where it shows none."""
    try:
        version = ApiVersion(exchange.version)
    except ValueError:
        return None
    return read(answer_of(exchange), version)
