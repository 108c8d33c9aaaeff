"""Words are found in keys and values, in the tree's order, without a look at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from apay_console.ui.tree.find import Index, words_of
from tests.work import calls_of

BODY = {
    "checkoutSessionId": "3F0C",
    "webCheckoutDetail": {"checkoutResultReturnUrl": None, "amazonPayRedirectUrl": None},
    "constraints": [{"constraintId": "ChargeAmountNotSet"}],
    "paid": False,
}


def paths(words: str) -> list[str]:
    index = Index(BODY)
    return [".".join(index.path(place)) for place in index.find(words)]


def test_keys_and_values_are_found_whatever_their_case():
    assert paths("url") == [
        "webCheckoutDetail.checkoutResultReturnUrl",
        "webCheckoutDetail.amazonPayRedirectUrl",
    ]
    assert paths("3f0c") == ["checkoutSessionId"]
    assert paths("FALSE") == ["paid"]
    assert paths("null") == paths("url")


def test_an_entry_counts_once():
    assert paths("checkout") == [
        "checkoutSessionId",
        "webCheckoutDetail",
        "webCheckoutDetail.checkoutResultReturnUrl",
    ]


def test_b61_signs_of_patterns_are_only_signs():
    assert paths("%") == paths("_") == paths(".*") == paths("(a+)+$") == paths("") == []


def test_it_counts_what_it_knows():
    assert len(Index(BODY)) == 8
    assert len(Index("a")) == len(Index({})) == 0


def test_an_entry_is_found_by_its_path():
    index = Index(BODY)
    for place in range(len(index)):
        assert index.place(index.path(place)) == place
    assert index.place(("no", "such")) == 0


@given(st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=6) | st.integers())))
def test_every_value_is_found_by_itself(rows):
    index = Index(rows)
    for at, row in enumerate(rows):
        for key, value in row.items():
            words = words_of(value)
            found = {index.path(place) for place in index.find(words)}
            assert (str(at), key) in found or not words


def test_a_rare_word_is_no_more_work_among_many_values():
    few, many = (
        Index({f"key{at}": f"value {at}" for at in range(count)}) for count in (100, 10_000)
    )
    assert len(many.find("key9999")) == 1
    assert calls_of(lambda: many.find("key9999")) == calls_of(lambda: few.find("key99"))
