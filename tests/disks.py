"""Disks that take nothing more, or that are a program's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """Let no file grow beyond a size, as where a disk has no room left."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def on_a_disk(tmp_path: Path, program: str, script: str) -> list[str]:
    """Run a shell script that may mount $D, with a Python program as $P; return what was said."""
    try:
        subprocess.run(["unshare", "-rm", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting needs Linux with user namespaces, which are forbidden here")
    file = tmp_path / "program.py"
    file.write_text(program)
    (tmp_path / "disk").mkdir()
    variables = {
        "D": str(tmp_path / "disk"),
        "P": f"{sys.executable} {file}",
        "PYTHONPATH": str(Path.cwd()),
    }
    ran = subprocess.run(
        ["unshare", "-rm", "bash", "-ec", script],
        env=os.environ | variables,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.splitlines()
