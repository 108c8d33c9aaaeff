"""Countries by their codes, as Qt knows them."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

_CODE = re.compile("[A-Z]{2}", re.ASCII)


def country_of(code: str) -> str:
    """A country's name in the program's language; empty where no country has the code."""
    found = QLocale.codeToTerritory(code) if _CODE.fullmatch(code) else None
    is_known = found is not None and found != QLocale.Country.AnyTerritory
    return QLocale.territoryToString(found) if is_known and found is not None else ""
