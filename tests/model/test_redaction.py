"""Nothing on the list leaves, wherever it stands; ids, amounts and states do."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import say
from apay_console.model import redaction
from apay_console.model.catalogue.buyer import SIGNED_IN_BUYER
from apay_console.model.fields import ApiVersion
from apay_console.model.hidden_names import BUYER, SECRET, Keep
from apay_console.model.operations import OPERATIONS
from apay_console.model.redaction import REDACTED
from tests.exchanges import answered, sent

CANARY = "Mara Quill"
NOTHING, ALL = Keep(), Keep(buyers=True, signatures=True)
SIGNED = (
    "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A1, SignedHeaders=accept, Signature=c2VjcmV0Kw=="
)
SPELLINGS = st.sampled_from([str, str.upper, str.lower])
LEAVES = st.just(CANARY) | st.text(max_size=3) | st.integers() | st.none() | st.booleans()
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*BUYER, *SECRET, "state"]), inner, max_size=4)
    ),
    max_leaves=12,
)


HOLDERS = {"buyer", "billingAddress", "shippingAddress", "addressDetails", "paymentPreferences"}


def known_of_buyers():
    """What Amazon's objects and calls have of a buyer, holder and part, by the catalogue."""
    rows = [row.answers.schema for row in OPERATIONS] + [row.body for row in OPERATIONS if row.body]
    paths = [path for row in rows for version in ApiVersion for path in row.by_path(version)]
    parts = [path[place:] for path in paths for place, key in enumerate(path) if key in HOLDERS]
    own = list(SIGNED_IN_BUYER.by_path(ApiVersion.V2))
    return {key for path in (*parts, *own) for key in path if not key.isdecimal()}


def cleaned(value, keep=NOTHING):
    return json.loads(redaction.body(json.dumps(value).encode(), keep))


@pytest.mark.parametrize("name", [*BUYER, *SECRET])
def test_what_is_listed_goes_at_any_depth(name):
    value = {"a": [{name: {"x": CANARY}, "state": "Open"}], name: CANARY}
    assert cleaned(value) == {"a": [{name: REDACTED, "state": "Open"}], name: REDACTED}
    assert cleaned(value, ALL) == value


@pytest.mark.parametrize(
    "name",
    sorted(
        known_of_buyers()
        | {"shippingAddressList", "buyerToken", "noteToBuyer", "customInformation"}
        | {"supplementaryData", "districtOrCounty"}
        | {"signature", "privateKey", "authorization", "authToken", "accessToken"}
    ),
)
def test_all_that_tells_of_a_buyer_or_signs_is_listed_by_itself(name):
    assert cleaned({"a": {name: CANARY}}) == {"a": {name: REDACTED}}


def test_ids_amounts_and_states_stay_byte_for_byte():
    body = b'{ "chargeId": "P01-1", "chargeAmount": {"amount": 1.10, "currencyCode": "EUR"} }'
    assert redaction.body(body, NOTHING) == body


def test_the_digits_of_an_amount_stay_beside_what_goes():
    found = redaction.body(b'{"amount":1.10,"buyer":{"name":"M"}}', NOTHING)
    assert json.loads(found, parse_float=Decimal)["amount"] == Decimal("1.10")
    assert b"1.10" in found


@given(DOCUMENTS, SPELLINGS)
def test_nothing_listed_survives_in_any_letter_case(value, spell):
    found = redaction.body(json.dumps({spell("buyer"): value}).encode(), NOTHING)
    assert CANARY.encode() not in found


@pytest.mark.parametrize(
    "body",
    [
        b'{"b\\u0075yer":"Mara Quill"}',
        '{"buyer":"Mara Quill"}'.encode("utf-16"),
        b'{"buyer":"Mara Quill"',
        b'{"buyer":"Mara Quill","buyer":null}',
        b'{"a":{"buyer":"Mara Quill"},"a":1}',
        b'{"buyer":' + b"[" * 100_000 + b'"Mara Quill"',
        b'\xff{"buyer":"Mara Quill"}',
        b'{"b\\u0075yer":"Mara Quill"',
        '{"buyer":"Mara Quill"'.encode("utf-16-le"),
    ],
    ids=[
        "escaped", "UTF-16", "cut off", "twice", "hidden by a second", "nested", "not UTF-8",
        "escaped and cut off", "UTF-16 and cut off",
    ],
)  # fmt: skip
def test_no_spelling_of_json_hides_anything(body):
    assert CANARY.encode() not in redaction.body(body, NOTHING).replace(b"\0", b"")


