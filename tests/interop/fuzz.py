"""Schemathesis reads both OpenAPI documents and asks the emulator whatever they allow, and more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from tests.interop.program import KEY_IDS, ROOT, Program
from tests.interop.report import Report
from tests.interop.seeds import sow

VERSIONS = ("v1", "v2")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_LONGEST = 180  # seconds for one document


def run(program: Program, folder: Path, report: Report) -> None:
    """Ask by one document after the other, as they are served."""
    for version in VERSIONS:
        path = folder / f"{version}.json"
        served = httpx.get(f"{program.base_url}/_emulator/openapi/{version}.json", trust_env=False)
        path.write_text(json.dumps(closed(served.json())), "utf-8")
        _ask(program, path, version, report)


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """Let answers hold nothing that the document does not name."""
    shapes = document["components"]["schemas"]
    for name, shape in shapes.items():
        if not name.endswith("_body"):
            _close(shape)
    return document


def _close(shape: Any) -> None:
    if isinstance(shape, dict):
        if "properties" in shape:
            shape.setdefault("additionalProperties", False)
        for inner in shape.values():
            _close(inner)


def _ask(program: Program, path: Path, version: str, report: Report) -> None:
    given = {
        "keyFile": str(program.key_file),
        "keyId": KEY_IDS[0],
        "counts": str(path.with_suffix(".counts")),
        "seeds": sow(program, version),
    }
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", str(path)),
        *("--url", program.base_url, "--checks", ",".join(CHECKS), "--seed", "20250610"),
        *("--generation-deterministic", "--max-examples", "25", "--continue-on-failure"),
        *("--warnings", "off", "--suppress-health-check", "all", "--no-shrink", "--no-color"),
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.interop.signed", "APAY_INTEROP": json.dumps(given)}
    done = subprocess.run(
        command,
        env=os.environ | hooks | {"PYTHONPATH": str(ROOT)},
        cwd=path.parent,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    report.runs += 1
    if done.returncode:
        report.fail(f"openapi {version}:\n{done.stdout[-8000:]}{done.stderr[-2000:]}")
    counts: dict[str, int] = json.loads(path.with_suffix(".counts").read_text("utf-8"))
    report.steps += sum(counts.values())
    for name in _never_done(json.loads(path.read_text("utf-8")), counts):
        report.fail(f"openapi {version}: {name} was never done, so its answer was not seen")


def _never_done(document: dict[str, Any], counts: dict[str, int]) -> list[str]:
    """Name the operations that never answered 2xx, with the environment in the path or without."""
    done = {key.split()[0].removesuffix("_in") for key in counts if key.split()[1][0] == "2"}
    every = {
        row["operationId"].removesuffix("_in")
        for item in document["paths"].values()
        for row in item.values()
    }
    return sorted(every - done)
