"""What a person takes elsewhere: bytes for a file, text for the eye and the clipboard."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import Message


@dataclass(frozen=True)
class Taken:
    """One exchange in another form; nothing of it is written anywhere yet."""

    name: str  # of the file that it may become
    text: str
    data: bytes
    remarks: tuple[Message, ...] = ()  # what whoever uses it has to know
    can_copy: bool = True
