"""Wherever the computer stands, the same bytes are signed."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pytest

from tests.patience import PATIENCE_S
from tests.profile_parts import pem

LOCALES = ("de_DE", "tr_TR", "ar_EG", "th_TH", "fa_IR")


@cache
def signed_in(name: str, key: str) -> tuple[bytes, str]:
    """What was signed there, and how that place writes 1234.50."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.locale_program", name],
        env=os.environ | {"LC_ALL": f"{name}.UTF-8"},
        input=key.encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize("name", LOCALES)
def test_f75_the_same_bytes_are_signed_in_every_country(name, private_key, record_property):
    here, written_here = signed_in("C", pem(private_key))
    assert b'"amount":"1234.50"' in here
    assert b"x-amz-pay-date:20261124T000000Z" in here
    there, written_there = signed_in(name, pem(private_key))
    assert there == here
    assert written_there != written_here  # that place was really asked
    record_property("figure", f"{len(LOCALES)} of {len(LOCALES)} alike")
