"""Amounts as people type them and as Amazon takes them (multi-currency-integration.html)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.money import currencies

_NOTATION = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+|0[xXbBoO][0-9a-fA-F]+|[0-9]+_[0-9_.]+")
_LONGEST = 64
_ARABIC_MARKS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u060c": ","})
_PARTED = re.compile(r"[0-9][^0-9]*[^0-9.,'\u2019\s][^0-9]*[0-9]")  # by what may mean a point
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]+)?", re.ASCII)


def parse_amount(text: str, currency: str) -> Decimal:
    """Read an amount, keeping its digits as typed; raise Invalid with a better one."""
    trimmed = text.strip()
    if not _WHOLE.fullmatch(trimmed) or len(trimmed) > _LONGEST:
        raise _mistaken(trimmed, currency)
    fault = _fault(Decimal(trimmed), currency)
    if fault:
        raise Invalid(fault, _suggested(trimmed, currency))
    return Decimal(trimmed)


def _mistaken(text: str, currency: str) -> Invalid:
    """Name the mistake in what is not an amount; the last one of the list is every other."""
    template, better = next(
        (template, better) for is_wrong, template, better in _MISTAKES if is_wrong(text)
    )
    return Invalid(say(template, found=_found(text)), _suggested(better(text), currency))


def example(currency: str) -> str:
    """Give an ordinary amount of a currency."""
    return "100" if currencies.decimals(currency) == 0 else "19.99"


def _suggested(guess: str, currency: str) -> str:
    """Offer the guess, rounded if need be, when it would be taken; else an ordinary amount."""
    if _WHOLE.fullmatch(guess):
        rounded = _rounded(Decimal(guess), currencies.decimals(currency))
        if _fault(rounded, currency) is None:
            return str(rounded)
    return example(currency)


def _rounded(amount: Decimal, places: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places)) if _places(amount) > places else amount


def _places(amount: Decimal) -> int:
    return -int(amount.as_tuple().exponent)


def _fault(amount: Decimal, currency: str) -> Message | None:
    allowed, most = currencies.decimals(currency), currencies.largest(currency)
    if _places(amount) > allowed:
        return _too_fine(currency, allowed)
    if amount == 0:
        return say(N_("The amount must be more than zero."))
    if most is not None and amount > most:
        words = N_("One charge may be {most} {currency} at the most.")
        return say(words, most=f"{most:,}", currency=currency)
    return None


def _too_fine(currency: str, allowed: int) -> Message:
    if allowed == 0:
        return say(N_("{currency} has no decimals."), currency=currency)
    return say(N_("{currency} takes two decimals at the most."), currency=currency)


def _found(text: str) -> str:
    strange = next((sign for sign in text if not sign.isascii() or not sign.isprintable()), "")
    return f"U+{ord(strange):04X} {unicodedata.name(strange, '')}".strip() if strange else ""


def _plain(text: str) -> str:
    """Guess what was meant by separators of thousands and a decimal comma, and by nothing else."""
    if _PARTED.search(text):
        return ""
    kept = re.sub(r"[^0-9.,]", "", text).strip(".,")
    whole, cents = _split(kept)
    digits = re.sub(r"[.,]", "", whole)
    return f"{digits}.{cents}" if cents else digits


def _split(text: str) -> tuple[str, str]:
    """Part a number at its last mark, unless that mark only groups thousands."""
    found = re.fullmatch(r"(.*)([.,])([0-9]*)", text)
    if not found:
        return text, ""
    groups_thousands = len(found[3]) == 3 and not {".", ","} <= set(text)
    return (text, "") if groups_thousands and found[2] == "," else (found[1], found[3])


def _is_strange(text: str) -> bool:
    return not text.isascii() or not text.isprintable()


def _names_currency(text: str) -> bool:
    symbol = any(unicodedata.category(sign) == "Sc" for sign in text)
    code = re.search(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", text)
    return (symbol or code is not None) and any(sign.isdigit() for sign in text)


def _is_notation(text: str) -> bool:
    return bool(_NOTATION.fullmatch(text))


def _is_not_a_number(text: str) -> bool:
    return text.lower().lstrip("+-") in {"nan", "inf", "infinity"}


def _with_digits(text: str) -> str:
    if text.startswith("."):
        return "0" + text
    return text.rstrip(".") + ".00"


def _without_zeros(text: str) -> str:
    return re.sub(r"^0+(?=[0-9])", "", text)


def _normal_digits(text: str) -> str:
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    digits = "".join(str(unicodedata.decimal(sign, _ascii(sign))) for sign in seen)
    return _plain(digits.translate(_ARABIC_MARKS))


def _ascii(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)


_MISTAKES: tuple[tuple[Callable[[str], object], str, Callable[[str], str]], ...] = (
    (lambda text: not text, N_("Enter an amount."), _plain),
    (lambda text: len(text) > _LONGEST, N_("This is too long to be an amount."), lambda _: ""),
    (_is_not_a_number, N_("This is not an amount."), _plain),
    (_is_notation, N_("Write the amount in plain digits."), lambda _: "1000.00"),
    (
        _names_currency,
        N_("The currency has its own field; write the digits only."),
        _normal_digits,
    ),
    (_is_strange, N_("Use the digits 0 to 9 only; found {found}."), _normal_digits),
    (re.compile(r"-.*").fullmatch, N_("The amount must be positive."), _plain),
    (re.compile(r"\+.*").fullmatch, N_("Write the amount without a sign."), _plain),
    (re.compile(r"[0-9]+,[0-9]{1,2}").fullmatch, N_("Write a point before the decimals."), _plain),
    (
        re.compile(r"[0-9][0-9.]*[, ][0-9., ]*").fullmatch,
        N_("Write no thousands separators."),
        _plain,
    ),
    (
        re.compile(r"[0-9]+\.|\.[0-9]+").fullmatch,
        N_("Write digits on both sides of the point."),
        _with_digits,
    ),
    (re.compile(r"0[0-9]+(\.[0-9]*)?").fullmatch, N_("Write no leading zeros."), _without_zeros),
    (re.compile(r"[0-9]{13,}(\.[0-9]*)?").fullmatch, N_("The amount is too large."), lambda _: ""),
    (lambda text: not _WHOLE.fullmatch(text), N_("This is not an amount."), lambda _: ""),
)
