"""Files of profiles, each broken in another way: read as data or refused, never anything else."""

from __future__ import annotations

import copy
import json
import tempfile
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from apay_console.errors import Invalid
from apay_console.model.profile import HOSTS, Environment, environment_of
from apay_console.presenters.profiles.profile_file import FORMAT, Arrival, ImportRefused
from apay_console.presenters.profiles.profile_import import read_file
from soak.breaking import mangled, misshapen
from soak.rounds import Row

ROUNDS = 10_000
TAKEN = ["Tea shop", "Fjord Tea"]
_SOUND: dict[str, Any] = {
    "format": FORMAT,
    "version": 1,
    "profiles": [
        {
            "name": "Fjord Tea",
            "publicKeyId": "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D",
            "environment": "sandbox",
            "region": "eu",
            "apiVersion": "v2",
            "storeId": "amzn1.application-oa2-client.8b5e45312b5248b69eea",
        },
        {
            "name": "{{7*7}} ${7*7} %s",
            "publicKeyId": "LIVE-AG6KZ5VFXNQ3JPTMWL2D",
            "environment": "live",
            "region": "na",
            "apiVersion": "v1",
        },
    ],
}
_NAMES = ("host", "proxy", "privateKey", "keyRef", "environment")


def run(rounds: int) -> Row:
    """Break a file so many times, and read each."""
    row = Row("imports", rounds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.json"
        for number in range(rounds):
            path.write_bytes(broken(Random(number)))
            row.failures += not _is_harmless(path)
    return row


def broken(random: Random) -> bytes:
    """Break the sound file in one to three ways."""
    document = copy.deepcopy(_SOUND)
    for _ in range(random.randrange(3)):
        document = misshapen(document, random, _NAMES)
    data = json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    for _ in range(random.choice((0, 0, 1, 2))):
        data = mangled(data, random)
    return data


def _is_harmless(path: Path) -> bool:
    """Whether a file is refused with a reason, or brings nothing that it may not bring."""
    numbers = count()
    try:
        arrivals = read_file(path, TAKEN, lambda: f"new-{next(numbers)}")
    except (ImportRefused, Invalid) as refused:
        return bool(str(refused))
    except Exception:  # noqa: BLE001 - that is what is looked for
        return False
    text = path.read_text("utf-8-sig")
    names = [*TAKEN, *(one.profile.name for one in arrivals)]
    return len(set(names)) == len(names) and all(_is_mere_data(one, text) for one in arrivals)


def _is_mere_data(one: Arrival, text: str) -> bool:
    """Whether a profile is what the file says, has no key, and asks nobody but Amazon."""
    profile = one.profile
    named = environment_of(profile.public_key_id)
    is_safe = not profile.key_ref and not profile.proxy and profile.host in HOSTS.values()
    is_of_environment = profile.environment is Environment.EMULATOR or named in {
        None,
        profile.environment,
    }
    return (
        is_safe
        and is_of_environment
        and json.dumps(one.name)[1:-1] in json.dumps(json.loads(text), ensure_ascii=True)
    )
