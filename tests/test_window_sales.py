"""The window with several sales: new ones, old ones, and those that are pasted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from apay_console.model.fields import ApiVersion
from apay_console.ui.sale import answer_pane
from tests.sale_parts import AMOUNT, INTENT, MISSING, NOTE, STORE_NAME
from tests.window_parts import CTRL, SHIFT, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def shop(fresh):
    return fresh


@pytest.mark.parametrize("version", list(ApiVersion))
def test_a_new_session_of_either_version_is_created_in_the_same_two_panes(version, shop):
    shop.run(f"new_{version}")
    assert shop.window.page.request.primary.text() == "Create session"
    assert shop.window.top.text().startswith("EMULATOR New session Not created")
    shop.send()
    assert shop.state.session.version is version
    assert shop.needs == list(MISSING)
    assert shop.has_keyboard(AMOUNT)


def test_new_with_these_values_takes_them_over_and_leaves_the_old_sale_as_it_was(shop):
    shop.fill_all()
    shop.send()
    old = shop.state.sale
    shop.key(Qt.Key.Key_N, CTRL | SHIFT)
    shop.settle()
    assert shop.state.sale.session_id == ""
    assert (shop.text(AMOUNT), shop.text(INTENT)) == ("19.99 USD", "Authorize")
    assert shop.text(STORE_NAME) == "Fjord Tea"
    shop.send()
    assert shop.needs == ["Nothing is missing. The buyer can pay."]
    assert shop.state.sale.session_id != old.session_id
    assert len(shop.window.page.sales.texts()) == 2


def test_the_same_values_in_the_other_version(shop):
    shop.fill_all()
    shop.send()
    shop.run("new_other")
    shop.send()
    assert shop.state.session.version is ApiVersion.V2
    assert shop.needs == ["Nothing is missing. The buyer can pay."]


def test_a_sale_is_opened_from_the_list_with_what_was_typed_in_it(shop):
    shop.enter(NOTE, "unsent")
    first = shop.state.sale.id
    shop.run("new_v2")
    rows = shop.window.page.sales._list
    rows.setFocus()
    shop.key(Qt.Key.Key_Down)
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert shop.state.sale.id == first
    assert shop.text(NOTE) == "unsent"


def test_signing_the_buyer_out_makes_the_fourth_constraint_appear_and_its_remedy_is_no_field(shop):
    shop.run("sign_out")
    assert shop.needs == ["BuyerNotAssociated", *MISSING]
    assert shop.window.page.request.primary.text() == "Sign a buyer in"
    pages = []
    shop.window.page.answer.page.open = pages.append  # no browser is started here
    shop.click(shop.chip("BuyerNotAssociated"))
    assert pages[0].url.path() == "/signin"
    assert shop.window.page.answer.tab == answer_pane.PAGE
    assert shop.cell(AMOUNT).editor.line.isReadOnly()  # the buyer is at the page
    shop.run("stop_waiting")
    assert not shop.cell(AMOUNT).editor.line.isReadOnly()


def test_a_removed_sale_is_gone_from_the_desk_too(shop):
    first = shop.state.sale.id
    shop.run("new_v2")
    shop.send()
    shop.run("remove_sale")
    assert shop.state.sale.id == first
    shop.enter(NOTE, "x")
    shop.send()
    assert len(shop.window.page.sales.texts()) == 1


# --- Open…, and the pasted return -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tea", "No id was found in this text."),
        ("", "Paste an id, a return URL, curl or JSON."),
        ('{"a": 1,}', "comma"),
        ("https://shop.example/thanks", "carries no amazonCheckoutSessionId"),
    ],
)
def test_open_refuses_with_a_reason_and_keeps_the_text(text, reason, shop):
    before = shop.exchanges
    shop.key(Qt.Key.Key_O, CTRL)
    shop.type(text)
    shop.key(Qt.Key.Key_Return)
    bar = shop.window.sheets.open_bar
    assert bar.isVisible()
    assert reason in bar._problem.text()
    assert "For example: 3f0c7a52" in bar._problem.text().replace("\u200b", "")
    assert bar._text.text() == text
    assert shop.focused is bar._text
    assert shop.exchanges == before


def test_a_live_id_is_refused_before_anything_is_sent(shop):
    before = shop.exchanges
    shop.key(Qt.Key.Key_O, CTRL)
    shop.type("P01-1234567-1234567")
    shop.key(Qt.Key.Key_Return)
    bar = shop.window.sheets.open_bar
    assert bar._problem.text() == (
        "P01-1234567-1234567 is a live id, and Tea shop is not a live profile: "
        "choose a live one first."
    )
    assert bar._text.text() == "P01-1234567-1234567"
    assert shop.exchanges == before


@pytest.mark.parametrize("kind", ["id", "url", "curl", "json"])
def test_open_takes_an_id_a_return_url_curl_and_json(kind, shop):
    session_id = shop.state.sale.session_id
    shop.run("new_v2")
    texts = {
        "id": session_id.upper(),
        "url": f"http://127.0.0.1:1/return?amazonCheckoutSessionId={session_id}",
        "curl": f"curl 'https://pay-api.amazon.com/v1/checkoutSessions/{session_id}'",
        "json": f'{{"checkoutSessionId": "{session_id}"}}',
    }
    shop.key(Qt.Key.Key_O, CTRL)
    shop.paste(texts[kind])
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert shop.state.sale.session_id == session_id
    assert shop.window.sheets.open_bar.isHidden()


@pytest.mark.parametrize(
    ("address", "says"),
    [("{result}?amazonCheckoutSessionId={id}", "The buyer is back."), ("{result}?x=1", "is back")],
)
def test_a_pasted_return_makes_the_console_ask_amazon(address, says, shop):
    shop.fill_all()
    shop.send()
    url = address.format(
        result=shop.parts.console.landing.result_url, id=shop.state.sale.session_id
    )
    shop.run("paste_return")
    shop.paste(url)
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert says in shop.notice
    assert shop.exchanges[-1] == "get_session 200"


def test_a_pasted_return_of_another_session_is_no_success(shop):
    shop.fill_all()
    shop.send()
    before = shop.exchanges
    shop.run("paste_return")
    shop.paste(f"{shop.parts.console.landing.result_url}?amazonCheckoutSessionId=other")
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert "came back with session other" in shop.notice
    assert shop.exchanges == before


@pytest.mark.parametrize(
    "text", ["tea", "javascript:alert(1)", "https://user@payments.amazon.com/"]
)
def test_what_is_no_address_stays_in_its_line(text, shop):
    shop.run("paste_return")
    shop.paste(text)
    shop.key(Qt.Key.Key_Return)
    bar = shop.window.sheets.paste_bar
    assert bar.isVisible()
    assert bar._problem.isVisible()
    assert bar._text.text() == text


def test_a_new_session_shows_its_form_whatever_panel_was_open(fresh):
    side = fresh.window.page.side
    for command in ("new", "new_v2", "new_with_values"):
        fresh.run("faults")
        assert side.name == "faults"
        fresh.run(command)
        assert side.name == ""
        assert side.isAncestorOf(fresh.focused)
