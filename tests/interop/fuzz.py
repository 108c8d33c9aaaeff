"""Schemathesis reads both OpenAPI documents and asks the emulator whatever they allow, and more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.interop.program import KEY_IDS, ROOT, Program
from tests.interop.report import Report
from tests.interop.seeds import sow

VERSIONS = ("v1", "v2")
_CONFIG = Path(__file__).with_name("schemathesis.toml")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_WHOLE = ("--phases", "examples,coverage,fuzzing", "--max-examples", "25")
_LINKED = ("--phases", "stateful", "--max-examples", "60")
_SEEDS = (20250610, 20250611, 20250612)  # links are followed anew with each
_LONGEST = 900  # seconds for one pass, also on a busy machine


def run(program: Program, folder: Path, report: Report) -> None:
    """Ask by one document after the other, as they are served."""
    for version in VERSIONS:
        served = httpx.get(f"{program.base_url}/_emulator/openapi/{version}.json", trust_env=False)
        whole = closed(served.json())
        _Asking(program, folder, version, report).ask(whole)


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """Let answers hold nothing that the document does not name."""
    shapes = document["components"]["schemas"]
    for name, shape in shapes.items():
        if not name.endswith("_body"):
            _close(shape)
    return document


def unled(document: dict[str, Any]) -> dict[str, Any]:
    """Let nothing lead on from a capture.

    Schemathesis begins at POSTs that lead somewhere and need nothing but the id in their path. That
    is the capture alone; without it, every operation is a beginning.
    """
    for path, item in document["paths"].items():
        if path.endswith("/capture"):
            for answer in item["post"]["responses"].values():
                answer.pop("links", None)
    return document


def _close(shape: Any) -> None:
    if isinstance(shape, dict):
        if "properties" in shape:
            shape.setdefault("additionalProperties", False)
        for inner in shape.values():
            _close(inner)


@dataclass
class _Asking:
    """Everything that one version's document allows, and more, and what was answered."""

    program: Program
    folder: Path
    version: str
    report: Report
    counts: Counter[str] = field(default_factory=Counter)

    def ask(self, document: dict[str, Any]) -> None:
        """Ask call by call, then along the links; every operation must have worked once."""
        self._pass(document, "whole", *_WHOLE, "--generation-deterministic")
        for seed in _SEEDS:
            self._pass(unled(document), f"links{seed}", *_LINKED, "--seed", str(seed))
        for name in _never_done(document, self.counts):
            self.report.fail(f"openapi {self.version}: {name} never worked, so it was not seen")

    def _pass(self, document: dict[str, Any], name: str, *options: str) -> None:
        path = self.folder / f"{self.version}-{name}.json"
        path.write_text(json.dumps(document), "utf-8")
        done = self._schemathesis(path, *options)
        self.report.runs += 1
        if done.returncode:
            told = f"{done.stdout[-8000:]}{done.stderr[-2000:]}"
            self.report.fail(f"openapi {self.version}, {name}:\n{told}")
        counts = Counter(json.loads(path.with_suffix(".counts").read_text("utf-8")))
        self.report.steps += counts.total()
        self.counts += counts

    def _schemathesis(self, path: Path, *options: str) -> subprocess.CompletedProcess[str]:
        given = {
            "keyFile": str(self.program.key_file),
            "keyId": KEY_IDS[0],
            "name": path.stem,
            "counts": str(path.with_suffix(".counts")),
            "seeds": sow(self.program, self.version, path.stem),
        }
        command = [
            *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(_CONFIG)),
            *("run", str(path), "--url", self.program.base_url, "--checks", ",".join(CHECKS)),
            *("--continue-on-failure", "--warnings", "off", "--suppress-health-check", "all"),
            *("--no-shrink", "--no-color", *options),
        ]
        hooks = {"SCHEMATHESIS_HOOKS": "tests.interop.signed", "APAY_INTEROP": json.dumps(given)}
        return subprocess.run(
            command,
            env=os.environ | hooks | {"PYTHONPATH": str(ROOT)},
            cwd=path.parent,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )


def _never_done(document: dict[str, Any], counts: Mapping[str, int]) -> list[str]:
    """Name the operations that never answered 2xx, with the environment in the path or without."""
    done = {key.split()[0].removesuffix("_in") for key in counts if key.split()[1][0] == "2"}
    every = {
        row["operationId"].removesuffix("_in")
        for item in document["paths"].values()
        for row in item.values()
    }
    return sorted(every - done)
