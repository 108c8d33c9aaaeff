"""Keys that this version does not know are kept, listed and named."""

from __future__ import annotations

import pytest

from apay_console.presenters.sale.state.steps import edited
from tests.sale_parts import NOTE
from tests.ui.hands import settled
from tests.ui.sale.body_parts import body

__all__ = ["body"]

TWO_KEYS = '{"paymentDetails": {"paymentIntent": "Confirm"}, "tea": {"green": true}}'


@pytest.mark.parametrize("key", ["", "__proto__", "k" * 10_000, "a\u200bb", "é"])
def test_any_key_is_kept_sent_and_listed(key, body):
    text = f'{{"{key}": 1}}'
    body.take(text)
    assert body.state.body.text == text
    assert list(body.state.draft.extra) == [key]
    assert body.words[0].startswith("v1 does not know “")
    assert len(body.words[0]) < 200


def test_what_hides_in_a_key_is_named(body):
    body.take('{"a\u202eb": 1}')
    assert body.words == ["v1 does not know “a<U+202E>b”; it is sent as it stands."]


def test_keys_that_this_version_does_not_know_are_listed_with_their_right_spelling(body):
    body.take(TWO_KEYS)
    assert body.words[0].splitlines() == [
        "v1 does not know “paymentDetails”; here it is “paymentDetail”.",
        "v1 does not know “tea”; it is sent as it stands.",
    ]
    assert body.rename.isVisible()


def test_renaming_is_asked_for_by_its_button(body):
    told = []
    body.sheet.rename_wanted.connect(lambda: told.append(True))
    body.take(TWO_KEYS)
    body.rename.click()
    assert told == [True]


def test_without_another_spelling_there_is_nothing_to_rename(body):
    body.take('{"tea": 1}')
    assert not body.rename.isVisible()


def test_many_unknown_keys_are_counted_and_leave_room_for_the_text(body):
    body.take("{" + ", ".join(f'"key{number}": 1' for number in range(500)) + "}")
    assert body.words[0].splitlines()[-1] == "and 492 more"
    settled(body.sheet)
    assert body.text.height() > 100
    assert body.sheet.minimumSizeHint().width() < 380


def test_what_would_not_be_seen_is_written_as_an_escape_and_means_the_same(body):
    body.take('{"tea": "a\\u202eb\\u2028c"}')
    body.show(edited(body.state, NOTE, "x"))
    assert '"tea": "a\\u202eb\\u2028c"' in body.text.text()
    text = body.text.text()
    body.show(body.state)
    assert body.text.text() == text
