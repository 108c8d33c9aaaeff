"""Every operation has a route, in every form of path that an SDK writes."""

from __future__ import annotations

import re

import pytest

from apay_console.emulator import routes
from apay_console.emulator.rules.table import RULES
from apay_console.emulator.wire import Refused
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS

ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


def path_of(operation: Operation) -> str:
    return re.sub(r"\{.*?\}", ID, operation.path)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda row: row.name)
def test_every_operation_has_a_route_and_a_rule(operation: Operation) -> None:
    assert operation.name in RULES
    for version in operation.versions:
        for front in ("", "/sandbox", "/live"):
            for end in ("", "/"):
                path = f"{front}/{version}/{path_of(operation)}{end}"
                route = routes.find(operation.method, path, "SANDBOX-X")
                assert (route.operation, route.version) == (operation, version)
                assert route.live == (front == "/live")
                assert route.number == (ID if ID in path else "")


def test_every_rule_is_an_operation() -> None:
    assert set(RULES) == {row.name for row in OPERATIONS}


@pytest.mark.parametrize(
    ("key_id", "path", "live"),
    [
        ("SANDBOX-X", "/v2/checkoutSessions", False),
        ("LIVE-X", "/v2/checkoutSessions", True),
        ("live-x", "/v1/checkoutSessions", True),
        ("AGNEUTRAL", "/v2/checkoutSessions", False),
        ("AGNEUTRAL", "/live/v2/checkoutSessions", True),
        ("LIVE-X", "/sandbox/v1/checkoutSessions", False),
    ],
)
def test_the_path_gives_the_environment_else_the_key(key_id: str, path: str, live: bool) -> None:
    assert routes.find("POST", path, key_id).live is live


@pytest.mark.parametrize(
    ("method", "path", "refusal"),
    [
        ("GET", "/v3/checkoutSessions", (400, "InvalidAPIVersion")),
        ("GET", "/sandbox/v2/chargePermission/S00-0000000-0000000", (404, "ResourceNotFound")),
        ("GET", "/sandbox/v2", (404, "ResourceNotFound")),
        ("GET", "/sandbox/v2/", (404, "ResourceNotFound")),
        ("GET", f"/sandbox/v2/checkoutSession/{ID}", (404, "ResourceNotFound")),
        ("GET", "/sandbox/v2/checkoutSessions//", (404, "ResourceNotFound")),
        ("GET", f"/sandbox/v2//checkoutSessions/{ID}", (404, "ResourceNotFound")),
        ("GET", f"/Sandbox/v2/checkoutSessions/{ID}", (404, "ResourceNotFound")),
        ("GET", f"/sandbox/v2/checkoutSessions/{ID}/x", (404, "ResourceNotFound")),
        ("DELETE", f"/sandbox/v2/checkoutSessions/{ID}", (405, "RequestNotSupported")),
        ("PUT", "/sandbox/v2/checkoutSessions", (405, "RequestNotSupported")),
        ("patch", f"/sandbox/v2/checkoutSessions/{ID}", (405, "RequestNotSupported")),
        ("POST", f"/sandbox/v1/checkoutSessions/{ID}/complete", (405, "UnsupportedOperation")),
    ],
)
def test_anything_else_is_nowhere(method: str, path: str, refusal: tuple[int, str]) -> None:
    with pytest.raises(Refused) as caught:
        routes.find(method, path, "SANDBOX-X")
    assert (caught.value.status, caught.value.code) == refusal
