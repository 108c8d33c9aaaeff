"""How a kind refuses what was typed."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from apay_console.model.kind import Kind


def refusal(kind: Kind, text: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        kind.parse(text)
    return caught.value
