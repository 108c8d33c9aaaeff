"""The page for everybody tells what there is, and nothing of any buyer."""

from __future__ import annotations

import json
import re

import pytest

from apay_console.emulator.front import Front
from apay_console.emulator.journal import KEPT
from apay_console.emulator.wire import Answer, Asked
from apay_console.model.fields import ApiVersion
from apay_console.model.letter import Receipt
from apay_console.model.openapi.document import document
from apay_console.model.snippets import SDKS
from tests.emulator.notices.test_outbox import opened, posted, sell
from tests.emulator.orders import TOKEN
from tests.emulator.shop import KEY_ID, Till

HOST = (("host", "localhost"),)


def shown(till: Till, path: str = "", method: str = "GET") -> Answer:
    return Front(till.emulator, TOKEN).handle(Asked(method, f"/_emulator/{path}", HOST))


def text_of(answer: Answer) -> str:
    return re.sub(r"<[^>]*>", "", answer.body.decode())


@pytest.mark.parametrize("version", list(ApiVersion))
def test_the_api_is_described_with_this_address_first(till: Till, version: ApiVersion) -> None:
    answer = shown(till, f"openapi/{version}.json")
    assert (answer.status, answer.headers[0]) == (200, ("content-type", "application/json"))
    assert json.loads(answer.body) == document(version, "http://localhost:8098")


def test_it_leads_to_both_descriptions_and_every_operation(till: Till) -> None:
    page = shown(till).body.decode()
    for version in ApiVersion:
        assert f'href="/_emulator/openapi/{version}.json"' in page
    assert "POST …/checkoutSessions/{checkoutSessionId}/complete" in text_of(shown(till))


def test_it_shows_how_each_sdk_is_pointed_here(till: Till) -> None:
    till.emulator.settings.key_file = "/home/mara/shop.pem"
    till.emulator.settings.base_url = "http://127.0.0.1:8098"
    page = shown(till).body.decode()
    for sdk in SDKS:
        assert f'<a href="/_emulator/snippets/{sdk.file}">{sdk.label}</a>' in page
        answer = shown(till, f"snippets/{sdk.file}")
        assert answer.status == 200
        for fact in ("http://127.0.0.1:8098", KEY_ID, "/home/mara/shop.pem"):
            assert fact in answer.body.decode()


def test_the_windows_emulator_leaves_the_snippets_to_the_window(till: Till) -> None:
    assert "snippets" not in shown(till).body.decode()
    assert shown(till, "snippets/shop.py").status == 401


def test_it_counts_what_there_is_by_state(till: Till) -> None:
    till.new()
    till.new()
    till.emulator.advance(24 * 3600)
    till.new()
    row = re.search(r"Sessions\s*(\d+)\s*([^\n]*)", text_of(shown(till)))
    assert row
    assert "3Canceled 2, Open 1" in row[0]


def test_it_leads_to_the_page_that_each_checkout_waits_at(till: Till) -> None:
    new, ready, unfinished = till.new(), till.ready(), till.new()
    till.emulator.sign_in(unfinished, _somebody())
    page = shown(till).body.decode()
    assert f'href="/signin?amazonCheckoutSessionId={new}"' in page
    assert f'href="/checkout/processing?amazonCheckoutSessionId={ready}"' in page
    assert f"amazonCheckoutSessionId={unfinished}" not in page


def _somebody() -> object:
    from tests.emulator.shop import first_buyer

    return first_buyer()


def test_it_tells_what_happened_the_newest_first(till: Till) -> None:
    number = till.new()
    till.emulator.advance(24 * 3600)
    text = text_of(shown(till))
    late, early = f"session {number}: Open → Canceled (Expired)", f"session {number}: Open"
    assert text.index(late) < text.rindex(early)
    till.emulator.advance(30 * 24 * 3600)
    assert f"session {number} is forgotten" in text_of(shown(till))


def test_its_notes_are_few_however_much_happened(till: Till) -> None:
    for number in range(KEPT):
        till.emulator.journal.note(f"note {number}")
    text = text_of(shown(till))
    assert len(re.findall(r"note \d", text)) == 20
    assert f"note {KEPT - 1}" in text


def test_it_tells_what_merchants_were_told_and_what_they_answered(till: Till) -> None:
    sell(till)
    held = "Not sent: there is no address to send it to."
    text = text_of(shown(till))
    assert text.count(held) == 3
    assert len(re.findall(r"CHARGE S01-[\d-]+C\d+ Authorized: Not sent", text)) == 1
    opened(till).test()
    posted(till.emulator.outbox, Receipt(503, 2.0))
    row = "CHARGE P01-0000000-0000000-000000: 503, due at 20250610T095001Z"
    assert row in text_of(shown(till))


def test_what_was_noted_cannot_become_a_part_of_the_page(till: Till) -> None:
    till.emulator.journal.note("<script>alert(1)</script>")
    assert b"<script" not in shown(till).body


def test_no_buyer_is_on_it(till: Till) -> None:
    till.ready()
    page = shown(till).body.decode()
    buyer = _somebody()
    for word in (buyer.name, buyer.email, buyer.phone, buyer.buyer_id, *buyer.address.values()):  # type: ignore[attr-defined]
        assert not word or len(word) < 4 or word not in page


def test_it_works_without_scripts_and_without_a_buyer_to_wait_for(till: Till) -> None:
    page = shown(till).body.decode()
    assert "<script" not in page
    assert page.count("Nothing yet.") == 3
    assert "wait for their buyer" not in page


def test_its_clock_is_told_as_it_stands(till: Till) -> None:
    from apay_console.emulator.clock import clockwork

    assert "2025-06-10 08:50:01 UTC" in text_of(shown(till))
    till.emulator.advance(3600)
    clockwork.stop(till.emulator.world)
    assert "09:50:01 UTC, 3,600 s ahead of this machine's, stopped" in text_of(shown(till)).replace(
        "&#39;", "'"
    )


def test_only_reading_needs_no_token(till: Till) -> None:
    assert shown(till, method="POST").status == 401
    assert shown(till, "openapi/v1.json", "POST").status == 401
    assert shown(till, "openapi/v3.json").status == 401
    assert shown(till, "openapi/v1.json", "HEAD").status == 200
