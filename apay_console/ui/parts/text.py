"""Text from outside, shown as what it is: never markup, nothing invisible, never endless."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from apay_console.errors import Fault, Message
from apay_console.visible_text import marked, visible_lines

LONGEST_CELL = 2_000
LONGEST_LINE = 10_000  # an unbroken line costs Qt more than its length
MOST_LINES = 4_000
MOST_SIGNS = 262_144  # of a text that is shown at once: Qt lays out all of it, seen or not

# The scripts that are read from the right, and digits that stand where those put them.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FROM_HERE, _TO_HERE = "\u2066", "\u2069"  # a left-to-right isolate
BREAK = "\u200b"  # where a line may end
_OURS = dict.fromkeys(map(ord, (_FROM_HERE, _TO_HERE, BREAK)))


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, whatever it looks like."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def say(message: Message) -> str:
    """Write a message in the person's language; what came from outside is marked."""
    arguments = {name: _argument(value) for name, value in message.arguments.items()}
    template = word(message.template)
    try:
        return template.format(**arguments)
    except (KeyError, IndexError, ValueError):  # a translation that lost a name
        return message.template.format(**arguments)


def say_fault(fault: Fault) -> str:
    """Write why something cannot be used and, where there is one, an example of what can."""
    reason, example = say(fault.message), getattr(fault, "example", "")
    if not example:
        return reason
    words = QCoreApplication.translate("Text", "{reason} For example: {example}")
    return words.replace("{reason}", reason).replace("{example}", example)


def word(marked: str) -> str:
    """Write one of the model's own words, which it marked, in the person's language."""
    return QCoreApplication.translate("Model", marked)


def _argument(value: object) -> object:
    if isinstance(value, Message):
        return say(value)
    return visible(value) if isinstance(value, str) else value


def visible(text: str, most: int | None = None) -> str:
    """Write a text so that all of it is seen, and moves nothing that stands beside it."""
    shown = marked(text)
    return _in_place(shown if most is None else clip(shown, most))


def as_it_came(shown: str) -> str:
    """Take away what only places and breaks a text that is shown; whatever else hides is marked."""
    return shown.translate(_OURS)


def _in_place(text: str) -> str:
    """Keep letters that are read from the right from drawing digits beside them to their left."""
    is_turned = not text.isascii() and _FROM_THE_RIGHT.search(text)
    return f"{_FROM_HERE}{text}{_TO_HERE}" if is_turned else text


def clip(text: str, most: int = LONGEST_CELL) -> str:
    """Cut what is too long for one cell, and say so by its end."""
    return text if len(text) <= most else text[: most - 1] + "…"


def clip_lines(text: str) -> str:
    """Cut every line, and the number of lines, to what can be shown at once."""
    lines = text.split("\n", MOST_LINES)
    shown = [clip(line, LONGEST_LINE) for line in lines[:MOST_LINES]]
    return "\n".join([*shown, "…"] if len(lines) > MOST_LINES else shown)


def shown_lines(text: str) -> str:
    """Write lines from outside, as many as can be shown at once, so that all of them is seen."""
    return clip_lines(visible_lines(clip_lines(clip(text, MOST_SIGNS))))


def plain_tip(text: str) -> str:
    """A tool tip that shows a text from outside letter by letter."""
    return shown_tip(visible_lines(clip(text)))


def shown_tip(shown: str) -> str:
    """The same for what `visible` or `say` wrote: only escaped and tagged is it certain."""
    import html  # noqa: PLC0415 - 1 ms for a table that is not used here

    safe = html.escape(clip(shown))
    return f"<qt><p style='white-space:pre-wrap'>{safe}</p></qt>"


def unmnemonic(text: str) -> str:
    """Keep an ampersand from marking a key where Qt would take it so: buttons, buddies, menus."""
    return text.replace("&", "&&")
