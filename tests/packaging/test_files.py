"""What is shipped is whole: pins with hashes, icons with their licence, resources in the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PINS = sorted((ROOT / "packaging").glob("requirements*.txt"))
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))


def pins(path: Path) -> set[str]:
    return set(re.findall(r"^[a-z0-9.-]+==\S+", path.read_text("utf-8"), re.MULTILINE))


def by_name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", PINS, ids=by_name)
def test_every_pin_has_a_hash_and_none_an_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(
        re.findall(r"^[^\s#]", text, re.MULTILINE)
    )
    assert "://" not in text
    assert "index-url" not in text


def test_what_is_tested_is_what_is_shipped() -> None:
    folder = ROOT / "packaging"
    assert pins(folder / "requirements.txt") <= pins(folder / "requirements-dev.txt")


@pytest.mark.parametrize("path", ICONS, ids=by_name)
def test_every_icon_takes_its_colour_from_the_theme(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    assert (root.get("fill"), root.get("viewBox")) == ("currentColor", "0 0 256 256")


def test_the_icons_come_with_their_licence() -> None:
    assert ICONS
    assert "Phosphor" in (ROOT / "resources" / "icons" / "LICENSE").read_text("utf-8")


def test_the_wheel_holds_the_resources(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert "apay_console/_resources/icons/plus.svg" in names
    assert not [name for name in names if name.endswith(("ruff.toml", ".pyc"))]
