"""A private key that is put into any field of the whole window goes nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QToolTip, QWidget

from tests.profile_parts import pem
from tests.ui.hands import paste
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]

PLACES = [
    *("", "body", "find", "open", "paste_return", "palette", "why", "history", "profiles"),
    *("shop", "clock", "faults", "notifications", "signed_call", "button_page", "doctor"),
    *("paste_in", "export"),
]
KEY_BOX = "pasteBox"  # the one place where a key belongs
Field = QLineEdit | QPlainTextEdit | QTextEdit


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: words.append(text))
    return words


def fields(window: QWidget) -> list[Field]:
    """Every field that takes text, in sight or folded away."""
    found = [field for field in window.findChildren(QWidget) if isinstance(field, Field)]
    return [one for one in found if not one.isReadOnly() and one.objectName() != KEY_BOX]


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def holds(field: Field, key: str) -> bool:
    """Whether something of the key is in it, now or after undoing and redoing."""
    texts = []
    for step in (lambda: None, field.undo, field.redo):
        step()
        texts.append(text_of(field))
    return any(line in text for line in key.splitlines() for text in texts)


def is_told(field: Field, said: list[str]) -> bool:
    """Whether it is said below the field, or in its form, what to do instead."""
    QApplication.processEvents()
    words, said[:] = [*said, field.accessibleDescription()], []
    takes_digits = isinstance(field, QLineEdit) and isinstance(field.validator(), QIntValidator)
    return takes_digits or any("does not belong here" in one for one in words)


def files_with(folder: Path, key: str) -> list[str]:
    line = key.splitlines()[3].encode()
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert found
    return [path.name for path in found if line in path.read_bytes()]


def data_of(shop: Shop) -> Path:
    return shop.parts.database._path.parent


@pytest.mark.parametrize("place", PLACES)
def test_b42_no_field_of_the_window_takes_a_private_key(
    fresh: Shop, said, private_key, place, record_property
) -> None:
    if place:
        fresh.run(place)
    key, seen = pem(private_key), fields(fresh.window)
    assert seen
    for field in seen:
        paste(field, key)
        name = f"{type(field).__name__} {field.accessibleName()}"
        assert not holds(field, key), name
        assert is_told(field, said), name
    fresh.parts.console.desk.save_draft()
    fresh.settle()
    assert "PRIVATE" not in repr(fresh.state)
    assert files_with(data_of(fresh), key) == []
    record_property("figure", f"{len(seen)} fields, 0 took it")
