"""What is inside this computer and this network is told from the internet."""

from __future__ import annotations

import pytest

from apay_console.presenters.buyer.addresses import is_inner


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.9.9.9",
        "127.0.0.1.",
        "10.0.0.1",
        "192.168.0.1",
        "172.16.3.4",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "printer.local",
        "intranet",
        "router.lan",
        "x.internal",
        "nas.home.arpa",
        "",
    ],
)
def test_this_computer_and_this_network_are_inner(host: str) -> None:
    assert is_inner(host)


@pytest.mark.parametrize(
    "host",
    ["payments.amazon.com", "8.8.8.8", "2606:4700::1111", "[2606:4700::1111]", "a.localhost.test"],
)
def test_the_internet_is_not_inner(host: str) -> None:
    assert not is_inner(host)
