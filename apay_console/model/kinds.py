"""The types of values: what a person types, what they read, and what stands on the wire."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Self
from urllib.parse import urlsplit

from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import currencies, json_text
from apay_console.model.amounts import parse_amount


class Kind:
    """One type of value; `parse` and `decode` raise Invalid for what Amazon would refuse."""

    example = ""

    def parse(self, text: str) -> Any:
        """Read what a person typed."""
        return self.check(plain(text))

    def show(self, value: Any) -> str:
        """Write what a person reads, and could type again."""
        return str(value)

    def encode(self, value: Any) -> Any:
        """Make what is sent."""
        return value

    def decode(self, wire: Any) -> Any:
        """Read what stands on the wire."""
        if not isinstance(wire, str):
            raise Invalid(say(N_("Text is needed here.")), self.example)
        return self.check(wire)

    def check(self, value: Any) -> Any:
        """Refuse a value that is out of bounds; else return it."""
        return value

    def within(self, version: str, region: str) -> Self:  # noqa: ARG002 - most kinds are the same everywhere
        """Narrow the kind to what one API version and region take."""
        return self


def plain(text: str) -> str:
    """Trim outer blanks; refuse line breaks, control characters and broken ones, naming each."""
    trimmed = text.strip()
    for sign in trimmed:
        if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}:
            words = N_("The character U+{code} cannot be used here; remove it.")
            raise Invalid(say(words, code=f"{ord(sign):04X}"))
    return trimmed


@dataclass(frozen=True)
class Text(Kind):
    """Words up to a number of characters."""

    most: int = 4096
    example: str = ""

    def check(self, value: str) -> str:
        over = len(value) - self.most
        if over > 0:
            words = N_("{over} too many: {most} characters at the most.")
            raise Invalid(say(words, over=over, most=self.most), self.example)
        return value


@dataclass(frozen=True)
class Pattern(Text):
    """Text of a documented shape."""

    shape: str = ""
    reason: str = N_("This does not have the right shape.")

    def check(self, value: str) -> str:
        super().check(value)
        if not re.fullmatch(self.shape, value, re.ASCII):
            raise Invalid(say(self.reason), self.example)
        return value


@dataclass(frozen=True)
class Url(Text):
    """A web address where a buyer may be sent."""

    most: int = 512
    example: str = "https://shop.example/thanks"

    def check(self, value: str) -> str:
        super().check(value)
        reason = _url_fault(value)
        if reason:
            raise Invalid(say(reason), self.example)
        return value


def _url_fault(value: str) -> str | None:
    try:
        parts = urlsplit(value)
        port_is_right = parts.port is None or 0 < parts.port <= 65535
    except ValueError:
        return N_("This address cannot be read.")
    rules = (
        (bool(re.search(r"[\s\\]", value)), N_("An address has no blanks and no backslashes.")),
        (
            parts.scheme.lower() not in {"http", "https"},
            N_("Begin with https:// (or http:// for a test)."),
        ),
        (
            not parts.hostname or not value.lower().startswith(("http://", "https://")),
            N_("The host is missing."),
        ),
        (
            parts.username is not None or parts.password is not None,
            N_("An address must not name a user."),
        ),
        (not (parts.hostname or "").isascii(), N_("Write the host in ASCII (punycode).")),
        (
            bool(re.search(r"[^A-Za-z0-9.:_-]", parts.hostname or "")),
            N_("The host holds a wrong character."),
        ),
        (not port_is_right, N_("The port is out of range.")),
    )
    return next((reason for is_wrong, reason in rules if is_wrong), None)


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words, spelt as Amazon spells them."""

    values: tuple[str, ...] = ()
    only_v2: tuple[str, ...] = ()  # those that v1 does not know

    @property
    def example(self) -> str:  # type: ignore[override]  # a class attribute elsewhere; here it follows the values
        return ", ".join(self.values)

    def check(self, value: str) -> str:
        if value not in self.values:
            raise Invalid(say(N_("Choose one of: {values}."), values=self.example), self.example)
        return value

    def within(self, version: str, region: str) -> Choice:  # noqa: ARG002 - the region is for money
        if version != "v1":
            return self
        return replace(self, values=tuple(word for word in self.values if word not in self.only_v2))


