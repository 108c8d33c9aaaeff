"""What is typed into a search box becomes a question to FTS5."""

from __future__ import annotations

import pytest

from apay_console.store.history import History
from apay_console.store.search.words import is_bounded, is_gathered
from tests.store.samples import found


@pytest.mark.parametrize(
    "words", ['say "', "tea*bag", "(", "a:b", "^tea", "NEAR", "x" * 9000, "- - -"]
)
def test_stray_signs_are_no_query(history: History, words: str) -> None:
    assert found(history, words=words) == []


GATHERED = ['"tins"*', "tins*", "tins *", '"a te" OR tins*', '"t\u00e9"*', '"x-tins"*', '"te-"*']


STREAMED = ['"te"*', '"x-te"*', '"create_se" AND "x"*', "te* OR t*", '"tins"', "", '"127.0.0.1"*']


@pytest.mark.parametrize("asked", GATHERED + STREAMED)
def test_no_short_beginning_counts_as_gathered(asked: str) -> None:
    assert is_gathered(asked) is (asked in GATHERED)


BOUNDED = ['"tins"', '"te"*', '("tins" OR "tinsel")', '("tins")', '"a" OR "t"*']


MEETING = [
    '"two tins"',
    '"x-te"*',
    '"tins" AND "te"*',
    '"tinsel"*',
    "tins NOT two",
    'NEAR("a" "b")',
]


@pytest.mark.parametrize("asked", BOUNDED + MEETING)
def test_words_that_have_to_meet_are_not_looked_for_in_a_part_of_the_rows(asked: str) -> None:
    assert is_bounded(asked) is (asked in BOUNDED)
