"""A call of the control side is found by its path, and reads its numbers strictly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apay_console.emulator.control.call import Control, number
from apay_console.emulator.wire import Refused


def match(pattern: str, path: str) -> str | None:
    return Control("GET", pattern, "", lambda _: None).argument(path)


def test_a_path_without_an_argument_is_matched_whole() -> None:
    assert match("clock", "clock") == ""
    assert match("clock", "clocks") is None


def test_an_argument_may_stand_at_the_end_or_in_the_middle() -> None:
    assert match("sign-in/{id}", "sign-in/3f0c") == "3f0c"
    assert match("snapshots/{name}/restore", "snapshots/Snapshot%201/restore") == "Snapshot 1"
    for path in ("snapshots//restore", "snapshots/restore", "snapshots/a/b/restore", "snapshots/a"):
        assert match("snapshots/{name}/restore", path) is None


@pytest.mark.parametrize("value", ["5", None, True, [], -1, 11, Decimal("10.5")])
def test_a_number_out_of_bounds_or_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(Refused) as refused:
        number({"advance": value}, "advance", 10)
    assert refused.value.code == "InvalidParameterValue"


def test_a_number_may_be_absent() -> None:
    assert number({}, "advance", 10) is None
    assert number({"advance": Decimal("0.5")}, "advance", 10) == 0.5
    assert number({"seconds": -5}, "seconds", 10, -10) == -5
