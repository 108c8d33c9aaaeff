"""An amount of a currency, as people type it and as it stands on the wire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from apay_console.errors import N_, Invalid, say
from apay_console.model.kind import Kind
from apay_console.model.money import amounts, currencies


@dataclass(frozen=True)
class Price:
    """An amount of a currency; its digits stay as they were typed."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True)
class Money(Kind):
    """A price, typed as digits, a blank and the currency's code."""

    currencies: tuple[str, ...] = currencies.KNOWN

    @property
    def example(self) -> str:  # type: ignore[override]  # a class attribute elsewhere; here it follows the region
        return f"{amounts.example(self.currencies[0])} {self.currencies[0]}"

    def parse(self, text: str) -> Price:
        words = text.rsplit(None, 1)
        code = words.pop() if words and words[-1].isalpha() else ""
        return self._price(" ".join(words), code.upper() if code.isascii() else code)

    def _price(self, digits: str, code: str) -> Price:
        known = ", ".join(self.currencies)
        if code and code not in self.currencies:
            words = N_("“{code}” is not a currency of this region; use {known}.")
            raise Invalid(say(words, code=code[:12], known=known), self.example)
        price = _read(digits, code or self.currencies[0])
        if not code:
            raise Invalid(say(N_("The currency is missing; use {known}."), known=known), str(price))
        return price

    def encode(self, value: Price) -> dict[str, str]:
        return {"amount": str(value.amount), "currencyCode": value.currency}

    def decode(self, wire: Any) -> Price:
        if not isinstance(wire, dict):
            words = N_("An object of amount and currencyCode is needed.")
            raise Invalid(say(words), self.example)
        for part in ("amount", "currencyCode"):
            if wire.get(part) in (None, ""):
                raise MissingPart(part, self.example)
        strange = next((key for key in wire if key not in {"amount", "currencyCode"}), None)
        if strange is not None:
            raise StrangePart(strange, self.example)
        return self._price(*self._texts(wire))

    def _texts(self, wire: dict[str, Any]) -> tuple[str, str]:
        amount, code = wire["amount"], wire["currencyCode"]
        is_number = isinstance(amount, int | Decimal | float) and not isinstance(amount, bool)
        if not (isinstance(amount, str) or is_number) or not isinstance(code, str):
            raise Invalid(say(N_("An amount is a text of digits.")), self.example)
        if isinstance(amount, str) and amount != amount.strip():
            raise Invalid(say(N_("An amount has no blanks.")), self.example)
        return str(amount), code

    def within(self, version: str, region: str) -> Money:  # noqa: ARG002 - prices are the same in both versions
        return replace(self, currencies=currencies.OF_REGION[region])


def _read(digits: str, currency: str) -> Price:
    try:
        return Price(amounts.parse_amount(digits, currency), currency)
    except Invalid as error:
        raise Invalid(error.message, f"{error.example} {currency}") from None


class MissingPart(Invalid):
    """A part of a value that has to be there."""

    def __init__(self, part: str, example: str = "") -> None:
        super().__init__(say(N_("{part} is missing."), part=part), example)
        self.part = part


class StrangePart(Invalid):
    """A part of a value that Amazon does not know."""

    def __init__(self, part: str, example: str = "") -> None:
        super().__init__(say(N_("“{part}” does not belong to a price."), part=part[:80]), example)
        self.part = part
