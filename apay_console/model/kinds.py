"""The types of values: what a person types, what they read, and what stands on the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import json_text, web_address
from apay_console.model.kind import HIDDEN, Kind, plain, refuse_signs
from apay_console.model.money.price import MissingPart, Money, Price, StrangePart

__all__ = [
    "Anything",
    "Choice",
    "Json",
    "Kind",
    "Many",
    "MissingPart",
    "Money",
    "ObjectId",
    "Pattern",
    "Price",
    "StrangePart",
    "Switch",
    "Text",
    "Timestamp",
    "Url",
    "moment",
    "plain",
    "stamp",
]


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
class ObjectId(Text):
    """The id of one of Amazon's later objects; its shape tells which, so none takes another's."""

    most: int = 64
    wants: str = ""  # the letter before its last number: C, R, or none for a permission

    def check(self, value: str) -> str:
        super().check(value)
        shape = _ANY_CASE.fullmatch(value)
        letter = (shape[1] or "").upper() if shape else self.wants
        if letter != self.wants:
            found, wanted = say(_OBJECTS[letter]), say(_OBJECTS[self.wants])
            words = N_("This is the id of a {found}; here belongs that of a {wanted}.")
            raise Invalid(say(words, found=found, wanted=wanted), self.example)
        return value


_OBJECTS = {"": N_("charge permission"), "C": N_("charge"), "R": N_("refund")}
# The id of a permission, and of the charge or refund that goes on from it (charge.html).
LATER_ID = re.compile(r"[SPCB]0[0-9]-[0-9]{7}-[0-9]{7}(?:-([CR])[0-9]{6})?", re.ASCII)
_ANY_CASE = re.compile(LATER_ID.pattern, re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Url(Text):
    """A web address where a buyer may be sent."""

    most: int = 512
    example: str = "https://shop.example/thanks"

    def check(self, value: str) -> str:
        super().check(value)
        refuse_signs(value, HIDDEN, self.example)
        reason = web_address.fault_of(value)
        if reason:
            raise Invalid(say(reason), self.example)
        return value


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words, spelt as Amazon spells them."""

    values: tuple[str, ...] = ()
    only_v2: tuple[str, ...] = ()  # those that v1 does not know

    @property
    def example(self) -> str:  # type: ignore[override]  # a class attribute elsewhere; here it follows the values
        return next(iter(self.values), "")

    def check(self, value: str) -> str:
        if value not in self.values:
            words = say(N_("Choose one of: {values}."), values=", ".join(self.values))
            raise Invalid(words, self.example)
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
        word = plain(text, self.example).lower()
        if word not in {"true", "false"}:
            raise Invalid(say(N_("Choose yes or no.")), self.example)
        return word == "true"

    def show(self, value: bool) -> str:
        return "true" if value else "false"

    def decode(self, wire: Any) -> bool:
        if not isinstance(wire, bool):
            raise Invalid(say(N_("true or false is needed here, without quotes.")), self.example)
        return wire


@dataclass(frozen=True)
class Many(Kind):
    """Several of a few words, typed with commas between."""

    values: tuple[str, ...] = ()

    @property
    def example(self) -> str:  # type: ignore[override]  # a class attribute elsewhere; here it follows the values
        return ", ".join(self.values[:2])

    def parse(self, text: str) -> list[str]:
        return self.decode(
            [word.strip() for word in plain(text, self.example).split(",") if word.strip()]
        )

    def show(self, value: list[str]) -> str:
        return ", ".join(value)

    def decode(self, wire: Any) -> list[str]:
        if not isinstance(wire, list) or any(word not in self.values for word in wire):
            raise Invalid(
                say(N_("Choose from: {values}."), values=", ".join(self.values)), self.example
            )
        return wire


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

    def check(self, value: str) -> str:
        try:
            moment(value)
        except ValueError:
            raise Invalid(say(N_("This is not a time in Amazon's form.")), self.example) from None
        return value


_STAMP = re.compile(r"[0-9]{8}T[0-9]{6}Z")


def moment(stamp: str) -> datetime:
    """Read Amazon's compact UTC time; raise ValueError for anything else."""
    if not _STAMP.fullmatch(stamp):
        raise ValueError("not a time in Amazon's form")
    return datetime.fromisoformat(stamp)


def stamp(seconds: float) -> str:
    """Write seconds since 1970 as Amazon's compact UTC time."""
    return _stamp(int(seconds))


@lru_cache(maxsize=8)  # many things happen in the same second
def _stamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")


@dataclass(frozen=True)
class Anything(Kind):
    """What Amazon fills and nobody types; kept as it came."""

    def decode(self, wire: Any) -> Any:
        return wire

    def show(self, value: Any) -> str:
        return json_text.write(value)
