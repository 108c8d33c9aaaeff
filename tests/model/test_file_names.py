"""A suggested name stays in its folder, is seen whole, and is taken by every system."""

import re

from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.file_names import LONGEST, safe

BAD = {
    "../../x": "x",
    "..\\..\\x": "x",
    "C:\\x": "x",
    "CON": "file-CON",
    "nul.json": "file-nul.json",
    "com1.tar.gz": "file-com1.tar.gz",
    ".ssh": "ssh",
    "a:b": "a-b",
    "a" * 300 + ".json": "a" * 95 + ".json",
    "invoice\u202egnp.exe": "invoice-gnp.exe",
    "report.": "report",
    "report. . ": "report",
    "": "export",
    "/": "export",
    "..": "export",
    "\0": "export",
    "-rf": "rf",
    "Tee für zwei": "Tee-f-r-zwei",
}


def test_p55_what_would_lead_elsewhere_is_cleaned(record_property):
    assert {name: safe(name) for name in BAD} == BAD
    record_property("figure", f"{len(BAD)} names")


def test_a_good_name_is_left_as_it_is():
    assert safe("create_session-2026-11-26.har") == "create_session-2026-11-26.har"


@given(st.text(max_size=400))
def test_p55_whatever_it_is_made_of_it_is_a_plain_name(name):
    made = safe(name)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", made)
    assert not made.endswith(".")
    assert len(made) <= LONGEST + len("file-")
    assert safe(made) == made
