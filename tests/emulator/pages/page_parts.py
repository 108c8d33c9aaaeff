"""The hosted pages in a browser of their own."""

from __future__ import annotations

import pytest

from apay_console.emulator.front import Front
from tests.emulator.browsing import Browser
from tests.emulator.shop import WORDS, Till, read


@pytest.fixture
def browser(each_till: Till) -> Browser:
    return Browser(Front(each_till.emulator))


def status(till: Till, number: str) -> tuple[str, str | None]:
    found = read(till.get(number))[WORDS[till.version][2]]
    return found["state"], found["reasonCode"]


def page_of(number: str) -> str:
    return f"/checkout/processing?amazonCheckoutSessionId={number}"


def sign_in_page_of(number: str) -> str:
    return f"/signin?amazonCheckoutSessionId={number}"
