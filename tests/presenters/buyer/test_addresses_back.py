"""A buyer is back at the very place that was named, and at no place like it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from apay_console.presenters.buyer.addresses import (
    is_return,
    mismatch,
    session_id_in,
)

RETURN = "https://shop.test/return"

SESSION = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


@pytest.mark.parametrize(
    ("landed", "wanted"),
    [
        (f"{RETURN}?amazonCheckoutSessionId={SESSION}", RETURN),
        (RETURN, RETURN),
        (f"{RETURN}#paid", RETURN),
        ("https://SHOP.test:443/return", RETURN),
        (f"{RETURN}?a=1&b=2&amazonCheckoutSessionId=x", f"{RETURN}?a=1&b=2"),
        (f"{RETURN}?amazonCheckoutSessionId=x&a=1", f"{RETURN}?a=1"),
        ("https://shop.test/?x", "https://shop.test"),
        ("http://localhost:8099/r?x", "http://localhost:8099/r"),
        ("https://shop.test/%7Eme/return", "https://shop.test/~me/return"),
        ("https://shop.test/a/../return", RETURN),
        (f" {RETURN}\n", RETURN),
        ("https://shop.test/ü?ä=ö", "https://shop.test/%C3%BC?%C3%A4=%C3%B6"),
    ],
)
def test_b83_the_buyer_is_back_at_the_very_place(landed: str, wanted: str) -> None:
    assert is_return(landed, wanted)
    assert is_return(QUrl(landed.strip()), wanted)


@pytest.mark.parametrize(
    ("landed", "wanted"),
    [
        ("https://shop.test.evil/return", RETURN),
        ("https://shop.test/return/../x", RETURN),
        ("https://shop.test/return/", RETURN),
        ("https://shop.test/returned", RETURN),
        ("https://shop.test/Return", RETURN),
        ("http://shop.test/return", RETURN),
        ("https://shop.test:8443/return", RETURN),
        ("https://evil.test/https://shop.test/return", RETURN),
        (f"https://evil.test/?u={RETURN}", RETURN),
        ("https://shop.test@evil.test/return", RETURN),
        ("https://shop.test\\@evil.test/return", RETURN),
        (f"{RETURN}?b=2", f"{RETURN}?a=1"),
        (f"{RETURN}?a=2", f"{RETURN}?a=1"),
        (RETURN, f"{RETURN}?a="),
        (f"{RETURN}?a=1", f"{RETURN}?a=1&a=1"),
        ("https://shop.test/a%2Freturn", "https://shop.test/a/return"),
        ("about:blank", RETURN),
        (RETURN, ""),
        (RETURN, "not an address"),
    ],
)
def test_b83_a_place_like_it_is_no_return(landed: str, wanted: str) -> None:
    assert not is_return(landed, wanted)
    assert not is_return(QUrl(landed), wanted)


@pytest.mark.parametrize(
    ("url", "session"),
    [
        (f"{RETURN}?amazonCheckoutSessionId={SESSION}", SESSION),
        (f"{RETURN}?a=1&amazonCheckoutSessionId={SESSION}#x", SESSION),
        (RETURN, None),
        (f"{RETURN}?amazonCheckoutSessionId=", None),
        (f"{RETURN}?amazonCheckoutSessionId=a&amazonCheckoutSessionId=b", None),
        (f"{RETURN}#amazonCheckoutSessionId=a", None),
        ("nonsense", None),
    ],
)
def test_the_sessions_id_is_read_from_the_query_and_may_be_missing(
    url: str, session: str | None
) -> None:
    assert session_id_in(url) == session


def test_b84_another_sessions_return_is_reported_with_both_ids() -> None:
    for other, quoted in (("other", "other"), ("x" * 90, "x" * 80)):
        assert str(mismatch(f"{RETURN}?amazonCheckoutSessionId={other}", SESSION)) == (
            f"The buyer came back with session {quoted}, but this is {SESSION}."
            " Nothing was recorded."
        )
    both = f"{RETURN}?amazonCheckoutSessionId=other&amazonCheckoutSessionId={SESSION}"
    assert mismatch(both, SESSION)


@pytest.mark.parametrize("query", ["", "?x=1", f"?amazonCheckoutSessionId={SESSION}"])
def test_the_own_session_or_none_is_no_mismatch(query: str) -> None:
    assert mismatch(RETURN + query, SESSION) is None