@dataclass(frozen=True)
class Switch(Kind):
    """Yes or no."""

    example = "true"

    def parse(self, text: str) -> bool:
        words = {"true": True, "false": False}
        if plain(text).lower() not in words:
            raise Invalid(say(N_("Choose yes or no.")), self.example)
        return words[plain(text).lower()]

    def show(self, value: bool) -> str:
        return "true" if value else "false"

    def decode(self, wire: Any) -> bool:
        if not isinstance(wire, bool):
            raise Invalid(say(N_("true or false is needed here, without quotes.")), self.example)
        return wire


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
    example = "19.99 USD"

    def parse(self, text: str) -> Price:
        amount, _, code = text.strip().rpartition(" ")
        return self._price(amount, code.upper() if code.isascii() else code)

    def _price(self, amount: str, code: str) -> Price:
        if code not in self.currencies:
            words = N_("“{code}” is not a currency of this region; use {known}.")
            raise Invalid(
                say(words, code=code[:12], known=", ".join(self.currencies)), self.example
            )
        return Price(parse_amount(amount, code), code)

    def encode(self, value: Price) -> dict[str, str]:
        return {"amount": str(value.amount), "currencyCode": value.currency}

    def decode(self, wire: Any) -> Price:
        if not isinstance(wire, dict):
            raise Invalid(say(N_("An object of amount and currencyCode is needed.")), self.example)
        for part in ("amount", "currencyCode"):
            if wire.get(part) in (None, ""):
                raise MissingPart(part)
        strange = next((key for key in wire if key not in {"amount", "currencyCode"}), None)
        if strange is not None:
            raise StrangePart(strange)
        return self._price(*self._texts(wire))

    def _texts(self, wire: dict[str, Any]) -> tuple[str, str]:
        amount, code = wire["amount"], wire["currencyCode"]
        is_number = isinstance(amount, int | Decimal | float) and not isinstance(amount, bool)
        if not (isinstance(amount, str) or is_number) or not isinstance(code, str):
            raise Invalid(say(N_("An amount is a text of digits.")), self.example)
        if isinstance(amount, str) and amount != amount.strip():
            raise Invalid(say(N_("An amount has no blanks.")), self.example)
        return format(amount, "f") if isinstance(amount, Decimal | float) else str(amount), code

    def within(self, version: str, region: str) -> Money:  # noqa: ARG002 - prices are the same in both versions
        return replace(self, currencies=currencies.OF_REGION[region])


class MissingPart(Invalid):
    """A part of a value that has to be there."""

    def __init__(self, part: str) -> None:
        super().__init__(say(N_("{part} is missing."), part=part), Money.example)
        self.part = part


class StrangePart(Invalid):
    """A part of a value that Amazon does not know."""

    def __init__(self, part: str) -> None:
        super().__init__(
            say(N_("“{part}” does not belong to a price."), part=part[:80]), Money.example
        )
        self.part = part


@dataclass(frozen=True)
class Many(Kind):
    """Several of a few words, typed with commas between."""

    values: tuple[str, ...] = ()

    @property
    def example(self) -> str:  # type: ignore[override]  # a class attribute elsewhere; here it follows the values
        return ", ".join(self.values[:2])

    def parse(self, text: str) -> list[str]:
        return self.decode([word.strip() for word in plain(text).split(",") if word.strip()])

    def show(self, value: list[str]) -> str:
        return ", ".join(value)

    def decode(self, wire: Any) -> list[str]:
        words = wire if isinstance(wire, list) else [wire]
        strange = next((word for word in words if word not in self.values), None)
        if strange is not None or not isinstance(wire, list):
            raise Invalid(
                say(N_("Choose from: {values}."), values=", ".join(self.values)), self.example
            )
        return words


@dataclass(frozen=True)
class Json(Kind):
    """An object that has no form of its own, typed as JSON."""

    example: str = "{}"
    keys: tuple[str, ...] = ()  # the only ones allowed; empty: any
    is_list: bool = False

    def parse(self, text: str) -> Any:
        try:
            return self.decode(json_text.read(text))
        except BadText as error:
            raise Invalid(error.message, self.example) from None

    def show(self, value: Any) -> str:
        return json_text.write(value)

    def decode(self, wire: Any) -> Any:
        if not isinstance(wire, list if self.is_list else dict):
            words = N_("A JSON list is needed.") if self.is_list else N_("A JSON object is needed.")
            raise Invalid(say(words), self.example)
        strange = [key for key in wire if self.keys and key not in self.keys]
        if strange:
            words = N_("“{key}” is not known here; use {keys}.")
            raise Invalid(say(words, key=strange[0][:80], keys=", ".join(self.keys)), self.example)
        return wire


@dataclass(frozen=True)
class Timestamp(Kind):
    """A moment in UTC, written without separators."""

    example = "20250610T081512Z"

    def decode(self, wire: Any) -> str:
        try:
            moment(wire)
        except (TypeError, ValueError):
            raise Invalid(say(N_("This is not a time in Amazon's form.")), self.example) from None
        return str(wire)


def moment(stamp: str) -> datetime:
    """Read Amazon's compact UTC time; raise ValueError for anything else."""
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def stamp(seconds: float) -> str:
    """Write seconds since 1970 as Amazon's compact UTC time."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y%m%dT%H%M%SZ")


@dataclass(frozen=True)
class Anything(Kind):
    """What Amazon fills and nobody types; kept as it came."""

    def decode(self, wire: Any) -> Any:
        return wire

    def show(self, value: Any) -> str:
        return json_text.write(value)