def test_what_is_no_json_and_names_nobody_stays():
    page = b"<html>502 Bad Gateway \xff</html>"
    assert redaction.body(page, NOTHING) == page


def test_of_an_authorization_all_but_the_signature_stays():
    found = redaction.headers((("Authorization", SIGNED),), NOTHING)
    assert found == (("Authorization", SIGNED.replace("c2VjcmV0Kw==", REDACTED)),)
    assert redaction.headers((("authorization", "Bearer x"),), NOTHING)[0][1] == REDACTED
    assert redaction.headers((("Authorization", SIGNED),), ALL)[0][1] == SIGNED
    found = redaction.headers((("X-Amz-Pay-Authorization", SIGNED),), NOTHING)
    assert found[0][1] == SIGNED.replace("c2VjcmV0Kw==", REDACTED)


@pytest.mark.parametrize(
    "name", ["x-amz-pay-authtoken", "Cookie", "set-cookie", "Proxy-Authorization"]
)
def test_tokens_in_headers_go(name):
    for keep in (NOTHING, Keep(buyers=True)):
        assert redaction.headers(((name, "secret"),), keep) == ((name, REDACTED),)
    assert redaction.headers(((name, "secret"),), Keep(signatures=True)) == ((name, "secret"),)


def test_each_tick_takes_along_its_own_and_nothing_else():
    body = {"noteToBuyer": CANARY, "signature": "c2Vj", "u": "https://x.example/?token=t0k"}
    one = answered(sent(body=body), 200, {})
    one = replace(one, sent=replace(one.sent, headers=(("authorization", SIGNED),)))
    buyers = redaction.exchange(one, Keep(buyers=True))
    assert json.loads(buyers.sent.body) == {**body, "signature": REDACTED}
    assert "c2VjcmV0Kw==" not in repr(buyers)
    signatures = redaction.exchange(one, Keep(signatures=True))
    hidden = {"noteToBuyer": REDACTED, "u": body["u"].replace("t0k", REDACTED)}
    assert json.loads(signatures.sent.body) == {**body, **hidden}
    assert signatures.sent.headers == one.sent.headers


@pytest.mark.parametrize(
    "address",
    [
        "https://shop.example/r?buyerToken=secret&a=1",
        "https://shop.example/r?a=1&access_token=secret",
        "https://pay-api.amazon.com/v2/buyers/secret?a=1",
        "https://pay-api.amazon.com/V2/BUYERS/secret",
    ],
)
def test_tokens_in_addresses_go_and_the_rest_stays(address):
    found = redaction.url(address, NOTHING)
    assert "secret" not in found
    assert found == address.replace("secret", REDACTED)
    assert redaction.body(json.dumps({"u": address}).encode(), NOTHING).count(b"secret") == 0
    assert redaction.url(address, ALL) == address


def test_what_amazon_quotes_of_it_goes_too():
    request = sent(body={"paymentDetail": {}, "merchantMetadata": {"noteToBuyer": "Tea for Mara"}})
    asked = replace(
        request, sent=replace(request.sent, headers=(("authorization", SIGNED),)), reason=None
    )
    told = "noteToBuyer “Tea for Mara” is too long; signature [c2VjcmV0Kw==]"
    one = answered(asked, 400, {"reasonCode": "InvalidParameterValue", "message": told})
    found = redaction.exchange(replace(one, reason=say("{said}", said=told)), NOTHING)
    assert "Tea for Mara" not in repr(found)
    assert "c2VjcmV0Kw==" not in repr(found)
    assert json.loads(found.answered.body)["reasonCode"] == "InvalidParameterValue"


@pytest.mark.parametrize("key", ["message", "description", "reasonDescription"])
def test_words_are_looked_through_under_each_name_that_they_have(key):
    asked = sent(body={"noteToBuyer": "Mara"})
    one = answered(asked, 422, {"a": [{key: ["Mara, and again Mara"]}], "state": "Mara"})
    found = json.loads(redaction.exchange(one, NOTHING).answered.body)
    assert found == {"a": [{key: [f"{REDACTED}, and again {REDACTED}"]}], "state": "Mara"}


def test_a_word_too_short_to_tell_anything_is_not_torn_out_of_sentences():
    one = answered(sent(body={"noteToBuyer": "Tea"}), 422, {"message": "Team, or Tea?"})
    assert redaction.exchange(one, NOTHING).answered == one.answered


def test_of_two_texts_the_longer_is_taken_out_first():
    asked = sent(body={"noteToBuyer": "Mara", "buyer": {"list": ["x", "Mara Quill"]}})
    one = answered(asked, 422, {"message": "Mara Quill is unknown"})
    found = redaction.exchange(one, NOTHING).answered.body
    assert json.loads(found) == {"message": f"{REDACTED} is unknown"}


