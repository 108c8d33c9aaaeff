"""The whole API as an OpenAPI 3.1 document, made of the tables of operations and fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apay_console.model.fields import ApiVersion
from apay_console.model.openapi import headers
from apay_console.model.openapi.answers import answer_example, refusal_example
from apay_console.model.openapi.examples import IDS, sent_examples
from apay_console.model.openapi.links import links_from
from apay_console.model.openapi.objects import answered, sent
from apay_console.model.openapi.refusals import WORDS, refusals_of
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import HOSTS
from apay_console.model.subjects import SUBJECTS

Part = dict[str, Any]

_ABOUT = """Amazon Pay's checkout API in version {version}, as Apay Console knows it: made from the
same tables that its forms, its checks and its emulator read. It is not a document of Amazon's.

Every request is signed (signing-requests.html): the header `authorization` holds
`<algorithm> PublicKeyId=<id>, SignedHeaders=<a;b;c>, Signature=<base64>`. With a key id that begins
with `SANDBOX-` or `LIVE-` the path needs no environment; with any other one it does. A slash at the
end of a path is welcome. Unknown keys in a body are refused, unknown keys in an answer are to be
expected."""
_STATES = "Only while the {subject} is {states}; else 422 {refusal}."
_ENVIRONMENT: Part = {
    "name": "environment",
    "in": "path",
    "required": True,
    "description": "Which of the two a key id without a prefix is used for.",
    "schema": {"type": "string", "enum": ["sandbox", "live"]},
}
_ID: Part = {"type": "string", "pattern": "^[A-Za-z0-9._~-]{1,128}$"}


def document(version: ApiVersion, base_url: str = "") -> Part:
    """Describe one version of the API; `base_url` is where an emulator answers."""
    known = [row for row in OPERATIONS if version in row.versions]
    subjects = [row for row in SUBJECTS if any(op.answers is row for op in known)]
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "info": {
            "title": f"Amazon Pay checkout API {version}",
            "version": str(version),
            "description": _ABOUT.format(version=version),
        },
        "servers": list(_servers(base_url)),
        "security": headers.security(version),
        "tags": [{"name": row.label} for row in subjects],
        "paths": _paths(known, version),
        "components": {
            "schemas": {row.name: answered(row, version) for row in subjects}
            | {f"{op.name}_body": sent(op, version) for op in known if op.has_body},
            "requestBodies": {op.name: _request(op, version) for op in known if op.has_body},
            "responses": dict(_refusals(known, version)),
            "parameters": headers.PARAMETERS | {"environment": _ENVIRONMENT},
            "headers": headers.ANSWERED,
            "securitySchemes": headers.schemes(version),
        },
    }


def _servers(base_url: str) -> Iterator[Part]:
    if base_url:
        yield {"url": base_url, "description": "This emulator"}
    for region, host in HOSTS.items():
        yield {"url": f"https://{host}", "description": f"Amazon Pay, region {region}"}


def _paths(known: list[Operation], version: ApiVersion) -> Part:
    paths: dict[str, Part] = {}
    for row in known:
        for front, ending in ((f"/{version}", ""), (f"/{{environment}}/{version}", "_in")):
            item = paths.setdefault(f"{front}/{row.path}", {})
            item[row.method.lower()] = _operation(row, version, ending)
    return paths


def _operation(row: Operation, version: ApiVersion, ending: str) -> Part:
    found: Part = {
        "operationId": f"{row.name}{ending}",
        "summary": row.label,
        "tags": [row.answers.label],
        "parameters": list(_parameters(row, with_environment=bool(ending))),
        "responses": dict(_answers(row, version, ending)),
    }
    if row.states and row.about:
        states = " or ".join(row.states)
        words = {"subject": row.about.label.lower(), "states": states, "refusal": row.refusal}
        found["description"] = _STATES.format(**words)
    if row.has_body:
        found["requestBody"] = {"$ref": f"#/components/requestBodies/{row.name}"}
    return found


def _parameters(row: Operation, *, with_environment: bool) -> Iterator[Part]:
    names = [*(["environment"] if with_environment else []), *headers.names_for(row)]
    yield from ({"$ref": f"#/components/parameters/{name}"} for name in names)
    for name, example in IDS.items():
        if f"{{{name}}}" in row.path:
            yield {"name": name, "in": "path", "required": True, "schema": _ID, "example": example}


def _request(row: Operation, version: ApiVersion) -> Part:
    content = {
        "schema": {"$ref": f"#/components/schemas/{row.name}_body"},
        "examples": sent_examples(row, version),
    }
    return {"required": True, "content": {"application/json": content}}


def _answers(row: Operation, version: ApiVersion, ending: str) -> Iterator[tuple[str, Part]]:
    links = links_from(row, version, ending)
    for status in sorted(row.success):
        example = answer_example(row.answers, version)
        content = {
            "schema": {"$ref": f"#/components/schemas/{row.answers.name}"},
            "examples": {"whole": {"value": example}},
        }
        yield str(status), {**_answer(row.did, content), **({"links": links} if links else {})}
    for status in refusals_of(row, version):
        yield str(status), {"$ref": f"#/components/responses/Refused{status}"}


def _answer(words: str, content: Part) -> Part:
    return {
        "description": words,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers.ANSWERED},
        "content": {"application/json": content},
    }


def _refusals(known: list[Operation], version: ApiVersion) -> Iterator[tuple[str, Part]]:
    every = {status: codes for op in known for status, codes in refusals_of(op, version).items()}
    for status, codes in every.items():
        content: Part = {"schema": _refusal(codes)}
        if refusal_example()["reasonCode"] in codes:
            content["examples"] = {"whole": {"value": refusal_example()}}
        yield f"Refused{status}", _answer(WORDS[status], content)


def _refusal(codes: tuple[str, ...]) -> Part:
    return {
        "type": "object",
        "required": ["reasonCode", "message"],
        "properties": {
            "reasonCode": {"type": "string", "enum": list(codes)},
            "message": {"type": "string"},
        },
    }
