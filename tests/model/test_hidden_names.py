"""What is hidden, by its name."""

import pytest

from apay_console.model.hidden_names import Keep

NOTHING, ALL = Keep(), Keep(buyers=True, signatures=True)


@pytest.mark.parametrize("path", [("buyer",), ("Buyer", "x"), ("a", "0", "signature")])
def test_what_stands_inside_of_what_is_listed_is_hidden_too(path):
    assert NOTHING.hides(path)
    assert not ALL.hides(path)
    assert not NOTHING.hides(("chargeAmount", "amount"))
