"""What is known of a buyer comes from Amazon; nobody types it."""

from __future__ import annotations

from apay_console.model.fields import When
from apay_console.model.operations import OPERATIONS


def test_b56_no_form_asks_for_an_email_address() -> None:
    bodies = [row for operation in OPERATIONS if operation.body for row in operation.body]
    assert bodies
    about_mail = [row for row in bodies if "email" in f"{row.name} {row.label}".lower()]
    assert {row.when for row in about_mail} <= {When.NEVER}
