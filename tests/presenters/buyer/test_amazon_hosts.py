"""A buyer's page is opened at Amazon's hosts and at nobody else's."""

from __future__ import annotations

import pytest

from apay_console.model.profile import Region
from apay_console.presenters.buyer.amazon_hosts import HOSTS, is_amazons


@pytest.mark.parametrize("region", list(Region))
def test_p28_every_host_of_a_page_lies_in_one_of_amazons_domains(region: Region) -> None:
    assert len(HOSTS[region]) >= 5
    for host in HOSTS[region]:
        assert is_amazons(host), host


@pytest.mark.parametrize(
    "host",
    [
        "amazon.com",
        "www.amazon.es",
        "pay.amazon.eu",
        "x.y.amazon.dev",
        "static.payments-amazon.com",
        "m.media-amazon.com",
    ],
)
def test_a_part_of_a_page_may_come_from_amazons_domains(host: str) -> None:
    assert is_amazons(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.test",
        "amazon.com.evil.test",
        "evilamazon.com",
        "amazon.dev.test",
        "amazon.com.",
        "payments-amazon.com.test",
        "xpayments-amazon.com",
        "AMAZON.COM",
    ],
)
def test_a_name_like_amazons_is_not_amazons(host: str) -> None:
    assert not is_amazons(host)
