"""An answer comes back to the letter, and waits in a tenth of the room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.packing import pack, unpack
from tests.emulator.shop import Till


@given(text=st.text() | st.text(max_size=3).map(lambda part: part * 5000))
def test_any_text_comes_back(text: str) -> None:
    assert unpack(pack(text)) == text


def test_an_answer_waits_in_little_room(each_till: Till) -> None:
    each_till.emulator.settings.buyer = "auto"
    body = each_till.create().body.decode()
    assert unpack(pack(body)) == body
    assert len(pack(body)) < len(body) / 5
