"""The emulator's own pages, drawn by the real engine, fit a narrow and a wide window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import QUrl

from apay_console.emulator.front import Front
from apay_console.emulator.pages.landing import Landing
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from tests.emulator.loops import serving
from tests.emulator.shop import Till, first_buyer, open_till
from tests.ui.visits import QUIET, Visit

pytestmark = QUIET

# About as long as Amazon allows, with words that end nowhere near the edge of a narrow page.
LONG_WORDS = {
    "merchantStoreName": "Fjordblick-Teehandelsgesellschaft & Söhne Hamburg",
    "noteToBuyer": "Donaudampfschifffahrtsgesellschaftskapitänstee " * 5,
    "merchantReferenceId": "2025-06-10-" + "7" * 200,
}
MEASURES = """(() => {
  const main = document.querySelector('button');
  const {left, top, right, bottom} = (main ?? document.body).getBoundingClientRect();
  return {
    wide: document.documentElement.scrollWidth, words: document.body.innerText,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
    main: main && [main.type, main.name, main.value],
    isWithin: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
    isOnTop: document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === main,
  };
})()"""
FORMS = """[...document.forms].map(form => ({
  method: form.method, action: new URL(form.action).pathname,
  hidden: [...form.querySelectorAll('[type=hidden]')].map(e => e.name),
  buttons: [...form.elements].filter(e => ['submit', 'image', 'button'].includes(e.type)).map(
    e => [e.type, e.name, e.value]),
}))"""
NAMED = """[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(
  a => ['name', 'value', 'class'].includes(a.name)).map(a => [e.tagName, a.name, a.value]))"""
WATCHED = ("pay", "approve", "confirm")


@dataclass
class Pages:
    """The pages of a shop's emulator in the engine."""

    visit: Visit
    till: Till
    base_url: str
    landing_url: str

    def open(self, target: str, width: int, height: int) -> None:
        """Show a page that has this size itself, whatever stands around it."""
        base = self.landing_url if target.startswith("/return") else self.base_url
        self.visit.place = Place(Environment.EMULATOR, Region.NA, base)
        self.visit.shown.windows.setFixedSize(width, height)
        self.visit.go(base + target)
        view = self.visit.view
        self.visit.until(lambda: view.shown == QUrl(base + target) and not self.visit.is_loading)
        self.visit.until(lambda: self.read("[innerWidth, innerHeight]") == [width, height])

    def read(self, script: str) -> Any:
        """Run a script and give back its value, however deep."""
        return json.loads(self.visit.js(f"JSON.stringify({script})"))


@pytest.fixture
def pages(visit: Visit, private_key: RSAPrivateKey) -> Iterator[Pages]:
    till, landing = open_till(private_key), Landing(lambda _: None)
    with serving(Front(till.emulator).handle) as running, serving(landing.handle) as landed:
        yield Pages(visit, till, running.base_url, landed.base_url)
        visit.shown.shut()


def ready(till: Till) -> str:
    number = till.ready()
    assert till.update(number, {"merchantMetadata": LONG_WORDS}).status == 200
    return number


def sign_in(till: Till) -> str:
    return f"/signin?amazonCheckoutSessionId={ready(till)}"


def processing(till: Till) -> str:
    return f"/checkout/processing?amazonCheckoutSessionId={ready(till)}"


def not_ready(till: Till) -> str:
    number = till.new()
    till.emulator.sign_in(number, first_buyer())
    return f"/checkout/processing?amazonCheckoutSessionId={number}"


def ended(till: Till) -> str:
    number = till.new()
    till.emulator.advance(24 * 3600)
    return f"/checkout/processing?amazonCheckoutSessionId={number}"


def returned(till: Till) -> str:
    return f"/return?amazonCheckoutSessionId={till.new()}"


def front_page(_: Till) -> str:
    return "/_emulator/"


@pytest.fixture(params=[(400, 700), (1200, 800)], ids=["narrow", "wide"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    width, height = request.param
    return width, height


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (sign_in, "Who is buying?"),
        (processing, "Fjordblick-Teehandelsgesellschaft"),
        (not_ready, "Not ready yet"),
        (ended, "This checkout has ended"),
        (returned, "Back in Apay Console"),
        (front_page, "Where to send requests"),
    ],
)
def test_no_page_is_wider_than_its_window(
    pages: Pages, size: tuple[int, int], place: Callable[[Till], str], words: str
) -> None:
    pages.open(place(pages.till), *size)
    found = pages.read(MEASURES)
    assert words in found["words"]
    assert found["wide"] <= size[0]
    assert not found["isDark"]


@pytest.mark.parametrize(
    ("place", "button"),
    [(sign_in, ["submit", "", ""]), (processing, ["submit", "decision", "approve"])],
)
def test_the_first_button_is_in_sight_at_once(
    pages: Pages, size: tuple[int, int], place: Callable[[Till], str], button: list[str]
) -> None:
    pages.open(place(pages.till), *size)
    found = pages.read(MEASURES)
    assert found["main"] == button
    assert found["isWithin"]
    assert found["isOnTop"]


def test_the_paying_page_is_what_scripts_rely_on(pages: Pages, size: tuple[int, int]) -> None:
    pages.open(processing(pages.till), *size)
    (form,) = pages.read(FORMS)
    assert form["method"] == "post"
    assert form["action"] == "/checkout/processing"
    assert form["hidden"] == ["amazonCheckoutSessionId"]
    words = ["approve", "decline", "cancel"]
    assert form["buttons"] == [["submit", "decision", word] for word in words]
    named = pages.read(NAMED)
    named.remove(["BUTTON", "value", "approve"])
    assert [row for row in named if any(word in row[2].lower() for word in WATCHED)] == []


def test_the_sign_in_page_has_one_form_and_one_button(pages: Pages, size: tuple[int, int]) -> None:
    pages.open(sign_in(pages.till), *size)
    (form,) = pages.read(FORMS)
    assert (form["method"], form["action"]) == ("post", "/signin")
    assert form["hidden"] == ["amazonCheckoutSessionId", "then"]
    assert form["buttons"] == [["submit", "", ""]]
