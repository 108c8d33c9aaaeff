"""The gate for addresses, and what it says when it stays shut."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place, admit

AMAZON = Place(Environment.SANDBOX, Region.NA)
OURS = "http://127.0.0.1:8098"
EMULATOR = Place(Environment.EMULATOR, Region.NA, OURS)


def refusal(text: object, place: Place = AMAZON, *, typed: bool = False) -> str:
    """Why an address is not opened; a test fails where it is."""
    with pytest.raises(Invalid) as refused:
        admit(text, place, typed=typed)
    return str(refused.value)
