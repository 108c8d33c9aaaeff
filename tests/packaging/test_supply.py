"""What is shipped is pinned, named with its licence, and never fetched by the program itself."""

from __future__ import annotations

import ast
import json
import re
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


def tool(name: str) -> SimpleNamespace:
    """A program of packaging/."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "packaging" / f"{name}.py")))


PINS = tuple(sorted(path.name for path in (ROOT / "packaging").glob("requirements*.txt")))
# What the program names of the internet: Amazon's own hosts, and names that nobody has.
HOSTS = re.compile(r"https?://([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
KNOWN = re.compile(
    r"(?:.*\.)?(?:amazon\.(?:com|eu|de|co\.uk|co\.jp|jp|fr|it|es)|amazonaws\.com|payments-amazon\.com"
    r"|amazonpay\.com|ssl-images-amazon\.com|media-amazon\.com|example|example\.(?:com|org|net)"
    r"|test|w3\.org|json-schema\.org|spdx\.org|spec\.openapis\.org)"
)


def requirements(name: str) -> list[str]:
    """Each requirement of a file as one line, without comments."""
    text = (ROOT / "packaging" / name).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.strip().startswith("#")]


@pytest.mark.parametrize("name", PINS)
def test_p56_every_package_has_one_version_and_its_hashes(name: str) -> None:
    for line in requirements(name):
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==\S+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line
        assert "http" not in line.replace("httpx", "").replace("httpcore", "").replace(
            "httptools", ""
        )


def test_p56_what_is_installed_here_is_what_the_hashed_pins_name() -> None:
    """With hashes required, and no index to ask: pip finds everything there as it is pinned."""
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--require-hashes"]
    options = ["--dry-run", "--disable-pip-version-check", "-r", "packaging/requirements-dev.txt"]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def test_p56_a_package_with_another_hash_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1-py3-none-any.whl"
    wheel.write_bytes(b"no wheel that anybody pinned")
    pins = tmp_path / "pins.txt"
    pins.write_text(f"thing==1 --hash=sha256:{'0' * 64}\n")
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--require-hashes"]
    more = ["--find-links", str(tmp_path), "--target", str(tmp_path / "there"), "-r", str(pins)]
    done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "there").exists()


def test_p56_the_program_knows_no_address_to_fetch_anything_of_its_own_from() -> None:
    files = [*(ROOT / "apay_console").rglob("*.py"), *(ROOT / "resources").rglob("*.*")]
    texts = {path: path.read_text("utf-8", "replace") for path in files if path.suffix != ".png"}
    found = {
        f"{path.relative_to(ROOT)}: {host}"
        for path, text in texts.items()
        for host in HOSTS.findall(text)
        if not KNOWN.fullmatch(host.lower())
    }
    assert found == set()


def test_p57_it_is_packed_as_a_folder_and_never_as_one_file_that_unpacks_itself() -> None:
    tree = ast.parse((ROOT / "packaging/apay-console.spec").read_text("utf-8"))
    calls = {
        node.func.id: node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    given = {word.arg: ast.unparse(word.value) for word in calls["EXE"].keywords}
    assert given["exclude_binaries"] == "True"
    assert "COLLECT" in calls
    assert not {"uac_admin", "uac_uiaccess", "runtime_tmpdir"} & set(given)


def test_p57_a_packed_program_that_is_one_file_or_runs_as_somebody_else_is_found(
    tmp_path: Path,
) -> None:
    selftest = tool("selftest")
    program = tmp_path / "apay-console"
    program.touch()
    assert selftest.unpacked(program) == ["not a folder"]
    (tmp_path / "_internal").mkdir()
    assert selftest.unpacked(program) == []
    program.chmod(0o755 | stat.S_ISUID)
    assert selftest.unpacked(program) == ["runs as somebody else"]


def test_everything_that_is_shipped_is_listed_with_its_licence() -> None:
    licences = tool("licences")
    rows = json.loads((ROOT / "resources/licences.json").read_text("utf-8"))
    now = licences.rows()
    assert [row[:2] for row in rows] == [list(row[:2]) for row in now]
    assert all(licence for _, _, licence in (*rows, *now))
