"""Each snippet does what it says: three are run here, the others are read."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.files import resource
from apay_console.model.profile import Region
from apay_console.model.snippets import SDKS, Facts, Sdk, filled
from apay_console.pytest_plugin import ApayEmulator
from tests.interop.sdk import BUILD, NAME

SDK_OF_NODE = BUILD / "node_modules" / NAME
FACTS = Facts("http://127.0.0.1:8098", "SANDBOX-A1", "/home/mara/apay-shop-key.pem")


def written(sdk: Sdk, facts: Facts) -> str:
    return filled(resource(f"snippets/{sdk.file}").read_text("utf-8"), sdk, facts)


def named(name: str) -> Sdk:
    return next(sdk for sdk in SDKS if sdk.name == name)


@pytest.mark.parametrize("sdk", SDKS, ids=lambda sdk: sdk.name)
@pytest.mark.parametrize("region", list(Region))
def test_everything_is_filled_in(sdk: Sdk, region: Region) -> None:
    text = written(sdk, Facts(FACTS.base_url, FACTS.key_id, FACTS.key_file, region))
    assert not re.search(r"@[A-Z_]+@", text)
    for fact in (FACTS.base_url, FACTS.key_id, FACTS.key_file):
        assert fact in text
    assert text.isascii()


def test_each_snippet_is_of_a_language_of_its_own() -> None:
    assert len({sdk.name for sdk in SDKS}) == len({sdk.file for sdk in SDKS}) == len(SDKS)


@pytest.fixture
def facts(apay_emulator: ApayEmulator, tmp_path: Path) -> Facts:
    """A shop whose key was saved in a folder with a name that needs quoting."""
    folder = tmp_path / 'Mara\'s "shop" $HOME'
    folder.mkdir()
    path = shutil.copy(apay_emulator.private_key_file, folder / "key.pem")
    return Facts(apay_emulator.base_url, apay_emulator.public_key_id, str(path))


def output(command: list[str], folder: Path) -> str:
    """Run a shop's program."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ended = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def came(apay_emulator: ApayEmulator) -> Iterator[None]:
    """The session is there, so the signature was right."""
    yield
    assert len(apay_emulator.state["session"]) == 1


@pytest.mark.usefixtures("came")
def test_the_python_snippet_creates_a_session(facts: Facts, tmp_path: Path) -> None:
    script = tmp_path / "shop.py"
    script.write_text(written(named("python"), facts), "utf-8")
    assert output([sys.executable, str(script)], tmp_path).startswith("201 {")


def test_the_python_snippet_shows_a_refusal(facts: Facts, tmp_path: Path) -> None:
    script = tmp_path / "shop.py"
    text = written(named("python"), facts).replace('"storeId"', '"shopId"')
    script.write_text(text, "utf-8")
    assert output([sys.executable, str(script)], tmp_path).startswith("400 {'reasonCode'")


@pytest.mark.usefixtures("came")
def test_the_curl_snippet_creates_a_session(facts: Facts, tmp_path: Path) -> None:
    script = tmp_path / "shop.sh"
    script.write_text(written(named("curl"), facts), "utf-8")
    shell = shutil.which("sh")
    assert shell
    assert "checkoutSessionId" in json.loads(output([shell, str(script)], tmp_path))


@pytest.fixture
def node() -> str:
    """Node, with Amazon's SDK at hand."""
    found = shutil.which("node")
    if found is None or not (SDK_OF_NODE / "package.json").exists():
        pytest.skip("needs Node and Amazon's SDK (make interop brings both)")
    return found


@pytest.mark.usefixtures("node", "came")
def test_amazons_sdk_for_node_creates_a_session(node: str, facts: Facts, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(SDK_OF_NODE.parents[1])
    script = tmp_path / "shop.mjs"
    script.write_text(written(named("node"), facts), "utf-8")
    assert output([node, str(script)], tmp_path).startswith("201 ")


paths = st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), max_size=60)


@given(paths)
def test_a_path_stays_one_literal_of_its_language(path: str) -> None:
    assert ast.literal_eval(named("python").quote(path)) == path
    assert json.loads(named("node").quote(path)) == path
    for name in ("php", "ruby"):
        assert re.fullmatch(r"'(?:[^'\\]|\\['\\])*'", named(name).quote(path))
