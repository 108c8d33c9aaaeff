"""The window's first size is one that the screen can show whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE_S
from tests.real_program import home

__all__ = ["home"]
TITLE_BAR = 20  # pixels, at the least, that a window manager adds above a window


def shown_on(home: Path, width: int, height: int) -> dict[str, Any]:
    """Open the program once in this home on such a screen, and return what it reports."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screen_program", str(width), str(height)],
        env=os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")},
        capture_output=True,
        timeout=2 * PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def is_whole(found: dict[str, Any]) -> bool:
    """Whether the window with its frame lies on the screen."""
    left, top, wide, high = found["screen"]
    x, y, width, height = found["frame"]
    return bool(x >= left and y >= top and x + width <= left + wide and y + height <= top + high)


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900), (1280, 720), (1280, 680)])
def test_on_the_first_day_the_window_is_whole_on_a_small_screen(
    home: Path, size: tuple[int, int]
) -> None:
    found = shown_on(home, *size)
    assert is_whole(found), found
    assert found["buttons"] > 10
    assert found["outside"] == []
    assert found["maximized"] or found["frame"][3] + TITLE_BAR <= size[1]


def test_on_a_large_screen_it_has_its_own_first_size(home: Path) -> None:
    found = shown_on(home, 1920, 1200)
    assert not found["maximized"]
    assert found["frame"][2] >= 1440
    assert found["frame"][3] >= 900


def test_a_size_kept_from_a_larger_screen_is_whole_on_a_smaller_one(home: Path) -> None:
    assert is_whole(shown_on(home, 1920, 1200))
    found = shown_on(home, 1366, 768)
    assert is_whole(found), found
    assert found["outside"] == []
