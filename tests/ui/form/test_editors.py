"""Every kind has an editor that takes any value, keeps what was typed, and tells only typing."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from apay_console.errors import Invalid
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Raw
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import (
    Anything,
    Choice,
    Json,
    Kind,
    Many,
    Money,
    Pattern,
    Switch,
    Text,
    Timestamp,
    Url,
)
from apay_console.ui.form.editors import editor_for
from tests.ui.hands import paste, press, shown, type_text

EURO = Money(("EUR", "GBP", "JPY", "USD"))
KINDS = [
    Text(50),
    Pattern(3, "1", r"[0-9]{1,3}"),
    Url(),
    Choice(("Confirm", "Authorize")),
    Switch(),
    EURO,
    Many(("name", "email", "phoneNumber")),
    Json(),
    Json("[]", is_list=True),
    Timestamp(),
    Anything(),
]
EDITABLE = [kind for kind in KINDS if not isinstance(kind, Timestamp | Anything)]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.decimals(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def name_of(kind: Kind) -> str:
    return type(kind).__name__


def made(kind: Kind, qtbot, theme=None):
    editor = editor_for(kind)
    qtbot.addWidget(editor)
    editor.told = []
    editor.edited.connect(editor.told.append)
    return editor


def test_every_field_has_an_editor_and_a_label(qtbot, theme):
    for row in CHECKOUT_SESSION:
        assert row.label
        editor = made(row.kind.within(ApiVersion.V1, "na"), qtbot)
        assert editor.inputs()


def test_a_kind_without_an_editor_is_a_mistake(qapp):
    class Odd(Kind):
        pass

    with pytest.raises(TypeError, match="Odd"):
        editor_for(Odd())


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_putting_any_value_never_raises_and_never_tells(kind, qtbot, theme):
    editor = made(kind, qtbot)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(VALUES | VALUES.map(Raw))
    def check(value):
        editor.put(value)
        assert isinstance(editor.text(), str)
        editor.put(value)

    check()
    assert editor.told == []


@pytest.mark.parametrize("kind", EDITABLE, ids=name_of)
@pytest.mark.parametrize(
    "value",
    [Raw(5), {"strange": 1}, ["strange", 2], 12, True, "\ud800", 1e400, "x" * 40_000, [[[]]]],
    ids=lambda value: repr(value)[:20],
)
def test_what_a_kind_cannot_take_is_shown_and_marked(kind, value, qtbot, theme):
    try:
        wire = value.value if isinstance(value, Raw) else value
        kind.decode(wire)
        takes = not isinstance(value, Raw) and isinstance(kind, Json | Switch | Many)
    except Invalid:
        takes = False
    editor = made(kind, qtbot)
    editor.put(value)
    odd_text = value == "\ud800" or (isinstance(value, str) and len(value) > 32_000)
    assert editor.is_raw is (not takes and (not isinstance(value, str) or odd_text))
    assert editor.text() or takes
    if editor.is_raw:
        assert editor.inputs()[0].property("state") == "raw"
        editor.put(None)
        assert not editor.is_raw
        assert editor.inputs()[0].property("state") == ""


def test_json_too_deep_to_write_is_shown_as_such(qtbot, theme):
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    for kind in KINDS:
        editor = made(kind, qtbot)
        editor.put(deep)
        assert editor.text() in {"…", "[…]"} or isinstance(kind, Choice)
    while deep:  # taken apart by hand: the interpreter would recurse into it
        deep = deep[0]


@pytest.mark.parametrize(
    ("kind", "wire", "text"),
    [
        (Text(), "Fjord Tea", "Fjord Tea"),
        (Choice(("Confirm",)), "Confirm", "Confirm"),
        (Switch(), False, "false"),
        (Switch(), True, "true"),
        (EURO, {"amount": "19.99", "currencyCode": "GBP"}, "19.99 GBP"),
        (Many(("name", "email")), ["name", "email"], "name, email"),
        (Json(), {"a": 1}, '{"a":1}'),
        (Timestamp(), "20250610T081512Z", "20250610T081512Z"),
        (Anything(), [1, {"b": None}], '[1,{"b":null}]'),
    ],
    ids=lambda part: name_of(part) if isinstance(part, Kind) else None,
)
def test_a_value_of_the_wire_is_shown_as_it_could_be_typed(kind, wire, text, qtbot, theme):
    editor = made(kind, qtbot)
    editor.put(wire)
    assert (editor.text(), editor.is_raw) == (text, False)
    assert kind.encode(kind.parse(text)) == wire or isinstance(kind, Timestamp | Anything)


@pytest.mark.parametrize("kind", EDITABLE, ids=name_of)
def test_nothing_is_an_empty_text(kind, qtbot, theme):
    editor = made(kind, qtbot)
    editor.put(None)
    assert editor.text() == ""


# Halves of characters are left out: PySide drops them before any widget could have them typed.
WHOLE = st.characters(exclude_categories=["Cs"])
CODE = st.characters(exclude_categories=["Cs"], exclude_characters=" ")


@given(amount=st.text(WHOLE, max_size=20), code=st.text(CODE, max_size=5))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_typed_price_comes_back_as_it_was(amount, code, qtbot, theme):
    editor = made(EURO, qtbot)
    typed = f"{amount} {code}"
    editor.put(typed)
    again = editor.text()
    editor.put(again)
    assert editor.text() == again


# Through the real editor: what is typed, and what is said of it.
AMOUNTS = [
    (2, "0", "USD", "more than zero"),
    (2, "0.00", "USD", "more than zero"),
    (3, "-5.00", "USD", "positive"),
    (4, "-0", "USD", "positive"),
    (5, "1,000.00", "USD", "thousands"),
    (5, "1.000,00", "EUR", "thousands"),
    (5, "1 000", "USD", "thousands"),
    (6, "12,50", "USD", "point"),
    (7, "1.005", "USD", "two decimals"),
    (8, "100.5", "JPY", "no decimals"),
    (9, "1e3", "USD", "plain digits"),
    (9, "1_000", "USD", "plain digits"),
    (9, "+5", "USD", "without a sign"),
    (9, "0x10", "USD", "plain digits"),
    (10, "NaN", "USD", "not an amount"),
    (10, "Infinity", "USD", "not an amount"),
    (11, "\u0663.\u0665", "USD", "digits 0 to 9"),
    (11, "\uff11\uff12\uff0e\uff15", "USD", "digits 0 to 9"),
    (13, "5.00\u200b", "USD", r"U\+200B"),
    (14, "9" * 40, "USD", "too large"),
    (15, "00012.50", "USD", "leading zeros"),
    (16, "12.", "USD", "both sides"),
    (16, ".5", "USD", "both sides"),
    (17, "$12.50", "USD", "own field"),
    (17, "12.50 USD", "USD", "own field"),
    (18, "5.00", "XXX", "XXX"),
    (18, "5.00", "US", "US"),
    (18, "5.00", "U\u0405D", "U\u0405D"),
]


@pytest.mark.parametrize(
    "case", AMOUNTS, ids=[f"{row}-{amount[:9]!r}-{code}" for row, amount, code, _ in AMOUNTS]
)
def test_a_bad_amount_is_refused_and_stays_as_typed(case, qtbot, theme):
    row, amount, code, word = case
    editor = made(EURO, qtbot)
    editor.put(f"1.00 {code}" if row == 18 else f" {code}")
    editor.line.clear()
    paste(editor.line, amount)
    assert editor.line.text() == amount
    with pytest.raises(Invalid, match=word) as refused:
        EURO.parse(editor.told[-1])
    assert refused.value.example
    editor.problem(refused.value)
    wrong = editor.combo if row == 18 else editor.line
    assert wrong.property("state") == "error"


def test_1_an_emptied_amount_is_no_price(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put({"amount": "5.00", "currencyCode": "EUR"})
    editor.line.selectAll()
    press(editor.line, Qt.Key.Key_Backspace)
    assert (editor.text(), editor.told) == ("", [""])
    assert editor.code.text() == "EUR"


def test_8_yen_without_decimals_are_taken(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put("0 JPY")
    editor.line.clear()
    paste(editor.line, "100")
    assert EURO.encode(EURO.parse(editor.told[-1])) == {"amount": "100", "currencyCode": "JPY"}


@pytest.mark.parametrize("typed", [" 5.00 ", "5.00\u00a0", "\t5.00"])
def test_12_outer_blanks_are_taken_off_in_sight(typed, qtbot, theme):
    editor = shown(made(EURO, qtbot), qtbot)
    editor.line.setFocus()
    paste(editor.line, typed)
    assert EURO.parse(editor.told[-1]).amount == 5
    editor.combo.setFocus()
    assert (editor.line.text(), editor.told[-1]) == ("5.00", "5.00 EUR")


def test_18_a_currency_is_capitalised_in_sight(qtbot, theme):
    editor = shown(made(EURO, qtbot), qtbot)
    editor.put("5.00 EUR")
    editor.code.selectAll()
    type_text(editor.code, "gbp")
    assert (editor.code.text(), editor.told[-1]) == ("GBP", "5.00 GBP")
    assert EURO.parse(editor.told[-1]).currency == "GBP"


def test_a_currency_can_be_chosen(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put("5.00 EUR")
    editor.combo.setCurrentIndex(3)
    editor.combo.activated.emit(3)
    assert editor.told == ["5.00 USD"]


def test_a_region_offers_its_currencies_only(qtbot, theme):
    row = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
    editor = made(row.kind.within(ApiVersion.V1, "jp"), qtbot)
    assert [editor.combo.itemText(at) for at in range(editor.combo.count())] == ["JPY"]


def test_v1_offers_no_capture_at_once(qtbot, theme):
    row = CHECKOUT_SESSION["paymentDetails.paymentIntent"]
    words = {
        version: [
            editor.combo.itemData(at)
            for editor in [made(row.kind.within(version, "na"), qtbot)]
            for at in range(editor.combo.count())
        ]
        for version in ApiVersion
    }
    assert words[ApiVersion.V1] == ["", "Confirm", "Authorize"]
    assert words[ApiVersion.V2][-1] == "AuthorizeWithCapture"


# Texts that do harm elsewhere
@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "<img src=file:///etc/hostname>",
        "&lt;b&gt; a &amp; b",
        "{{7*7}} ${HOME} %s%n {0.__class__}",
        "'); DROP TABLE history;--",
        "\u202eabc",
        "👩‍👩‍👧" + "e" + "\u0301" * 40,
        "=cmd()",
        "@x",
    ],
)
def test_45_to_50_and_58_text_is_kept_and_sent_letter_by_letter(text, qtbot, theme):
    kind = Text(255)
    editor = made(kind, qtbot)
    paste(editor.line, text)
    assert editor.line.text() == text
    assert kind.encode(kind.parse(editor.told[-1])) == text


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b"])
def test_52_control_characters_are_refused_by_number(sign, qtbot, theme):
    kind = Text(255)
    editor = made(kind, qtbot)
    paste(editor.line, f"a{sign}b")
    with pytest.raises(Invalid, match=f"U\\+{ord(sign):04X}"):
        kind.parse(editor.told[-1])


def test_55_a_url_pasted_over_two_lines_is_joined_in_sight(qtbot, theme):
    editor = made(Url(), qtbot)
    paste(editor.line, "https://shop.example/\nthanks")
    assert editor.line.text() == "https://shop.example/ thanks"
    with pytest.raises(Invalid, match="no blanks"):
        Url().parse(editor.told[-1])


def test_a_choice_of_another_version_is_shown_and_marked(qtbot, theme):
    editor = made(Choice(("Confirm",)), qtbot)
    editor.put("AuthorizeWithCapture")
    assert (editor.text(), editor.is_raw) == ("AuthorizeWithCapture", True)
    editor.combo.setCurrentIndex(1)
    editor.combo.activated.emit(1)
    assert (editor.told, editor.is_raw) == (["Confirm"], False)
    editor.put(None)
    assert editor.combo.count() == 2


def test_a_choice_can_be_taken_back(qtbot, theme):
    editor = made(Choice(("Confirm",)), qtbot)
    editor.put("Confirm")
    editor.combo.setCurrentIndex(0)
    editor.combo.activated.emit(0)
    assert editor.told == [""]


def test_a_switch_has_three_states(qtbot, theme):
    editor = made(Switch(), qtbot)
    editor.put(None)
    for text in ("true", "false", "true"):
        editor.box.click()
        assert editor.text() == text
    press(editor.box, Qt.Key.Key_Backspace)
    assert editor.told == ["true", "false", "true", ""]
    assert not editor.box.isChecked()
    press(editor.box, Qt.Key.Key_Delete)
    assert len(editor.told) == 4


def test_several_words_can_be_typed_or_ticked(qtbot, theme):
    kind = Many(("name", "email", "phoneNumber"))
    editor = made(kind, qtbot)
    type_text(editor.line, "email, odd")
    editor.menu.aboutToShow.emit()
    assert [action.isChecked() for action in editor.menu.actions()] == [False, True, False]
    editor.menu.actions()[0].trigger()
    assert editor.text() == "email, odd, name"
    editor.menu.actions()[1].trigger()
    assert editor.told[-1] == "odd, name"


def test_json_hides_nothing_and_means_the_same(qtbot, theme):
    editor = made(Json(), qtbot)
    value = {"a": "\u2028\u202e\ufdd0\U000e0041", "é": ["緑茶"] * 12}
    editor.put(value)
    assert json.loads(editor.text()) == value
    assert "\\u202e" in editor.text()
    assert "緑茶" in editor.text()
    assert "\n" in editor.text()


def test_typing_on_is_not_disturbed_by_what_comes_back(qtbot, theme):
    editor = shown(made(Text(), qtbot), qtbot)
    editor.put("Fjord")
    editor.line.setFocus()
    type_text(editor.line, " ")
    editor.put("Fjord")  # the draft's view: nothing has changed yet
    type_text(editor.line, "Tea")
    assert editor.told[-1] == "Fjord Tea"


def test_putting_the_same_keeps_cursor_and_selection(qtbot, theme):
    editor = made(Text(), qtbot)
    editor.put("Fjord Tea")
    editor.line.setSelection(0, 5)
    editor.put("Fjord Tea")
    assert editor.line.selectedText() == "Fjord"


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_a_locked_editor_takes_no_typing(kind, qtbot, theme):
    editor = made(kind, qtbot)
    editor.lock(True)
    for widget in editor.inputs():
        type_text(widget, "x")
        assert not widget.isEnabled() or widget.isReadOnly()
    assert editor.told == []
    editor.lock(False)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_every_input_has_a_name(kind, qtbot, theme):
    editor = made(kind, qtbot)
    editor.set_name("Amount", "What the buyer pays now.")
    assert all("Amount" in widget.accessibleName() for widget in editor.inputs())
    assert editor.focusProxy() in editor.inputs()


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_an_editor_dies_when_it_is_closed(kind, dies, theme):
    assert dies(lambda: editor_for(kind))
