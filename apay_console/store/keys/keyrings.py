"""The keyrings of the systems, each built directly from a list of trusted ones.

keyring's own choice is never asked for: a file or the environment could turn it to a keyring that
writes plain text, or to a stranger's module.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

NAMES = {
    "secret-service": "Secret Service",
    "kwallet": "KDE Wallet",
    "keychain": "macOS Keychain",
    "credential-manager": "Windows Credential Manager",
}
_LINUX = [
    ("secret-service", "SecretService", "Keyring", {"appid": "Apay Console"}),
    ("kwallet", "kwallet", "DBusKeyring", {"appid": "Apay Console"}),
]
_MACOS = [("keychain", "macOS", "Keyring", {"keychain": None})]
# Without "local machine" a domain's profile would carry the key to other machines.
_WINDOWS = [("credential-manager", "Windows", "WinVaultKeyring", {"persist": "local machine"})]
_BACKENDS: dict[str, list[Any]] = {"linux": _LINUX, "darwin": _MACOS, "win32": _WINDOWS}
_MEDDLERS = ("PYTHON_KEYRING_BACKEND", "KEYRING_PROPERTY_", "KEYCHAIN_PATH")


def find(environment: MutableMapping[str, str]) -> tuple[str, Any] | None:
    """Build the first keyring of this system that answers, and say which one it is."""
    for name in [name for name in environment if name.startswith(_MEDDLERS)]:
        del environment[name]
    for place, module, kind, properties in _BACKENDS.get(sys.platform, _LINUX):
        backend_class = getattr(importlib.import_module(f"keyring.backends.{module}"), kind)
        if backend_class.viable:
            return place, _built(backend_class, properties)
    return None


def _built(backend_class: Callable[[], Any], properties: dict[str, Any]) -> Any:
    backend = backend_class()
    for name, value in properties.items():
        setattr(backend, name, value)
    return backend
