"""A request can be told to anybody: neither its body nor its key stands in its name."""

from __future__ import annotations

from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.profile import Environment, Profile, Region
from apay_console.model.request import Request

PROFILE = Profile("p", "Fjord Tea", Environment.SANDBOX, Region.NA, "SANDBOX-AG6KZ5VF")


def test_a_request_shows_neither_its_body_nor_its_idempotency_key() -> None:
    found = Request(
        UPDATE_SESSION, PROFILE, ApiVersion.V2, body=b"secret", idempotency_key="0123abcd"
    )
    assert "secret" not in repr(found)
    assert "0123abcd" not in repr(found)


def test_a_request_about_nothing_has_no_ids() -> None:
    assert dict(Request(UPDATE_SESSION, PROFILE, ApiVersion.V2).ids) == {}
