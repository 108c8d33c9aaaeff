"""What a verdict is found by: a refusal's code and words."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One way to be refused; its groups, `sent` and `path` stand in braces in the sentences."""

    code: str
    pattern: re.Pattern[str]
    sentence: str
    change: str = ""
    header: str = ""  # whose value is `sent`; empty: the one that is named


def rule(code: str, pattern: str, sentence: str, change: str = "", header: str = "") -> Rule:
    """Write a rule down with its pattern as text."""
    return Rule(code, re.compile(pattern, re.DOTALL), sentence, change, header)
