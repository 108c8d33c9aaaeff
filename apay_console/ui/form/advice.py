"""What Amazon makes of an address, said while it is typed; nothing here holds up sending."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from apay_console.ui.parts.countries import country_of

translate = QCoreApplication.translate


def advice_of(name: str, text: str) -> tuple[str, str]:
    """Words about what stands in a field, and their role; no words for most fields."""
    part = name.rpartition(".")[2]
    if part == "countryCode" and len(text) == 2:
        return _of_country(text.upper())
    if part == "postalCode" and text != text.upper():
        words = translate("Advice", "{code} · as Amazon writes it")
        return words.replace("{code}", text.upper()), "hint"
    return "", ""


def _of_country(code: str) -> tuple[str, str]:
    if code == "UK":  # reserved, but not its code
        return translate("Advice", "The United Kingdom is GB"), "note"
    found = country_of(code)
    return (found, "hint") if found else (translate("Advice", "No country has this code"), "note")
