"""A row of the catalogue knows its place in each version and when it may change."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion, Field, Schema, When
from apay_console.model.kinds import Text

BOTH = Field("as.b", "a.b", "Both", Text(), When.OPEN, section="One")
ONLY_V1 = Field(None, "old.0.c", "Old", Text())
ONLY_V2 = Field("new", None, "New", Text(), When.CREATE, section="Two")
SCHEMA = Schema("thing", (BOTH, ONLY_V1, ONLY_V2))
V1, V2 = ApiVersion.V1, ApiVersion.V2


def test_a_field_is_named_as_v2_spells_it_and_as_v1_did_when_v2_dropped_it() -> None:
    assert [field.name for field in SCHEMA] == ["as.b", "old.0.c", "new"]
    assert SCHEMA["old.0.c"] is ONLY_V1


def test_a_field_has_a_path_in_the_versions_that_know_it() -> None:
    assert (BOTH.path(V1), BOTH.path(V2)) == (("a", "b"), ("as", "b"))
    assert (ONLY_V1.path(V1), ONLY_V1.path(V2)) == (("old", "0", "c"), None)
    assert SCHEMA.of(V1) == (BOTH, ONLY_V1)
    assert SCHEMA.by_path(V2) == {("as", "b"): BOTH, ("new",): ONLY_V2}


def test_the_paths_of_a_version_are_the_same_for_whoever_reads_them() -> None:
    assert all(SCHEMA.by_path(version) is SCHEMA.by_path(version) for version in ApiVersion)
    with pytest.raises(TypeError):
        SCHEMA.by_path(V1)[("a",)] = BOTH  # type: ignore[index]


def test_what_amazon_fills_is_not_settable() -> None:
    assert [field.settable for field in SCHEMA] == [True, False, True]


def test_the_forms_headings_keep_the_order_of_the_fields() -> None:
    assert SCHEMA.sections() == ("One", "Two")


def test_a_field_and_a_schema_are_told_in_one_word() -> None:
    assert (repr(BOTH), repr(SCHEMA)) == ("<Field as.b>", "<Schema thing>")
