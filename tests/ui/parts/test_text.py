"""Text from outside is shown letter by letter, and what hides is named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtCore import Qt as QtCore_Qt
from PySide6.QtWidgets import QLabel

from apay_console.errors import Message, say
from apay_console.ui.parts import text
from tests.work import calls_of

FOLDER = Path(text.__file__).parents[1]
MARKUP = [
    "<b>x</b>",
    "<img src=file:///etc/hostname>",
    "<img width=30000>",
    "&lt;b&gt;",
    "a &amp; b",
    "<a href='https://evil.example'>Security update!</a>",
    "text\n<b>",
    "{{7*7}} ${HOME} %s%n {0.__class__}",
]
HIDDEN = [
    *("\u202e\u202d\u202a\u2066\u2069\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u180e"),
    *("\x00\x07\x08\x1b\x7f\x85\t\n\r\u2028\u2029\ue000\uf8ff\ud800\udfff"),
    *("\u034f\u115f\u1160\u3164\uffa0\U000e0001\U000e0041\U000f0000\U0010fffd\u2061\u206f\ufff9"),
]


@pytest.mark.parametrize("markup", MARKUP)
def test_p21_a_label_shows_markup_as_it_stands(qtbot, markup):
    label = text.PlainLabel(markup)
    qtbot.addWidget(label)
    assert label.textFormat() == QtCore_Qt.TextFormat.PlainText
    assert label.text() == markup
    assert label.sizeHint().width() < 2000


@pytest.mark.parametrize("markup", MARKUP)
def test_p21_a_tool_tip_shows_markup_as_it_stands(qtbot, markup):
    reader = QLabel()
    qtbot.addWidget(reader)
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(text.plain_tip(markup))
    assert document.toPlainText() == markup


@pytest.mark.parametrize("sign", HIDDEN)
def test_p23_what_would_not_be_seen_is_named(sign):
    assert text.visible(f"a{sign}b") == f"a<U+{ord(sign):04X}>b"
    assert text.hidden_in(f"a{sign}b{sign}") == [f"U+{ord(sign):04X}"]


@pytest.mark.parametrize(
    "plain", ["Müller", "緑茶 2缶", "ｱﾏｿﾞﾝ", "🫖 tea", "שלום", "19,99 €", "a\u00a0b"]
)
def test_what_is_seen_stays_as_it_is(plain):
    assert text.visible(plain) == plain
    assert text.hidden_in(plain) == []


def test_line_ends_and_tabs_stay_in_longer_text():
    assert text.visible_lines("a\r\n\tb\x1b") == "a\n\tb<U+001B>"


@given(st.text())
def test_nothing_hidden_is_left_and_nothing_else_is_changed(given_text):
    shown = text.visible(given_text)
    assert not text.hidden_in(shown)
    kept = "".join(sign for sign in given_text if not text.is_hidden(sign))
    if kept == given_text:
        assert shown == given_text


def test_p25_long_cells_and_lines_are_clipped_with_a_sign():
    assert text.clip("x" * 3000) == "x" * 1999 + "…"
    assert text.clip("short") == "short"
    assert [len(line) for line in text.clip_lines("y" * 20_000 + "\nz").split("\n")] == [10_000, 1]


def test_many_lines_are_clipped_too():
    assert text.clip_lines("\n" * 60_000).endswith("\n…")


def test_p25_five_megabytes_are_made_ready_without_a_call_for_each_character():
    long = "ä" * 5_000_000
    text.visible_lines("ä")  # the pattern is made once
    assert calls_of(lambda: text.clip_lines(text.visible_lines(long))) < 100


def test_a_message_is_said_with_its_arguments(qapp):
    assert text.say(say("{most} characters at the most.", most=50)) == "50 characters at the most."


def test_arguments_are_never_formatted_and_never_hide(qapp):
    odd = say("“{word}” is unknown.", word="{0.__class__}\u202e")
    assert text.say(odd) == "“{0.__class__}<U+202E>” is unknown."


def test_a_message_inside_a_message_is_said_too(qapp):
    assert text.say(
        Message("Not sent. {why}", {"why": Message("No {what}.", {"what": "key"})})
    ) == ("Not sent. No key.")


class _Words(QTranslator):
    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._words.get(source, "") if context == "Model" else ""

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False


def test_a_message_is_translated_before_its_arguments_are_put_in(qapp):
    words = _Words({"Enter {what}.": "Bitte {what} eingeben.", "Bad {one}.": "Kaputt {two}."})
    QCoreApplication.installTranslator(words)
    try:
        assert text.say(say("Enter {what}.", what="19.99")) == "Bitte 19.99 eingeben."
        assert text.say(say("Bad {one}.", one="x")) == "Bad x."
    finally:
        QCoreApplication.removeTranslator(words)


# Qt takes text for markup in these unless it is told not to, each time.
_MARKUP_WIDGETS = {
    *("QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QTextEdit"),
    *("QTextBrowser", "QFormLayout", "QWhatsThis"),
}
_MARKUP_CALLS = {"setOpenExternalLinks", "setHtml", "appendHtml", "insertHtml", "setMarkdown"}
_MARK = "QTextEdit.ExtraSelection"  # of plain text too: it is a colour


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.py")), ids=lambda file: file.name)
def test_p21_only_the_text_module_decides_how_outside_text_is_shown(file, record_property):
    if file.name == "text.py":
        return
    for node in ast.walk(ast.parse(file.read_text("utf-8").replace(_MARK, "Mark"))):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            assert name not in _MARKUP_WIDGETS, f"{file.name}:{node.lineno}"
        if isinstance(node, ast.Call):
            assert _is_plain(node), f"{file.name}:{node.lineno}: {ast.unparse(node)}"
    record_property("figure", "0 bare labels")


def _is_plain(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name == "QLabel":
        return not call.args  # without a text: for a picture
    if name in {"setToolTip", "setWhatsThis", "setStatusTip"}:
        return _is_own(ast.unparse(call.args[-1]))
    if name == "showText":
        return _is_own(ast.unparse(call.args[1]))
    return name not in _MARKUP_CALLS


def _is_own(words: str) -> bool:
    return words == "''" or words.startswith(("plain_tip(", "self.tr("))
