"""A program holds the request as literals of its language, and asks what was asked."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apay_console.emulator.files import resource
from apay_console.errors import Invalid
from apay_console.model.exchange import Exchange, Sent
from apay_console.model.operations import OPERATIONS
from apay_console.model.taking import code
from apay_console.model.taking.languages import (
    DOTNET,
    JAVA,
    LANGUAGES,
    NODE,
    PHP,
    PYTHON,
    Language,
)
from apay_console.pytest_plugin import ApayEmulator
from tests.exchanges import sent
from tests.interop.sdk import BUILD, NAME

SDK_OF_NODE = BUILD / "node_modules" / NAME
SDKS = [language for language in LANGUAGES if language.is_sdk]
SIGNED = "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A1, SignedHeaders=accept, Signature=x"
HEADERS = (
    ("authorization", SIGNED),
    ("x-amz-pay-region", "eu"),
    ("x-amz-pay-idempotency-key", "a1"),
)
AMAZON = "https://pay-api.amazon.eu"
named = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
of_an_sdk = pytest.mark.parametrize("language", SDKS, ids=lambda language: language.name)


def template(language: Language) -> str:
    return resource(f"taking/{language.file}").read_text("utf-8")


def exchange(
    name: str = "create_session",
    body: bytes = b'{"storeId":"1"}',
    *,
    url: str = AMAZON,
    version: str = "v2",
    segment: str = "",
) -> Exchange:
    row = next(row for row in OPERATIONS if row.name == name)
    path = re.sub(r"\{\w+\}", "S01-1", row.path)
    request = Sent(row.method, f"{url}{segment}/{version}/{path}", HEADERS, body)
    return replace(sent(name, version=version), sent=request)


def written(one: Exchange, language: Language) -> str:
    return code.program(one, language, template(language))


def literal(text: str, language: Language) -> str:
    """Read back what a program sends, as its language would."""
    if language is PYTHON:
        found = re.search(r"^BODY = (\(.*?^\))$", text, re.DOTALL | re.MULTILINE)
        assert found
        return ast.literal_eval(found[1]).decode()
    begin, end = {
        NODE: ("const body = [\n", "\n].join"),
        PHP: ('$body = implode("\\n", [\n', "\n]);"),
        JAVA: ('String.join("\\n",\n', "\n        ));"),
        DOTNET: ('string.Join("\\n",\n', "\n), exact);"),
    }[language]
    lines = text.partition(begin)[2].partition(end)[0].split(",\n")
    return "\n".join(_unquoted(line.strip(), language) for line in lines)


def _unquoted(line: str, language: Language) -> str:
    if language in {PHP, NODE}:
        assert re.fullmatch(r"'(?:[^'\\]|\\['\\])*'", line)
        return re.sub(r"\\(['\\])", r"\1", line[1:-1])
    return str(json.loads(line))


@named
@pytest.mark.parametrize("url", [AMAZON, "http://127.0.0.1:8098"])
@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_every_operation_is_filled_in_wherever_it_went(language, url, row):
    body = b'{"a":1}' if row.body else b""
    text = written(exchange(row.name, body, url=url), language)
    assert not re.search(r"@[A-Z_]+@", text)
    assert text.isascii()
    assert "SANDBOX-A1" in text
    assert "Signature=x" not in text
    assert ("127.0.0.1" in text) == (url != AMAZON)


@of_an_sdk
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("create_session", "createCheckoutSession("),
        ("capture_charge", "captureCharge('S01-1'"),
        ("get_refund", "getRefund('S01-1'"),
        ("close_permission", "closeChargePermission('S01-1'"),
    ],
)
def test_the_call_is_the_sdks_own(language, name, call):
    text = written(exchange(name, b""), language).replace('"', "'")
    if language is DOTNET:
        row = next(row for row in OPERATIONS if row.name == name)
        assert f"HttpMethod.{row.method}" in text
        assert re.search(r"CallAPI<(CheckoutSession|Charge|Refund|ChargePermission)Response>", text)
    else:
        assert call in text


@named
def test_a_fresh_idempotency_key_goes_along_where_one_went(language):
    one = exchange()
    assert "x-amz-pay-idempotency-key" in written(one, language)
    assert "a1" not in written(one, language).replace("SANDBOX-A1", "").replace("\\u00a1", "")
    plain = replace(one, sent=replace(one.sent, headers=HEADERS[:2]))
    assert "idempotency" not in written(plain, language)


@named
def test_a_key_that_names_no_environment_gets_it_said(language):
    text = written(exchange(segment="/live"), language)
    expected = {
        PHP: "'sandbox' => false",
        NODE: "sandbox: false",
        JAVA: "Environment.LIVE",
        DOTNET: "Environment.Live",
        PYTHON: "/live/v2/checkoutSessions",
    }
    assert expected[language] in text


@of_an_sdk
def test_v1_is_asked_in_v2_for_the_sdks_know_no_other(language):
    one = exchange("update_session", b'{"webCheckoutDetail":{}}', version="v1")
    body = b'{"webCheckoutDetail":{"checkoutResultReturnUrl":"https://a.example/"}}'
    one = replace(one, sent=replace(one.sent, body=body))
    assert code.speaks_v2_instead(one, language)
    found = json.loads(literal(written(one, language), language))
    assert found == {"webCheckoutDetails": {"checkoutResultReturnUrl": "https://a.example/"}}


def test_python_asks_in_v1_what_was_asked_in_v1():
    one = exchange(version="v1")
    assert not code.speaks_v2_instead(one, PYTHON)
    assert "/v1/checkoutSessions" in written(one, PYTHON)


@of_an_sdk
def test_what_an_sdk_cannot_send_is_refused(language):
    with pytest.raises(Invalid, match="no JSON object"):
        written(exchange(body=b"[]"), language)
    with pytest.raises(Invalid, match="no call of their own"):
        written(replace(exchange(), operation="signed_call"), language)


def test_a_body_that_java_cannot_compile_is_refused():
    longest, most = JAVA.longest_text, JAVA.most_lines
    long = json.dumps({"a": "x" * longest}).encode()
    many = json.dumps(dict.fromkeys(map(str, range(most)), 1)).encode()
    for body in (long, many):
        assert written(exchange(body=body), NODE)
        with pytest.raises(Invalid, match="too long for a program in Java"):
            written(exchange(body=body), JAVA)


def test_php_asks_the_emulator_at_the_path_that_was_asked():
    at_emulator = {"url": "http://127.0.0.1:8098"}
    assert "'http://127.0.0.1:8098'" in written(exchange(**at_emulator), PHP)
    with_segment = exchange(segment="/sandbox", **at_emulator)
    assert "'http://127.0.0.1:8098/sandbox'" in written(with_segment, PHP)


@pytest.mark.parametrize(
    ("language", "body"), [(NODE, "undefined"), (PHP, "''"), (JAVA, "new JSONObject()")]
)
def test_an_empty_body_is_written_as_the_sdk_sends_it(language, body):
    call = re.search(r"cancelCharge\(.*\)", written(exchange("cancel_charge", b""), language))
    assert call
    assert call[0].split(", ")[1] == body


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
values = st.recursive(
    texts | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=60)
@given(st.dictionaries(texts, values, max_size=3), st.sampled_from(LANGUAGES))
def test_whatever_the_body_holds_stays_one_literal(body, language):
    raw = json.dumps(body, ensure_ascii=False).encode()
    text = written(exchange(body=raw), language)
    assert text.isascii()
    assert json.loads(literal(text, language)) == body


@given(st.binary(max_size=200))
def test_python_sends_any_bytes(body):
    text = written(exchange(body=body), PYTHON)
    found = re.search(r"^BODY = (\(.*?^\))$", text, re.DOTALL | re.MULTILINE)
    assert found
    assert ast.literal_eval(found[1]) == body


NASTY = {"merchantReferenceId": 'it\'s \\ "$x" `id` #{y} %s </script>'}


@pytest.fixture
def shop(apay_emulator: ApayEmulator, tmp_path: Path) -> Exchange:
    """A request to the emulator, as it was made; the program makes one more session there."""
    shutil.copy(apay_emulator.private_key_file, tmp_path / "private-key.pem")
    body = {
        "storeId": "amzn1.application-oa2-client.demo",
        "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:3000/review"},
        "merchantMetadata": NASTY,
    }
    one = exchange(body=json.dumps(body).encode(), url=apay_emulator.base_url)
    signed = SIGNED.replace("SANDBOX-A1", apay_emulator.public_key_id)
    pairs = (("authorization", signed), ("x-amz-pay-region", "na"), HEADERS[2])
    return replace(one, sent=replace(one.sent, headers=pairs))


def came_whole(emulator: ApayEmulator) -> bool:
    """Whether the one session that is there was made of exactly the body."""
    (session,) = emulator.state["session"].values()
    return json.dumps(NASTY["merchantReferenceId"]) in json.dumps(session)


def output(command: list[str], folder: Path) -> str:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_program_in_python_is_understood_by_the_emulator(
    shop: Exchange, tmp_path: Path, apay_emulator: ApayEmulator
) -> None:
    (tmp_path / "call.py").write_text(written(shop, PYTHON), "utf-8")
    command = [sys.executable, "-c", "import runpy; runpy.run_path('call.py')"]
    assert output(command, tmp_path).startswith("201 {")
    assert came_whole(apay_emulator)


@pytest.fixture
def node(tmp_path: Path) -> str:
    """Node, with Amazon's SDK in the folder."""
    found = shutil.which("node")
    if found is None or not (SDK_OF_NODE / "package.json").exists():
        pytest.skip("needs Node and Amazon's SDK (make interop brings both)")
    (tmp_path / "node_modules").symlink_to(SDK_OF_NODE.parents[1])
    return found


def test_the_program_for_node_is_understood_by_the_emulator(
    shop: Exchange, tmp_path: Path, apay_emulator: ApayEmulator, node: str
) -> None:
    (tmp_path / "call.mjs").write_text(written(shop, NODE), "utf-8")
    assert output([node, "call.mjs"], tmp_path).startswith("201 ")
    assert came_whole(apay_emulator)


def test_an_empty_body_of_node_is_signed_as_it_is_sent(
    shop: Exchange, tmp_path: Path, apay_emulator: ApayEmulator, node: str
) -> None:
    empty = exchange("cancel_charge", b"", url=apay_emulator.base_url)
    empty = replace(empty, sent=replace(empty.sent, headers=shop.sent.headers))
    (tmp_path / "call.mjs").write_text(written(empty, NODE), "utf-8")
    told = output([node, "call.mjs"], tmp_path)
    assert "InvalidRequestFormat" in told  # which is said of a body, once its signature is right
