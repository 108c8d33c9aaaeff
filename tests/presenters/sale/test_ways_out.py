"""Whatever leaves goes by a few known ways, and each of them asks before live money moves."""

from __future__ import annotations

import re
from pathlib import Path

import apay_console

ROOT = Path(apay_console.__file__).parent
SENDS = re.compile(r"sender\s*\.\s*(send|repeat|sign_again|sign_button)\(")
WAYS = {
    "presenters/sale/dispatch.py": {"send"},  # behind LiveGate.let
    "presenters/sale/signed_call.py": {"send"},  # behind LiveGate.let
    "presenters/sale/courier.py": {"repeat"},  # behind LiveGate.let_again
    "presenters/taking/taking.py": {"sign_again"},  # behind the lock, and "I know"
    "presenters/buyer/button_page.py": {"send", "sign_button"},  # never for live
    "presenters/profiles/key_trial.py": {"send"},  # a question that changes nothing
}


def test_p20_there_is_no_other_way_out_than_those_that_ask() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): set(SENDS.findall(path.read_text("utf-8")))
        for folder in ("presenters", "ui")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {name: ways for name, ways in found.items() if ways} == WAYS
