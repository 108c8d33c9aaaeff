"""Questions in, answers out: what passes between the emulator and whatever carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apay_console.model import json_text

Headers = tuple[tuple[str, str], ...]
JSON: Headers = (("content-type", "application/json"),)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived: header names in lower case, values without outer blanks."""

    method: str
    target: str  # path and query, as they stood on the wire
    headers: Headers
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What stands after the question mark."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str:
        """Read one header, empty when it is absent."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an answer travels: after how long, how much of it, or not at all."""

    delay: float = 0.0  # seconds
    cut: int | None = None  # the body ends after so many bytes, and the connection with it
    reset: bool = False  # no byte is answered; the connection breaks
    silent: bool = False  # no byte is answered; the connection closes
    spread: float = 0.0  # seconds over which the body dribbles
    skew: float = 0.0  # seconds by which the Date header is ahead


AT_ONCE = Delivery()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, and how it travels."""

    status: int
    body: bytes
    headers: Headers = JSON
    delivery: Delivery = AT_ONCE

    def with_header(self, name: str, value: str) -> Answer:
        """Add a header."""
        return Answer(self.status, self.body, (*self.headers, (name, value)), self.delivery)


class Refused(Exception):
    """A request that Amazon would refuse: its status, reason code and sentence."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence

    @property
    def answer(self) -> Answer:
        """The refusal as it is answered."""
        return as_json(self.status, {"reasonCode": self.code, "message": self.sentence})


def as_json(status: int, value: Any) -> Answer:
    """Answer a JSON value."""
    return Answer(status, json_text.write(value).encode())
