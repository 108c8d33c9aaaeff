"""The control side does what it is told by whoever has the token, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.control.table import CONTROLS
from apay_console.emulator.front import Front
from apay_console.emulator.wire import Asked
from tests.emulator.browsing import document
from tests.emulator.orders import TOKEN, control
from tests.emulator.shop import Till, code, read


@pytest.mark.parametrize("row", CONTROLS, ids=lambda row: row.path)
@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "ü"])
def test_p37_every_call_needs_the_token(till: Till, row: Any, token: str) -> None:
    path = row.path.replace("{checkoutSessionId}", till.new())
    before = list(till.emulator.save())
    answer = control(till, path, {}, method=row.method, token=token)
    assert code(answer) == "401 UnauthorizedAccess"
    assert list(till.emulator.save()) == before


@pytest.mark.parametrize("authorization", ["", TOKEN, f"Basic {TOKEN}"])
def test_the_token_is_a_bearer_s(till: Till, authorization: str) -> None:
    headers = (("host", "localhost"), ("authorization", authorization))
    answer = Front(till.emulator, TOKEN).handle(Asked("GET", "/_emulator/state", headers))
    assert code(answer) == "401 UnauthorizedAccess"


def test_without_a_token_of_its_own_it_answers_nobody(till: Till) -> None:
    headers = (("host", "localhost"), ("authorization", "Bearer "))
    answer = Front(till.emulator).handle(Asked("GET", "/_emulator/state", headers))
    assert code(answer) == "401 UnauthorizedAccess"


def test_it_says_where_the_token_stands(till: Till) -> None:
    assert "adminToken" in read(control(till, "state", token=""))["message"]
    headers = (("host", "localhost"), ("authorization", "Bearer x"))
    closed = Front(till.emulator).handle(Asked("GET", "/_emulator/state", headers))
    assert read(closed)["message"].startswith("The window has these commands")


def test_where_nothing_is_the_list_is_named(till: Till) -> None:
    assert "GET /_emulator/ lists" in read(control(till, "nothing"))["message"]


def test_what_needs_no_body_can_be_asked_without_one(till: Till) -> None:
    number = till.new()
    headers = (("host", "localhost"), ("authorization", f"Bearer {TOKEN}"))
    asked = Asked("POST", "/_emulator/reset", headers)
    assert Front(till.emulator, TOKEN).handle(asked).status == 200
    assert code(till.get(number)) == "404 ResourceNotFound"


def test_unknown_paths_and_methods_are_told_to_the_token_only(till: Till) -> None:
    assert code(control(till, "nothing")) == "404 ResourceNotFound"
    assert code(control(till, "sign-in/a/b", {})) == "404 ResourceNotFound"
    assert code(control(till, "state", {})) == "405 RequestNotSupported"
    assert code(control(till, "nothing", token="wrong")) == "401 UnauthorizedAccess"
    assert code(control(till, "openapi", method="GET", token="")) == "401 UnauthorizedAccess"


def test_p37_only_json_is_taken(till: Till) -> None:
    answer = control(till, "reset", {}, **{"content-type": "text/plain"})
    assert answer.status == 415
    front = Front(till.emulator, TOKEN)
    headers = (
        ("host", "localhost"),
        ("authorization", f"bearer {TOKEN}"),
        ("content-type", "application/json; charset=utf-8"),
    )
    assert front.handle(Asked("POST", "/_emulator/reset", headers)).status == 200
    broken = Asked("POST", "/_emulator/reset", headers, b'{"a":')
    assert code(front.handle(broken)) == "400 InvalidRequestFormat"


def test_the_state_tells_everything(till: Till) -> None:
    number = till.ready()
    till.update(number, {"platformId": None})
    found = read(control(till, "state"))
    assert found["session"][number]["buyer"] == "mara"
    assert found["now"] == "20250610T085001Z"
    assert "emulator's choice" in found["notes"][0]["text"]


def test_the_state_names_each_kind_of_object_even_before_there_is_one(till: Till) -> None:
    found = read(control(till, "state"))
    assert [found[kind] for kind in ("session", "permission", "charge", "refund")] == [{}] * 4


def test_an_unknown_buyer_is_answered_with_those_there_are(till: Till) -> None:
    answer = control(till, f"sign-in/{till.new()}", {"buyer": "nobody"})
    assert "buyer is one of mara, dale, " in read(answer)["message"]


def test_a_reset_forgets_everything(till: Till) -> None:
    number = till.new()
    control(till, "faults", {"status": 500})
    assert control(till, "reset", {}).status == 200
    assert code(till.get(number)) == "404 ResourceNotFound"


def test_buyers_can_be_signed_in(till: Till) -> None:
    number = till.new()
    assert control(till, f"sign-in/{number}", {"buyer": "jonas"}).status == 200
    assert read(till.get(number))["buyer"]["name"] == "Jonas Abel"
    assert control(till, f"sign-in/{number}", {"productType": "PayOnly"}).status == 200
    assert read(till.get(number))["productType"] == "PayOnly"
    assert code(control(till, f"sign-in/{number}", {"buyer": "x"})) == "400 InvalidParameterValue"
    assert code(control(till, "sign-in/none", {})) == "404 ResourceNotFound"


def test_the_next_buyer_can_be_told_what_to_do(till: Till) -> None:
    for word in ("approve", "decline", "cancel", "0701", ""):
        assert control(till, "buyer", {"next": word}).status == 200
        assert till.emulator.settings.next_decision == word
    assert code(control(till, "buyer", {"next": "steal"})) == "400 InvalidParameterValue"
    assert code(control(till, "buyer", {})) == "400 InvalidParameterValue"


def test_the_page_needs_no_token_and_shows_no_buyer(till: Till) -> None:
    till.ready()
    headers = (("host", "localhost"),)
    page = Front(till.emulator, TOKEN).handle(Asked("GET", "/_emulator/", headers))
    text = document(page).text
    assert page.status == 200
    assert "Sessions 1 Open 1" in text
    assert "SANDBOX-SHOP0KEY" in text
    assert "Mara" not in text
    assert TOKEN not in text


def test_the_root_leads_to_the_page(till: Till) -> None:
    answer = Front(till.emulator).handle(Asked("GET", "/", (("host", "localhost"),)))
    assert (answer.status, dict(answer.headers)["location"]) == (303, "/_emulator/")
