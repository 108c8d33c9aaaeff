"""Of an address it is said what Amazon makes of it, and it is sent all the same."""

from __future__ import annotations

import pytest

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Scope
from apay_console.ui.form.form import Form
from tests.ui.form.form_parts import V2, in_pane, remark
from tests.ui.hands import paste

COUNTRY = CHECKOUT_SESSION["addressDetails.countryCode"]
POSTCODE = CHECKOUT_SESSION["addressDetails.postalCode"]


@pytest.fixture
def form(theme, qtbot) -> Form:
    made = Form(Scope(CHECKOUT_SESSION, V2, "eu", creating=True), theme)
    qtbot.addWidget(made)
    return made


def said(form: Form, row, text: str) -> tuple[str, str]:
    """Type it; it is no mistake, and stands as it was typed."""
    paste(form.editor(row).line, text)
    cell = form.cell(row)
    assert not cell.is_wrong
    assert row.kind.encode(row.kind.parse(cell.editor.text())) == text
    return remark(form, row), cell.remark.property("role")


@pytest.mark.parametrize(
    ("code", "words", "role"),
    [
        ("UK", "The United Kingdom is GB", "note"),
        ("uk", "The United Kingdom is GB", "note"),
        ("ZZ", "No country has this code", "note"),
        ("GB", "United Kingdom", "hint"),
        ("de", "Germany", "hint"),
    ],
)
def test_b59_a_countrys_code_is_read_while_it_is_typed(code, words, role, form):
    assert said(form, COUNTRY, code) == (words, role)


def test_b59_of_a_postal_code_in_small_letters_it_is_said_what_amazon_makes_of_it(form):
    assert said(form, POSTCODE, "sw1a 1aa") == ("SW1A 1AA · as Amazon writes it", "hint")


def test_b59_in_a_narrow_window_the_code_alone_stands_beside_its_field(form, qtbot):
    in_pane(form, 408, 481, qtbot)
    form.focus(POSTCODE)
    said(form, POSTCODE, "sw1a 1aa")
    assert form.cell(POSTCODE).remark.text() == "SW1A 1AA"


@pytest.mark.parametrize("postcode", ["SW1A 1AA", "10115", ""])
def test_of_other_postal_codes_nothing_is_said(postcode, form):
    paste(form.editor(POSTCODE).line, postcode)
    assert remark(form, POSTCODE) == f"{len(postcode)} / 20"


def test_nobody_is_scolded_in_the_middle_of_a_code(form):
    paste(form.editor(COUNTRY).line, "D")
    assert remark(form, COUNTRY) == ""
