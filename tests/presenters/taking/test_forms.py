"""No form lets out what is on the list, and each lets through what is not."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.exchange import Sent
from apay_console.model.hidden_names import BUYER, SECRET
from apay_console.model.profile import BUILT_IN_KEY_ID
from apay_console.model.taking.taken import Taken
from apay_console.presenters.taking import forms
from apay_console.presenters.taking.forms import NOTHING, Form, Ticks
from tests.exchanges import answered, sent

CANARY = "Mara0Quill"
URL = "https://pay-api.amazon.eu/v2/checkoutSessions/S01-1"
SIGNED = f"AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A1, SignedHeaders=a, Signature={CANARY}=="
_IN_TWO_LINES = re.compile(rb"""['"]\n +b['"]""")  # bytes as a program in Python breaks them
NAMES = st.sampled_from([*BUYER, *SECRET])
HIDDEN = st.dictionaries(NAMES, st.just(CANARY) | st.just({"x": [CANARY]}), min_size=1, max_size=4)


def exchange(request, answer):
    told = f"“{CANARY}” is too long"
    asked = sent(body={"metadata": request, "chargeId": "P01-1"}, version="v2")
    headers = (("authorization", SIGNED), ("x-amz-pay-authtoken", CANARY))
    wire = Sent("PATCH", f"{URL}?buyerToken={CANARY}", headers, asked.sent.body)
    body = {"buyer": answer, "message": told, "chargeId": "P01-1"}
    made = answered(replace(asked, sent=wire), 400, body, ("set-cookie", CANARY))
    return replace(made, canonical_request=f"PATCH\n/\nbuyerToken={CANARY}\n")


def all_of(taken: Taken) -> bytes:
    if not taken.name.endswith(".zip"):
        return _IN_TWO_LINES.sub(b"", taken.data)
    with zipfile.ZipFile(io.BytesIO(taken.data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@settings(max_examples=25)
@given(HIDDEN, HIDDEN, st.sampled_from(Form))
def test_p51_nothing_on_the_list_leaves_in_any_form(request, answer, form):
    one = exchange(request, answer)
    taken = forms.make(form, [one, one], NOTHING)
    assert CANARY not in taken.text
    assert CANARY.encode() not in all_of(taken)
    assert b"P01-1" in all_of(taken)


def test_what_is_ticked_leaves():
    one = exchange({"noteToBuyer": CANARY}, {})
    found = forms.make(Form.HAR, [one], Ticks(buyers=True, signatures=True))
    assert f"Signature={CANARY}" in found.text
    assert (
        f'noteToBuyer\\": \\"{CANARY}' in found.text or f'noteToBuyer\\":\\"{CANARY}' in found.text
    )


def test_of_several_exchanges_a_command_holds_the_first_and_says_so():
    one = exchange({}, {})
    for form in (Form.CURL, Form.PYTHON):
        words = [str(remark) for remark in forms.make(form, [one, one], NOTHING).remarks]
        assert words[0].startswith("This is the first of 2 requests")
        assert not any(
            "first of" in str(remark) for remark in forms.make(form, [one], NOTHING).remarks
        )


def test_every_form_has_a_name_and_words():
    assert set(forms.LABELS) == set(Form)
    assert {form for form in Form if form in forms.LANGUAGES} == set(forms.LANGUAGES)


def test_code_says_where_its_key_comes_from():
    own = exchange({}, {})
    wire = dict(own.sent.headers)["authorization"].replace("SANDBOX-A1", BUILT_IN_KEY_ID)
    built_in = replace(own, sent=replace(own.sent, headers=(("authorization", wire),)))
    said = [str(forms.make(Form.NODE, [one], NOTHING).remarks[0]) for one in (own, built_in)]
    assert said[0].startswith("Put your private key beside it")
    assert "“Watch my shop” gives you a key file" in said[1]


def test_a_command_without_its_signature_says_how_to_get_one_that_works():
    said = str(forms.make(Form.CURL, [exchange({}, {})], NOTHING).remarks[0])
    assert "Tick “Sign afresh”" in said


@pytest.mark.parametrize("ticks", [NOTHING, Ticks(buyers=True), Ticks(signatures=True)])
def test_an_archive_says_so_whenever_anything_was_left_out(ticks):
    one = exchange({"noteToBuyer": CANARY}, {})
    assert "Nothing was left out." not in forms.make(Form.EVIDENCE, [one], ticks).text
    whole = forms.make(Form.EVIDENCE, [one], Ticks(buyers=True, signatures=True))
    assert "Nothing was left out." in whole.text


@pytest.mark.parametrize("form", list(forms.LANGUAGES))
def test_what_is_left_out_of_code_is_a_plain_mark_and_is_said(form):
    taken = forms.make(form, [exchange({"noteToBuyer": CANARY}, {})], NOTHING)
    assert b"<redacted>" in all_of(taken)
    assert taken.text.isascii()
    assert any("<redacted>" in str(remark) for remark in taken.remarks)


def test_only_what_shows_a_signature_lets_one_be_included():
    assert {form for form in Form if forms.has_signature(form)} == {
        Form.CURL,
        Form.HAR,
        Form.EVIDENCE,
    }


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": 1e308},
        {"started_at": -9e18},
        {"took_ms": 1e308},
        {"sent": Sent("GET", "", (), b"")},
        {"sent": Sent("\ufffd", "http://[", (), b"\xff")},
        {"sent": Sent("GET", "https://h/v2/", (), b"{}")},
        {"operation": "?", "version": "v9"},
    ],
)
def test_a_damaged_row_is_written_or_refused_in_words(form, changes):
    one = replace(exchange({}, {}), operation="get_session")
    try:
        assert forms.make(form, [replace(one, **changes)], Ticks()).data
    except Invalid:
        assert form not in {Form.CURL, Form.HAR, Form.EVIDENCE, Form.TABLE}


def test_a_table_holds_every_exchange_and_is_known_as_utf_8():
    one = exchange({}, {})
    taken = forms.make(Form.TABLE, [one, one], NOTHING)
    assert taken.name.endswith(".csv")
    assert taken.data.startswith(b"\xef\xbb\xbf")
    assert taken.data.decode("utf-8-sig") == taken.text
    assert taken.text.count("P01-1") == 2
    assert not taken.remarks
    assert "several rows" in str(forms.make(Form.TABLE, [one], NOTHING).remarks[0])
