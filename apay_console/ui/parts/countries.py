"""Countries by their codes, as Qt knows them."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

_CODE = re.compile("[A-Z]{2}", re.ASCII)


def country_of(code: str) -> str:
    """A country's name in the program's language; empty where no country has the code."""
    if not _CODE.fullmatch(code):
        return ""
    found = QLocale.codeToTerritory(code)
    return "" if found == QLocale.Country.AnyTerritory else QLocale.territoryToString(found)
