"""Amazon's own SDK for Node, unmodified, plays a shop's day in every region and spelling."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from apay_console import signing
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import Algorithm, Region
from tests.interop.program import KEY_IDS, ROOT, Program
from tests.interop.report import Report
from tests.interop.terminator import terminator

HERE = Path(__file__).parent
BUILD = ROOT / "build/interop"
NAME = "@amazonpay/amazon-pay-api-sdk-nodejs"
OLD = "amazon-pay-sdk-2.1"  # which knows neither the second algorithm nor every operation
BUTTON = "button_signature"  # no operation: only signed, never sent
_LONGEST = 600  # seconds for one run


class NotThere(Exception):
    """What a run needs and cannot get, and how to bring it."""


def install() -> None:
    """Bring the pinned SDKs to build/, by the lock file and nothing else."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, BUILD / name)
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    command = ["npm", "ci", "--ignore-scripts", "--prefer-offline", *quiet]
    done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotThere(f"npm could not bring Amazon's SDK; is there a network?\n{done.stderr}")


def run(program: Program, folder: Path, report: Report) -> None:
    """Play the day once for each way to be a merchant."""
    target = int(program.base_url.rpartition(":")[2])
    for script in HERE.glob("*.js"):
        shutil.copy(script, BUILD)
    with terminator(target, folder) as (port, trusted):
        for ways in _ways():
            _play(program, {**ways, "tlsPort": port}, trusted, report)
    for version in ApiVersion:
        for name in sorted(_expected(version) - set(report.proven[_peer(NAME)][version])):
            report.fail(f"{NAME} {version}: {name} was not proven in every run")


def _expected(version: ApiVersion) -> set[str]:
    known = {row.name for row in OPERATIONS if version in row.versions}
    return known | ({BUTTON} if version is ApiVersion.V2 else set())


def _ways() -> Iterator[dict[str, Any]]:
    kinds = [
        *((NAME, version, algorithm) for version in ApiVersion for algorithm in Algorithm),
        (OLD, ApiVersion.V2, Algorithm.PSS),
    ]
    every = itertools.product(kinds, Region, KEY_IDS, (True, False))
    for (sdk, version, algorithm), region, key_id, overrides in every:
        yield {
            "sdk": sdk,
            "version": version,
            "region": region,
            "algorithm": algorithm,
            "keyId": key_id,
            "overrides": overrides,  # as SDKs are pointed elsewhere, or by Amazon's own names
        }


def _play(program: Program, ways: dict[str, Any], trusted: Path, report: Report) -> None:
    given = {
        **ways,
        "baseUrl": program.base_url,
        "adminToken": program.admin_token,
        "keyFile": str(program.key_file),
        "strangerFile": str(program.stranger_file),
    }
    command = ["node", "--no-deprecation", "--no-warnings", str(BUILD / "merchant.js")]
    done = subprocess.run(
        [*command, json.dumps(given)],
        env=os.environ | {"NODE_EXTRA_CA_CERTS": str(trusted)},
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    name = " ".join(str(ways[key]) for key in ("sdk", "version", "region", "algorithm", "keyId"))
    name += "" if ways["overrides"] else " by Amazon's names"
    if done.returncode:
        report.fail(f"{name}: ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line in lines:
        _judge(line, name, program, Algorithm(ways["algorithm"]), report)
    proven = [operation for line in lines if line["ok"] for operation in line["proves"]]
    report.add_run(_peer(ways["sdk"]), ways["version"], proven)


def _judge(
    line: dict[str, Any], name: str, program: Program, algorithm: Algorithm, report: Report
) -> None:
    report.steps += 1
    if not line["ok"]:
        report.fail(f"{name}: {line['step']}: {line['words']}")
    button = line.get("button")
    if button:
        text = signing.string_to_sign(algorithm, button["payload"])
        if not signing.verify(program.key.public_key(), algorithm, text, button["signature"]):
            report.fail(f"{name}: the button's signature is not the payload's")


@cache
def _peer(sdk: str) -> str:
    """Name an SDK as npm does, with its version."""
    found = json.loads((BUILD / "node_modules" / sdk / "package.json").read_text("utf-8"))
    return f"{NAME} {found['version']}"
