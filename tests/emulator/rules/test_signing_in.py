"""Get Buyer: who stands behind the token that a shop got."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.rules.signing_in import buyer_token
from tests.emulator.shop import Till, code, read


def told(till: Till, *scopes: str) -> dict[str, object]:
    token = buyer_token(till.emulator.world, sample_buyers()[0], scopes)
    answer = till.send("GET", f"buyers/{token}")
    assert answer.status == 200
    found: dict[str, object] = read(answer)
    return found


def test_a_token_tells_who_signed_in(till: Till) -> None:
    found = told(till)
    assert found["buyerId"] == sample_buyers()[0].buyer_id
    assert found["name"] == "Mara Lindqvist"
    assert found["postalCode"] == "97201"
    assert found["shippingAddress"]["city"] == "Portland"  # type: ignore[index]
    assert found["billingAddress"] is None


def test_scopes_limit_what_is_told(till: Till) -> None:
    found = told(till, "email", "billingAddress")
    assert (found["name"], found["shippingAddress"], found["phoneNumber"]) == (None, None, None)
    assert found["email"] == "mara.sandbox@example.test"
    assert found["billingAddress"]["city"] == "Portland"  # type: ignore[index]


def test_a_token_that_nobody_was_given_is_not_found(till: Till) -> None:
    assert code(till.send("GET", "buyers/0123456789abcdef")) == "404 ResourceNotFound"
    till.version = "v1"
    assert code(till.send("GET", "buyers/0123456789abcdef")) == "405 UnsupportedOperation"


def test_tokens_are_remembered(tills: Callable[..., Till]) -> None:
    till, other = tills(), tills()
    token = buyer_token(till.emulator.world, sample_buyers()[1], ["name"])
    other.emulator.restore(till.emulator.save())
    assert read(other.send("GET", f"buyers/{token}"))["name"] == sample_buyers()[1].name


def test_it_takes_no_simulation_code(till: Till) -> None:
    answer = till.send("GET", "buyers/x", x_amz_pay_simulation_code="Declined")
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"
