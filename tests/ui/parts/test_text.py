"""Text from outside is shown letter by letter, and what hides is named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtCore import Qt as QtCore_Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel

from apay_console import visible_text
from apay_console.errors import Message, say
from apay_console.ui.parts import text
from apay_console.ui.parts.labels import ElidedLabel
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
    assert visible_text.hidden_in(f"a{sign}b{sign}") == [f"U+{ord(sign):04X}"]


@pytest.mark.parametrize("plain", ["Müller", "緑茶 2缶", "ｱﾏｿﾞﾝ", "🫖 tea", "19,99 €", "a\u00a0b"])
def test_what_is_seen_stays_as_it_is(plain):
    assert text.visible(plain) == plain
    assert visible_text.hidden_in(plain) == []


TURNED = [
    "\u05d0\u05d1\u05d2",
    "S01-\u05d0\u05d1 123",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u0663\u0660",
    "\u07c1\u07d2",
    "\U0001e900",
]


def lefts_of(words: str, *parts: str) -> list[float]:
    """Where each part begins at its left, in a line as the window lays it out."""
    layout, option = QTextLayout(words), QTextOption()
    option.setTextDirection(QtCore_Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    return [_left(line, words.index(part), len(part)) for part in parts]


def _left(line: QTextLine, start: int, length: int) -> float:
    return min(line.cursorToX(place)[0] for place in range(start, start + length + 1))


@pytest.mark.parametrize("name", TURNED)
def test_p23_an_id_that_is_read_from_the_right_moves_no_amount_beside_it(qapp, name):
    shown = text.visible(name)
    for words in (f"Order {shown} · 5.00 EUR", text.say(say("{a} · 5.00 EUR", a=name))):
        place, amount = lefts_of(words, name, "5.00")
        assert place < amount
    assert lefts_of(f"7 · {shown}", "7")[0] == 0


def test_p23_without_its_place_it_would_move_the_amount(qapp):
    place, amount = lefts_of("Order \u05d0\u05d1 · 5.00 EUR", "\u05d0\u05d1", "5.00")
    assert amount <= place


@pytest.mark.parametrize("name", TURNED)
def test_p23_what_keeps_a_text_in_its_place_is_added_once_and_ends_with_it(qapp, name):
    assert text.visible(name) == f"\u2066{name}\u2069"
    assert text.visible(name * 100, 20) == f"\u2066{text.clip(name * 100, 20)}\u2069"
    assert text.visible(f"{name}\u2069") == f"\u2066{name}<U+2069>\u2069"
    assert text.as_it_came(text.visible(name)) == name
    assert visible_text.hidden_in(name) == []


def test_p23_a_label_that_is_cut_tells_no_number_of_what_keeps_its_text_in_place(qtbot):
    label = ElidedLabel("")
    qtbot.addWidget(label)
    label.resize(20, 20)
    label.setText(text.visible("\u05d0\u05d1\u05d2" * 20))
    assert label.is_cut
    assert "U+" not in label.toolTip()
    assert "&lt;U+2066&gt;" in text.plain_tip("a\u2066")


def test_line_ends_and_tabs_stay_in_longer_text():
    assert visible_text.visible_lines("a\r\n\tb\x1b") == "a\n\tb<U+001B>"


@given(st.text())
def test_nothing_hidden_is_left_and_nothing_else_is_changed(given_text):
    shown = visible_text.marked(given_text)
    assert not visible_text.hidden_in(shown)
    kept = "".join(sign for sign in given_text if not visible_text.is_hidden(sign))
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
    visible_text.visible_lines("ä")  # the pattern is made once
    assert calls_of(lambda: text.clip_lines(visible_text.visible_lines(long))) < 100


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
    return words == "''" or words.startswith(("plain_tip(", "shown_tip(", "self.tr("))
