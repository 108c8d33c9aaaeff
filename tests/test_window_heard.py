"""What happens in the window away from the keyboard is heard: found, copied, changed, deleted."""

from __future__ import annotations

from tests.sale_parts import AMOUNT
from tests.window_keys import go, heard, press
from tests.window_parts import Shop, quick, shop, until

__all__ = ["heard", "quick", "shop"]


def test_how_many_places_are_found_in_an_answer_is_heard(shop: Shop, heard: list[str]) -> None:
    press(shop, "Ctrl+F")
    shop.type("constraintId")
    press(shop, "F3")
    assert heard[-2:] == ["Match 1 of 3", "Match 2 of 3"]
    shop.type("x")
    assert heard[-1].startswith("No match in ")
    press(shop, "Escape")


def test_what_is_wrong_with_a_path_is_heard(shop: Shop, heard: list[str]) -> None:
    press(shop, "Ctrl+F")
    go(shop, "Find by JSONPath")
    press(shop, "Space")
    shop.type("$.a[?# > 0]")
    until(lambda: [words for words in heard if "column 6" in words], "the problem")
    go(shop, "Find by JSONPath")
    press(shop, "Space")
    press(shop, "Escape")


def test_a_copied_value_is_heard(shop: Shop, heard: list[str]) -> None:
    go(shop, "The answer as a tree")
    press(shop, "Ctrl+C")
    press(shop, "Ctrl+5")
    go(shop, "Copy: 1")
    press(shop, "Space")
    assert heard == ["Copied for 30 seconds.", "Signature", "Copied for 30 seconds."]
    press(shop, "Ctrl+1")


def test_the_view_that_is_turned_to_is_heard_once(shop: Shop, heard: list[str]) -> None:
    press(shop, "Ctrl+4")
    press(shop, "Ctrl+4")
    assert heard == ["Raw"]
    go(shop, "Views of the answer")
    press(shop, "Home")
    press(shop, "Ctrl+1")
    assert heard == ["Raw"]


def test_a_change_that_is_gone_to_from_elsewhere_is_heard(shop: Shop, heard: list[str]) -> None:
    shop.enter(AMOUNT, "17.00")
    shop.send()
    heard.clear()
    press(shop, "F8")
    assert heard[-1].startswith("1 of ")
    assert "paymentDetail" in heard[-1]
    press(shop, "F5")
    press(shop, "F8")
    assert heard[-1].startswith("Nothing changed since ")
    press(shop, "Ctrl+1")


def test_in_the_history_what_is_found_and_deleted_is_heard(shop: Shop, heard: list[str]) -> None:
    press(shop, "Ctrl+H")
    assert heard == []
    press(shop, "Ctrl+F")
    shop.type("17.00")
    press(shop, "Return")
    assert " of " in heard[-1]
    assert heard[-1].endswith(" exchanges")
    go(shop, "Every exchange")
    press(shop, "Del")
    assert "cannot be brought back" in heard[-1]
    press(shop, "Tab")
    press(shop, "Space")
    assert "One exchange was deleted." in heard
    go(shop, "Clear")
    press(shop, "Space")
    press(shop, "Escape")


def test_what_a_pasted_text_holds_is_heard_once(shop: Shop, heard: list[str]) -> None:
    press(shop, "Ctrl+Shift+V")
    shop.paste('{"merchantMetadata":{"noteToBuyer":"Thank you"}}')
    shop.type(" ")
    assert len([words for words in heard if "fields for this form: 1" in words]) == 1
    press(shop, "Ctrl+A")
    press(shop, "Del")
    press(shop, "Escape")


def test_what_the_doctor_found_is_heard(shop: Shop, heard: list[str]) -> None:
    shop.run("doctor")
    shop.type("GET /v2/checkoutSessions/x HTTP/1.1\nhost: pay-api.amazon.com\n\n")
    press(shop, "Ctrl+Return")
    assert len(heard) == 1
    press(shop, "Escape")
