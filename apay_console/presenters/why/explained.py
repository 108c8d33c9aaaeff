"""An explanation as the window shows it: the entry, and what each check finds here."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.model.why import table
from apay_console.model.why.entry import Check, Entry
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.rules.finding import Finding
from apay_console.presenters.why.rules.table import judge


@dataclass(frozen=True)
class Checked:
    """A check, and what can be said of it by the sale."""

    check: Check
    finding: Finding | None


@dataclass(frozen=True)
class Explained:
    """All that is shown for one question."""

    entry: Entry
    name: str  # Amazon's code, or the status; empty where there is none
    own_words: str  # Amazon's own, when it is unknown here
    checks: tuple[Checked, ...]


def explain(key: str, state: SaleState | None) -> Explained:
    """Explain what a key stands for, by the sale as it is."""
    found = table.entry(key)
    checks = tuple(Checked(check, judge(check.rule, state)) for check in found.checks)
    notice = state.notice if state is not None else None
    is_it = notice is not None and notice.why == key and not table.is_known(key)
    return Explained(found, name_of(key), notice.details if notice and is_it else "", checks)


def name_of(key: str) -> str:
    """What is written beside the title: a code of Amazon's, as it came."""
    kind, _, code = key.partition(".")
    return code[:80] if kind not in {"trap", "button", "network"} and code != "unknown" else ""
