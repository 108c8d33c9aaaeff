"""Whatever changes away from the keyboard is heard too, and heard once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ProblemLabel
from tests.sale_parts import AMOUNT, INTENT
from tests.ui.hands import type_text
from tests.window_keys import heard
from tests.window_parts import Shop, quick, shop

__all__ = ["heard", "quick", "shop"]


def test_words_are_said_and_silence_is_not(qapp, heard: list[str]) -> None:
    announce(QLabel(), "Pending.")
    announce(QLabel(), "")
    assert heard == ["Pending."]


def test_without_a_screen_reader_nothing_is_made(
    qapp, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    announce(QLabel(), "Pending.")
    assert heard == []


def test_a_problem_is_seen_and_heard(qtbot, heard: list[str]) -> None:
    problem = ProblemLabel()
    qtbot.addWidget(problem)
    assert problem.isHidden()
    problem.tell("A number, such as 2.")
    assert not problem.isHidden()
    assert heard == ["A number, such as 2."]


def test_a_refusal_of_a_signed_call_is_heard(shop: Shop, heard: list[str]) -> None:
    shop.run("signed_call")
    type_text(shop.focused, "no path?")
    shop.send()
    assert [words.partition(",")[0] for words in heard] == ["A path has letters"]
    shop.run("signed_call")


def test_what_the_answer_leaves_to_do_is_heard_and_typing_is_not(
    shop: Shop, heard: list[str]
) -> None:
    shop.enter(AMOUNT, "12.00")
    shop.choose(INTENT, "Authorize")
    assert heard == []
    shop.send()
    assert [words for words in heard if words.startswith("What Amazon still needs. ")]
    assert not [words for words in heard if "how much to charge" in words]


def test_what_went_wrong_is_heard_in_a_sentence(shop: Shop, heard: list[str]) -> None:
    shop.run("bad_amount")
    assert shop.notice
    assert [words for words in heard if shop.notice in words]


def test_a_jump_of_the_clock_is_heard_once(shop: Shop, heard: list[str]) -> None:
    machine = shop.parts.console.tools.machine
    machine.jump(86_400 * 2)
    shop.settle()
    machine.look()
    shop.settle()
    assert len([words for words in heard if "expired" in words.lower()]) == 1
