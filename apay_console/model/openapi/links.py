"""Where an answer leads: each call that takes an id that the answer tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from apay_console.model.subjects import SUBJECTS

Part = dict[str, Any]

_IDS = tuple(row.id_field for row in SUBJECTS if row.id_field)


def links_from(row: Operation, version: ApiVersion, ending: str) -> Part:
    """Name the calls that an answer's ids lead to; `ending` tells paths with an environment."""
    told = {path[0] for path in row.answers.schema.by_path(version) if len(path) == 1}
    return {
        f"{found.name}{ending}": _link(found, name, ending)
        for name in _IDS
        if name in told
        for found in _taking(name, version)
    }


def _taking(name: str, version: ApiVersion) -> Iterable[Operation]:
    return (row for row in OPERATIONS if f"{{{name}}}" in row.path and version in row.versions)


def _link(found: Operation, name: str, ending: str) -> Part:
    parameters = {name: f"$response.body#/{name}"}
    if ending:
        parameters["environment"] = "$request.path.environment"
    return {"operationId": f"{found.name}{ending}", "parameters": parameters}
