"""The languages that a request is written in as a program, and how each writes texts."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

from apay_console.model.snippets import Quote, single


@dataclass(frozen=True)
class Language:
    """One language, and how it writes texts."""

    name: str
    label: str
    file: str  # in resources/taking, and what the program is called
    quote: Quote
    own_methods: tuple[tuple[str, str], ...] = ()  # where it does not call one as the others do
    variable: str = ""  # what stands before a variable's name
    indent: str = ""
    is_sdk: bool = True
    longest_text: int = sys.maxsize  # in one literal, as its compiler takes it
    most_lines: int = sys.maxsize  # of a body, for the same reason


PHP = Language("php", "PHP", "call.php", single, (), "$", "    ")
NODE = Language("node", "Node.js", "call.mjs", single, (), "", "  ")
JAVA = Language(
    "java",
    "Java",
    "Call.java",
    json.dumps,
    (("track_delivery", "deliveryTracker"),),
    "",
    " " * 16,
    longest_text=65_535,
    most_lines=8_000,
)
DOTNET = Language("dotnet", "C#", "Call.cs", json.dumps, (), "", "    ")
PYTHON = Language("python", "Python", "call.py", ascii, (), "", "    ", is_sdk=False)
LANGUAGES = (PHP, NODE, JAVA, DOTNET, PYTHON)
