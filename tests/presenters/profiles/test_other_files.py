"""A file that holds no profiles is known by what it is, and nothing of it is carried out."""

from __future__ import annotations

import json
import pickle
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apay_console.presenters.profiles.profile_file import (
    ImportRefused,
)
from apay_console.presenters.profiles.profile_import import read_file
from tests.presenters.profiles.file_parts import ROW, of_rows, refusal
from tests.profile_parts import pem


class _Bomb:
    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return (pytest.fail, ("the pickle was opened",))


def test_b107_a_pickle_is_refused_and_not_opened() -> None:
    assert "pickle" in refusal(pickle.dumps(_Bomb()))
    assert refusal(pickle.dumps(_Bomb(), protocol=0))


@pytest.mark.parametrize(
    "text",
    [
        "format: apay-console-profiles\nversion: 1",
        "---\n- name: x",
        "- !!python/object/apply:os.system [id]",
        "%YAML 1.2\n---",
    ],
)
def test_b107_yaml_is_refused_by_its_name(text: str) -> None:
    assert refusal(text) == "This is YAML. Profiles are read from JSON only."


@pytest.mark.parametrize("data", [b"\0\1\2", b"\x89PNG\r\n\x1a\n\xff", "{}".encode("utf-16")])
def test_b107_what_is_no_text_is_refused(data: bytes) -> None:
    assert refusal(data) == "This is no text, so it holds no profiles."


def test_b107_a_private_key_alone_is_sent_to_its_own_place(private_key: Any) -> None:
    assert "choose it under “private key”" in refusal(pem(private_key)).lower()
    assert "JSON Web Key" in refusal('{"kty": "RSA", "n": "x"}')


POSTMAN = (
    {"info": {"_postman_id": "1", "name": "x"}, "item": [{"event": [{"script": "pm.x()"}]}]},
    {"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}},
    {"_postman_variable_scope": "environment", "values": []},
)


INSOMNIA = (
    {"_type": "export", "__export_format": 4, "resources": [{"name": "{{ 7*7 }}"}]},
    {"type": "collection.insomnia.rest/5.0"},
)


@pytest.mark.parametrize("found", POSTMAN)
def test_b109_a_collection_of_postman_is_not_supported(found: dict[str, Any]) -> None:
    assert refusal(json.dumps(found)).startswith("Collections of Postman are not supported.")


@pytest.mark.parametrize("found", INSOMNIA)
def test_b109_a_collection_of_insomnia_is_not_supported(found: dict[str, Any]) -> None:
    assert refusal(json.dumps(found)).startswith("Collections of Insomnia are not supported.")
    yaml = "type: collection.insomnia.rest/5.0\nname: x"
    assert refusal(yaml).startswith("Collections of Insomnia are not supported.")


def test_b110_an_archive_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("profiles.json", of_rows(ROW))
    with pytest.raises(ImportRefused, match="This is an archive"):
        read_file(path, [], lambda: "new")
    assert "This is an archive" in refusal(b"\x1f\x8b\x08\0")


@pytest.mark.parametrize("text", ["<!DOCTYPE html><script>x</script>", "\n <html>", "<?xml?>"])
def test_b110_a_web_page_is_known_whatever_it_is_called(text: str) -> None:
    assert "web page" in refusal(text)


def test_b111_somebodys_database_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "profiles.json"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE profiles (id, document)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ImportRefused, match="This is a database"):
        read_file(path, [], lambda: "new")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["profiles.json"]
