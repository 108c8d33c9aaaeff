"""Only an answer that says so readably applies or rejects anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.api.outcomes import Unreadable, judge, read_answer, reason_code
from apay_console.api.rejections import CERTAIN
from apay_console.model import json_text
from apay_console.model.exchange import Answered, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.refusals import refusals_of
from apay_console.model.operations import OPERATIONS

CODE = b'{"reasonCode":"InvalidParameterValue","message":"m"}'
SAMPLE = '{"checkoutSessionId":"1","a":[1,{"b":"é\\u0000"}],"n":-1.5e3}'.encode()


def judged(
    status: int, body: bytes, *headers: tuple[str, str], writes: bool = True
) -> tuple[Outcome, str]:
    outcome, reason = judge(Answered(status, headers, body), writes=writes)
    return outcome, str(reason or "")


@given(st.integers(200, 299), st.binary(max_size=60))
def test_a_success_is_applied_only_if_it_can_be_read(status: int, body: bytes) -> None:
    outcome, reason = judged(status, body)
    try:
        read_answer(Answered(status, (), body))
    except Unreadable:
        assert outcome is Outcome.UNKNOWN
        assert str(status) in reason
    else:
        assert (outcome, reason) == (Outcome.APPLIED, "")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (199, Outcome.UNKNOWN),
        (200, Outcome.APPLIED),
        (299, Outcome.APPLIED),
        (300, Outcome.UNKNOWN),
        (399, Outcome.UNKNOWN),
        (400, Outcome.REJECTED),
        (499, Outcome.UNKNOWN),
        (500, Outcome.UNKNOWN),
    ],
)
def test_a_class_of_statuses_ends_where_the_next_begins(status: int, outcome: Outcome) -> None:
    found, reason = judged(status, CODE)
    assert found is outcome
    assert ("redirect" in reason) is (300 <= status < 400)


@given(st.integers(100, 599))
def test_a_read_is_refused_by_any_code_with_a_4xx(status: int) -> None:
    outcome, reason = judged(status, b'{"reasonCode":"Whatever"}', writes=False)
    if 400 <= status < 500:
        assert (outcome, reason) == (Outcome.REJECTED, "")
    else:
        assert outcome is (Outcome.APPLIED if 200 <= status < 300 else Outcome.UNKNOWN)


MAY_HAVE_COUNTED = [
    (400, "RequestTimeout"),
    (408, "RequestTimeout"),
    (409, "ConflictingOperation"),
    (425, "TooEarly"),
    (426, "TLSVersionNotSupported"),
    (429, "TooManyRequests"),
    (499, "ClientClosedRequest"),
]


@pytest.mark.parametrize(("status", "code"), MAY_HAVE_COUNTED)
def test_p16_a_write_that_may_have_counted_is_unknown(status: int, code: str) -> None:
    outcome, reason = judged(status, json.dumps({"reasonCode": code}).encode())
    assert outcome is Outcome.UNKNOWN
    assert f"{status} {code}" in reason


@given(st.integers(400, 599), st.sampled_from([*{code for _, code in CERTAIN}, "Whatever"]))
def test_p16_a_write_is_rejected_by_what_the_table_lists_and_nothing_else(
    status: int, code: str
) -> None:
    outcome, _ = judged(status, json.dumps({"reasonCode": code}).encode())
    is_listed = (status, code) in CERTAIN
    assert outcome is (Outcome.REJECTED if is_listed else Outcome.UNKNOWN)


def test_p16_every_certain_rejection_is_documented_for_the_api_and_names_its_source() -> None:
    listed = {
        (status, code)
        for row in OPERATIONS
        for status, codes in refusals_of(row, ApiVersion.V2).items()
        for code in codes
    }
    assert CERTAIN.keys() <= listed
    assert all(CERTAIN.values())
    assert {status for status, _ in CERTAIN} == {400, 401, 403, 404, 405, 409, 422}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"<h1>no</h1>",
        b'{"reasonCode":123,"message":{"a":1}}',
        b'{"reasonCode":""}',
    ],
)
def test_a_refusal_without_amazons_code_is_unknown(body: bytes) -> None:
    outcome, reason = judged(403, body)
    assert outcome is Outcome.UNKNOWN
    assert "403" in reason


def test_a_fault_of_the_server_names_its_code() -> None:
    assert "500 ProcessingFailure" in judged(500, b'{"reasonCode":"ProcessingFailure"}')[1]


def test_a_sample_cut_at_any_byte_is_unknown_and_says_where() -> None:
    for end in range(len(SAMPLE)):
        outcome, reason = judged(201, SAMPLE[:end])
        assert outcome is Outcome.UNKNOWN
        assert ("not valid JSON at byte" in reason) is (end > 0)
    assert judged(201, SAMPLE) == (Outcome.APPLIED, "")


def test_the_place_is_counted_in_bytes() -> None:
    assert "at byte 7." in judged(200, '{"é":1'.encode())[1]


@pytest.mark.parametrize(
    "body",
    [
        SAMPLE.decode().encode("utf-8-sig"),
        SAMPLE.decode().encode("utf-16"),
        SAMPLE.decode().encode("latin-1"),  # not UTF-8: a letter is lost, the payment is not
        b'{"a":"\xff\xfe"}',
        b'{"a":"\\ud800"}',
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":1e999999999999999999999}',
        b' \r\n{"a":1}\n',
    ],
)
def test_what_can_be_made_out_is_applied(body: bytes) -> None:
    assert judged(201, body)[0] is Outcome.APPLIED


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no content"),
        (b" \n", "no content"),
        (b"[]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'"x"', "not a JSON object"),
        (b"{}{}", "not valid JSON at byte 2"),
        (b"{}\n{}", "not valid JSON at byte 3"),
        (b'{"a":' * 100_000, "too deep"),
        (b'{"a":[' + b"1," * 200_000 + b"1]}", "too many values"),
        (b"\xff\xff\xff", "not valid JSON at byte 0"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, words: str) -> None:
    outcome, reason = judged(200, body)
    assert outcome is Outcome.UNKNOWN
    assert words in reason


HTML = ("Content-Type", "text/html; charset=utf-8")


def test_a_page_in_the_place_of_an_answer_is_called_by_its_kind() -> None:
    assert judged(200, b"<p>Busy</p>", HTML) == (
        Outcome.UNKNOWN,
        "It answered 200, but what it sent is text/html and not JSON.",
    )


def test_what_only_calls_itself_a_page_is_judged_by_what_it_holds() -> None:
    assert judged(200, b"{}", HTML) == (Outcome.APPLIED, "")
    assert judged(200, b"[]", HTML)[1] == (
        "It answered 200, but what it sent is not a JSON object."
    )


def test_what_calls_itself_json_and_is_none_says_where_it_breaks() -> None:
    said = judged(200, b"<p>", ("Content-Type", "application/json"))[1]
    assert said == "It answered 200, but what it sent is not valid JSON at byte 0."


def test_a_refusal_that_names_no_reason_says_so() -> None:
    said = judged(403, b"{}")[1]
    assert said == "It answered 403 without saying what became of the request."


def test_of_a_code_that_nobody_knows_80_letters_are_quoted() -> None:
    said = judged(500, b'{"reasonCode":"%b"}' % (b"x" * 90))[1]
    assert said.startswith(f"It answered 500 {'x' * 80}, which")


def test_an_answer_that_no_memory_is_left_to_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_loosely(_: bytes) -> object:
        raise MemoryError

    monkeypatch.setattr(json_text, "read_loosely", read_loosely)
    said = judged(200, b"{")[1]
    assert said == "It answered 200, but there is too little free memory to read it."


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("https://evil.example/x", "evil.example"),
        ("//EVIL.example", "evil.example"),
        ("/elsewhere", "?"),
        ("", "?"),
        ("http://[", "?"),
        ("http://" + "x" * 500, "x" * 80),
    ],
)
def test_a_redirect_names_the_host(location: str, host: str) -> None:
    outcome, reason = judged(302, b"{}", ("Location", location))
    assert outcome is Outcome.UNKNOWN
    assert f"redirect to {host} (302)" in reason


def test_a_reason_code_is_a_word() -> None:
    assert [reason_code({"reasonCode": code}) for code in ("X", 1, None)] == ["X", "", ""]
