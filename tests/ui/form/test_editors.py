"""Every kind has an editor that takes any value, keeps what was typed, and tells only typing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import (
    Anything,
    Choice,
    Json,
    Kind,
    Many,
    Pattern,
    Switch,
    Text,
    Timestamp,
    Url,
)
from apay_console.model.typed import Raw
from apay_console.ui.form.editors import editor_for
from tests.ui.form.editor_parts import EURO, made
from tests.ui.hands import shown, type_text

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
