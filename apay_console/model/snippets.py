"""How each SDK is pointed at the emulator: a program to copy, with everything filled in."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass

from apay_console.model.profile import HOSTS, Region

_MARK = re.compile(r"@([A-Z_]+)@")
_NET_REGIONS = {Region.NA: "UnitedStates", Region.EU: "Europe", Region.JP: "Japan"}
Quote = Callable[[str], str]


@dataclass(frozen=True)
class Facts:
    """What a snippet needs to know."""

    base_url: str
    key_id: str
    key_file: str
    region: Region = Region.NA


@dataclass(frozen=True)
class Sdk:
    """One language, with the file that its snippet stands in."""

    name: str
    label: str
    file: str  # in resources/snippets
    quote: Quote


def single(text: str) -> str:
    """A literal of PHP and Ruby, where only two signs mean something."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


SDKS = (
    Sdk("node", "Node.js", "node.mjs", json.dumps),
    Sdk("php", "PHP", "shop.php", single),
    Sdk("java", "Java", "Shop.java", json.dumps),
    Sdk("dotnet", ".NET", "Shop.cs", json.dumps),
    Sdk("ruby", "Ruby", "shop.rb", single),
    Sdk("python", "Python", "shop.py", repr),
    Sdk("curl", "curl", "shop.sh", shlex.quote),
)


def filled(template: str, sdk: Sdk, facts: Facts) -> str:
    """Write the facts into a snippet, as literals of its language."""
    texts = {
        "BASE_URL": facts.base_url,
        "KEY_ID": facts.key_id,
        "KEY_FILE": facts.key_file,
        "REGION": facts.region.value,
        "HOST": HOSTS[facts.region],
    }
    known = {name: sdk.quote(text) for name, text in texts.items()}
    known |= {f"{name}_JSON": json.dumps(text) for name, text in texts.items()}
    known |= {"REGION_NAME": facts.region.name, "REGION_TITLE": _NET_REGIONS[facts.region]}
    return _MARK.sub(lambda found: known[found[1]], template)
