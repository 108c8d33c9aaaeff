"""The document is right, whole, and speaks of nothing but the tables."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from apay_console.model.fields import ApiVersion
from apay_console.model.openapi import refusals
from apay_console.model.openapi.document import document
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import HOSTS
from tests.model.examples import NAMES, body_of, version_of

EMULATOR = Path(__file__).parents[3] / "apay_console/emulator"
DOCUMENTS = {version: document(version) for version in ApiVersion}
each_version = pytest.mark.parametrize("version", list(ApiVersion))


def validator(shape: dict[str, Any], whole: dict[str, Any]) -> Draft202012Validator:
    """Judge by a schema of the document, whose references lead into it."""
    return Draft202012Validator({**shape, "components": whole["components"]})


@each_version
def test_it_is_an_openapi_document(version: ApiVersion) -> None:
    validate(json.loads(json.dumps(DOCUMENTS[version])))


@each_version
def test_every_operation_of_the_version_is_there_with_and_without_environment(
    version: ApiVersion,
) -> None:
    paths = DOCUMENTS[version]["paths"]
    found = {(method.upper(), path) for path, item in paths.items() for method in item}
    assert found == {
        (row.method, f"{front}/{version}/{row.path}")
        for row in OPERATIONS
        if version in row.versions
        for front in ("", "/{environment}")
    }
    names = [row["operationId"] for item in paths.values() for row in item.values()]
    assert len(set(names)) == len(names)


@each_version
def test_every_example_fits_its_schema(version: ApiVersion) -> None:
    whole = DOCUMENTS[version]
    media = list(_media(whole))
    assert len(media) > 2 * len(OPERATIONS)
    for content in media:
        for name, example in content.get("examples", {}).items():
            validator(content["schema"], whole).validate(example["value"]), name


def _media(node: Any) -> Any:
    if isinstance(node, dict):
        if "application/json" in node:
            yield node["application/json"]
        for inner in node.values():
            yield from _media(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _media(inner)


@each_version
def test_every_body_and_every_answer_has_an_example(version: ApiVersion) -> None:
    whole = DOCUMENTS[version]
    bodies = [
        row["content"]["application/json"] for row in whole["components"]["requestBodies"].values()
    ]
    answers = [
        answer["content"]["application/json"]
        for item in whole["paths"].values()
        for row in item.values()
        for answer in row["responses"].values()
        if "content" in answer
    ]
    assert all(content["examples"] for content in [*bodies, *answers])


@pytest.mark.parametrize("name", [name for name in NAMES if "update" not in name])
def test_amazons_answers_fit_it(name: str) -> None:
    whole = DOCUMENTS[version_of(name)]
    validator({"$ref": "#/components/schemas/session"}, whole).validate(body_of(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "update" in name])
def test_a_documented_update_fits_it_and_one_in_the_other_spelling_does_not(name: str) -> None:
    for version in ApiVersion:
        shape = {"$ref": "#/components/schemas/update_session_body"}
        fits = validator(shape, DOCUMENTS[version]).is_valid(body_of(name))
        assert fits == (version is version_of(name))


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        ({"storeId": "s", "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://a"}}, True),
        ({"storeId": "s", "webCheckoutDetails": {"checkoutMode": "ProcessOrder"}}, True),
        ({"storeId": "s", "webCheckoutDetails": {"checkoutResultReturnUrl": "http://a"}}, False),
        ({"storeId": "s", "webCheckoutDetails": None}, False),
        ({"storeId": "s"}, False),
        ({"webCheckoutDetails": {"checkoutReviewReturnUrl": "http://a"}}, False),
    ],
)
def test_create_needs_a_store_and_a_page_to_come_back_to(body: Any, fits: bool) -> None:
    shape = {"$ref": "#/components/schemas/create_session_body"}
    assert validator(shape, DOCUMENTS[ApiVersion.V2]).is_valid(body) == fits


@each_version
def test_an_update_needs_nothing_and_may_empty_what_is_not_required(version: ApiVersion) -> None:
    judge = validator({"$ref": "#/components/schemas/update_session_body"}, DOCUMENTS[version])
    assert judge.is_valid({})
    assert judge.is_valid({"merchantMetadata": {"noteToBuyer": None}})
    assert judge.is_valid({"merchantMetadata": None})


def test_it_leads_to_amazon_and_first_to_the_emulator_that_serves_it() -> None:
    addresses = [row["url"] for row in document(ApiVersion.V2, "http://127.0.0.1:8098")["servers"]]
    assert addresses == ["http://127.0.0.1:8098", *(f"https://{host}" for host in HOSTS.values())]


def test_v1_documents_the_other_name_of_the_signatures_header() -> None:
    schemes = {
        version: {row["name"] for row in found["components"]["securitySchemes"].values()}
        for version, found in DOCUMENTS.items()
    }
    assert schemes[ApiVersion.V1] == {"authorization", "x-amz-pay-authorization"}
    assert schemes[ApiVersion.V2] == {"authorization"}


def test_it_lists_every_refusal_that_the_emulator_knows() -> None:
    listed = {
        (status, code)
        for row in OPERATIONS
        for version in row.versions
        for status, codes in refusals.refusals_of(row, version).items()
        for code in codes
    }
    sources = [path.read_text("utf-8") for path in EMULATOR.rglob("*.py") if not is_beside(path)]
    found = {
        (int(status), code)
        for text in sources
        for status, code in re.findall(r'Refused\(\s*([0-9]{3}),\s*"(\w+)"', text)
    }
    assert len(found) > 10
    assert found <= listed


def is_beside(path: Path) -> bool:
    """Whether it answers people and tests, who do not call the API."""
    return path.parent.name in {"control", "pages"} or path.stem == "snapshots"


def test_every_refusal_has_words() -> None:
    for row in OPERATIONS:
        for version in row.versions:
            assert set(refusals.refusals_of(row, version)) <= set(refusals.WORDS)


@each_version
def test_every_link_leads_to_an_operation_with_what_its_path_needs(version: ApiVersion) -> None:
    paths = DOCUMENTS[version]["paths"]
    known = {row["operationId"]: path for path, item in paths.items() for row in item.values()}
    links = [
        link
        for item in paths.values()
        for row in item.values()
        for answer in row["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert links
    for link in links:
        assert set(re.findall(r"{(\w+)}", known[link["operationId"]])) == set(link["parameters"])


def test_a_finished_session_leads_to_its_permission_and_its_charge() -> None:
    path = "/v2/checkoutSessions/{checkoutSessionId}/complete"
    links = DOCUMENTS[ApiVersion.V2]["paths"][path]["post"]["responses"]["200"]["links"]
    assert {"get_session", "get_permission", "get_charge", "capture_charge"} <= set(links)
