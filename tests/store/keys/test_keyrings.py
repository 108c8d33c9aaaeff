from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from apay_console.store.keys import keyrings


class Backend:
    viable = True


class Absent(Backend):
    viable = False


@pytest.mark.parametrize(
    ("platform", "place", "module", "properties"),
    [
        ("linux", "secret-service", "SecretService", {"appid": "Apay Console"}),
        ("freebsd14", "secret-service", "SecretService", {"appid": "Apay Console"}),
        ("darwin", "keychain", "macOS", {"keychain": None}),
        ("win32", "credential-manager", "Windows", {"persist": "local machine"}),
    ],
)
def test_every_system_has_its_keyring(
    platform: str,
    place: str,
    module: str,
    properties: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = importing(monkeypatch, Backend, Backend)
    monkeypatch.setattr(sys, "platform", platform)
    found = keyrings.find({})
    assert found is not None
    assert found[0] == place
    assert vars(found[1]) == properties
    assert asked == [f"keyring.backends.{module}"]


def importing(monkeypatch: pytest.MonkeyPatch, *kinds: type[Backend]) -> list[str]:
    """Stand in for keyring's modules; says which were asked for, one after the other."""
    asked: list[str] = []

    def load(name: str) -> SimpleNamespace:
        asked.append(name)
        kind = kinds[len(asked) - 1]
        return SimpleNamespace(Keyring=kind, DBusKeyring=kind, WinVaultKeyring=kind)

    monkeypatch.setattr(keyrings.importlib, "import_module", load)
    return asked


def test_the_second_is_taken_where_the_first_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    importing(monkeypatch, Absent, Backend)
    monkeypatch.setattr(sys, "platform", "linux")
    found = keyrings.find({})
    assert found is not None
    assert found[0] == "kwallet"


def test_where_none_answers_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    importing(monkeypatch, Absent, Absent)
    monkeypatch.setattr(sys, "platform", "linux")
    assert keyrings.find({}) is None


def test_what_could_turn_it_is_taken_out_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    importing(monkeypatch, Backend)
    monkeypatch.setattr(sys, "platform", "linux")
    environment = {
        "PYTHON_KEYRING_BACKEND": "x",
        "KEYRING_PROPERTY_KEYCHAIN": "x",
        "KEYCHAIN_PATH": "x",
        "HOME": "/home/mara",
    }
    keyrings.find(environment)
    assert environment == {"HOME": "/home/mara"}


@pytest.mark.parametrize(
    ("place", "module", "kind"),
    [
        (place, module, kind)
        for rows in keyrings._BACKENDS.values()
        for place, module, kind, _ in rows
    ],
)
def test_the_names_are_those_of_the_library(place: str, module: str, kind: str) -> None:
    import importlib

    backend = getattr(importlib.import_module(f"keyring.backends.{module}"), kind)
    assert callable(backend.get_password)
    assert place in keyrings.NAMES
