"""What can go wrong, named for what the person can do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Mark words that are translated where they are shown."""
    return text


@dataclass(frozen=True)
class Message:
    """A sentence as template and arguments, translated where it is shown."""

    template: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.arguments)


def say(template: str, **arguments: object) -> Message:
    """Make a message in one expression."""
    return Message(template, arguments)


class Fault(Exception):
    """Something went wrong that the person can be told about."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Invalid(Fault):
    """A value that cannot be used: the reason, and an example of one that can."""

    def __init__(self, message: Message, example: str = "") -> None:
        super().__init__(message)
        self.example = example


class BadText(Invalid):
    """A document that cannot be read, with the place where reading stopped."""

    def __init__(self, message: Message, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class NotSent(Fault):
    """Nothing left this machine, so nothing changed; sending again is safe."""


class OutcomeUnknown(Fault):
    """It may have taken effect: look before sending anything else."""


class KeyRefused(Fault):
    """A private key that cannot be taken, and what to do about it."""


class NoKey(Fault):
    """The profile's private key cannot be reached: locked, missing, damaged or denied."""


class NotStored(Fault):
    """The data folder could not take a write, so what must be stored first was not sent."""
