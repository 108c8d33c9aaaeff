"""Ids that an answer made up are shown, and followed to no other path."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from apay_console.model.json_text import write
from tests.api.faults import FaultServer, answering
from tests.sale_parts import session_body
from tests.test_window_text import amazon
from tests.test_window_tree_links import click
from tests.window_later_parts import REFUND, sold
from tests.window_parts import Shop, quick, shop

__all__ = ["amazon", "quick", "shop"]

# What a server may ask the next request to be about.
IDS = {
    "endless": "S01-1234567-1234567-C" + "1" * 10_000,
    "another path": "../../v2/refunds",
    "another path, escaped": "S01-1%2F..%2F..%2Frefunds",
    "dots": "..",
    "a query": "S01-1?x=1",
    "another line": "S01-1 HTTP/1.1\r\nhost: evil.example\r\n\r\nGET /",
    "turned round": "\u202eS01-1234567-1234567-C123456\u2066",
    "an object": {"$ref": "S01-1"},
}
TARGET = re.compile(
    r"(?:GET|POST|PATCH|DELETE) (?:/sandbox)?/v[12]/"
    r"(?:checkoutSessions|chargePermissions|charges|refunds)"
    r"(?:/[A-Za-z0-9-]{1,128}(?:/[a-z]+)?)? HTTP/1\.1"
)
FOLLOWING = (
    "get", "charge", "send", "capture", "send", "refund", "send", "cancel_charge", "send",
    "close_permission", "send", "read_other", "next_object", "get", "complete", "finalize", "send",
)  # fmt: skip


def assert_paths(amazon: FaultServer) -> None:
    """Whatever was asked for, it was at a path that Amazon documents, on this host."""
    for request in amazon.requests:
        head = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        assert TARGET.fullmatch(head[0]), head[0][:200]
        hosts = [line for line in head if line.lower().startswith("host:")]
        assert hosts == [f"Host: 127.0.0.1:{amazon.port}"]


@pytest.mark.parametrize("name", IDS)
def test_an_answers_ids_are_followed_to_no_other_path(
    name: str, shop: Shop, amazon: FaultServer
) -> None:
    hostile = IDS[name]
    own = shop.state.sale.session_id
    ids = {"checkoutSessionId": own, "chargePermissionId": hostile, "chargeId": hostile}
    ended = {"statusDetails.state": "Completed"}
    amazon.behaviour = answering(200, write(session_body(values={**ids, **ended})))
    shop.run("get")
    for path in (("chargeId",), ("chargePermissionId",)):
        if isinstance(hostile, str):
            click(shop, *path)
    follow(shop)
    assert_paths(amazon)
    assert len(amazon.requests) > 1


def follow(shop: Shop) -> None:
    """Run whatever is about an object of the sale, and can be run."""
    for command in FOLLOWING:
        if shop.window.commands[command].isEnabled():
            shop.run(command)
    QApplication.processEvents()
    assert shop.window.width() == 1440


@pytest.mark.parametrize("name", IDS)
def test_a_session_that_is_made_under_such_an_id_is_followed_to_no_other_path(
    name: str, shop: Shop, amazon: FaultServer
) -> None:
    body = session_body(values={"checkoutSessionId": IDS[name]})
    amazon.behaviour = answering(201, write(body))
    shop.run("new_v1")
    shop.send()
    follow(shop)
    assert_paths(amazon)
    if isinstance(IDS[name], str):
        assert shop.said.startswith("Not sent. ")
        assert shop.said.endswith("Your values are kept.")


def later_body(hostile: object, charge: str) -> dict[str, object]:
    amount = {"amount": "5.00", "currencyCode": "USD"}
    return {
        "refundId": hostile,
        "chargeId": charge,
        "refundAmount": amount,
        "statusDetails": {"state": "RefundInitiated"},
    }


@pytest.mark.parametrize("name", ["endless", "another path"])
def test_a_refund_that_is_made_under_such_an_id_is_followed_to_no_other_path(
    name: str, shop: Shop
) -> None:
    sold(shop)
    shop.run("capture")
    shop.send()
    charge = next(one.id for one in shop.state.objects if "-C" in one.id)
    with FaultServer(answering(201, write(later_body(IDS[name], charge)))) as amazon:
        shop.parts.console.host.base_url, real = amazon.url, shop.parts.console.host.base_url
        shop.run("refund")
        shop.enter(REFUND, "5.00")
        shop.send()
        follow(shop)
        shop.parts.console.host.base_url = real
    assert_paths(amazon)
    assert amazon.requests[0].startswith(b"POST /v2/refunds HTTP/1.1")