def test_a_text_inside_another_leaves_nothing_of_the_other():
    asked = sent(body={"noteToBuyer": "quill", "buyer": {"list": ["x", "Mara quill"]}})
    one = answered(asked, 422, {"message": "Mara quill is unknown"})
    found = redaction.exchange(one, NOTHING).answered.body
    assert json.loads(found) == {"message": f"{REDACTED} is unknown"}


def test_a_reason_inside_a_reason_is_looked_through_too():
    inner = say("“{said}”", said="Tea for Mara", count=3)
    one = replace(sent(body={"noteToBuyer": "Tea for Mara"}), reason=say("So: {why}", why=inner))
    assert str(redaction.exchange(one, NOTHING).reason) == f"So: “{REDACTED}”"


def test_what_the_answer_tells_of_the_buyer_its_words_do_not_tell_either():
    body = {"list": [{"a": 1}, {"Buyer": {"name": CANARY}}], "message": f"{CANARY} is blocked"}
    one = replace(answered(sent(), 403, body), reason=say("{said}", said=f"{CANARY}!"))
    assert CANARY not in repr(redaction.exchange(one, NOTHING))


def test_what_is_no_json_is_looked_through_for_what_the_other_side_holds():
    one = answered(sent(body={"noteToBuyer": "Tea for Mara"}), 502, b"<p>Tea for Mara?</p>")
    found = redaction.exchange(one, NOTHING).answered.body
    assert found == f"<p>{REDACTED}?</p>".encode()


def test_nothing_is_no_secret():
    assert cleaned({"buyer": None}) == {"buyer": None}


def test_no_side_of_an_exchange_lets_a_token_out():
    one = answered(sent(), 302, {}, ("Location", "https://x.example/?token=t0k"), ("Cookie", "t0k"))
    headers = (("Referer", "https://x.example/?code=t0k"), ("cookie", "t0k"))
    wire = replace(one.sent, url="https://x.example/?email=t0k&a=1", headers=headers)
    text = "GET\n/\nX-Amz-Signature=t0k\nx-amz-pay-authtoken:t0k\n"
    found = redaction.exchange(replace(one, sent=wire, canonical_request=text), NOTHING)
    assert "t0k" not in repr(found)
    assert found.sent.url == f"https://x.example/?email={REDACTED}&a=1"


def test_the_signed_text_holds_no_token():
    one = replace(sent(), canonical_request="GET\n/v2/buyers/secret\ntoken=secret\nhost:x")
    assert "secret" not in redaction.exchange(one, NOTHING).canonical_request


def test_with_everything_ticked_nothing_changes():
    one = answered(sent(body={"buyer": CANARY}), 200, {"buyer": {"name": CANARY}})
    assert redaction.exchange(one, ALL) == one


@pytest.mark.parametrize(
    "body", [b'{"a":1,"a":{"buyer":"x"}}', b'{"b\\u0075yer":', b'{"buyer":"x"', b'{"u":"?token=t"']
)
def test_with_everything_ticked_a_body_stays_as_it_is_however_it_is_written(body):
    assert redaction.body(body, ALL) == body


def test_with_signatures_ticked_the_signed_text_keeps_its_token():
    one = replace(sent(), canonical_request="GET\n/\nx-amz-pay-authtoken:t0k")
    kept = redaction.exchange(one, Keep(signatures=True)).canonical_request
    assert kept == one.canonical_request


def test_half_a_pair_beside_what_goes_stays_what_it_is():
    found = redaction.body(b'{"buyer":"x","a":"\\ud800"}', NOTHING)
    assert json.loads(found) == {"buyer": REDACTED, "a": "\ud800"}


def test_what_was_taken_out_has_a_mark_in_its_place():
    assert REDACTED == "\u2039redacted\u203a"


def test_a_value_leaves_without_what_is_listed_and_without_what_its_words_quote_of_it():
    found = {"buyer": {"name": CANARY}, "message": f"{CANARY}?", "chargeId": "P01-1"}
    left = {"buyer": REDACTED, "message": f"{REDACTED}?", "chargeId": "P01-1"}
    assert redaction.value(found, NOTHING) == left
    assert redaction.value(found, ALL) == found


def test_a_sentence_leaves_without_the_tokens_in_what_it_names():
    said = say("Open {url}.", url="https://shop.example/r?buyerToken=secret&a=1")
    found = f"Open https://shop.example/r?buyerToken={REDACTED}&a=1."
    assert str(redaction.message(said, NOTHING)) == found
    assert redaction.message(said, ALL) == said
