"""Any path can be called, but none that leads elsewhere than it says."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from apay_console.model.signed_call import signed_call


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("charges", "charges"),
        ("charges/C.1/capture", "charges/C.1/capture"),
        ("reports?b=2&a=1", "reports?a=1&b=2"),
        ("reports?next=..", "reports?next=.."),
    ],
)
def test_a_path_is_called_as_it_stands_its_query_sorted(path: str, called: str) -> None:
    assert signed_call("GET", path).path == called


@pytest.mark.parametrize("path", ["..", ".", "../../etc", "charges/../refunds", "charges/.?a=b"])
def test_a_part_of_dots_alone_is_refused(path: str) -> None:
    with pytest.raises(Invalid, match="only dots"):
        signed_call("POST", path)


@pytest.mark.parametrize("path", ["", "a b", "a#b", "a\\b", "a?", "ä"])
def test_what_no_path_has_is_refused(path: str) -> None:
    with pytest.raises(Invalid, match="letters, digits and slashes"):
        signed_call("GET", path)
