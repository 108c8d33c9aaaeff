"""Writes the catalogue as the table of docs/fields.md, which says how."""

from __future__ import annotations

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import Field, When

HEAD = """# The fields of a Checkout Session

Made from the catalogue by `python packaging/fields.py > docs/fields.md`; a test keeps it in step.

| v2 | v1 | label | kind | set with | source |
|---|---|---|---|---|---|
"""
_WHEN = {
    When.CREATE: "Create",
    When.OPEN: "Create, Update",
    When.UPDATE: "Update",
    When.NEVER: "",
}


def table() -> str:
    """The whole page."""
    return HEAD + "".join(_line(row) for row in CHECKOUT_SESSION)


def _line(row: Field) -> str:
    v1 = "same" if row.v1 == row.v2 else _code(row.v1)
    most = getattr(row.kind, "most", None)
    kind = type(row.kind).__name__ + (f" ≤ {most}" if most and row.settable else "")
    cells = (_code(row.v2), v1, row.label, kind, _WHEN[row.when], row.source)
    return f"| {' | '.join(cells)} |\n"


def _code(path: str | None) -> str:
    return f"`{path}`" if path else ""


if __name__ == "__main__":
    print(table(), end="")
