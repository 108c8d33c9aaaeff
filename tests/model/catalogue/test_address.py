"""An address has the same parts wherever it stands; only its place and its use differ."""

from __future__ import annotations

from apay_console.model.catalogue.address import address, address_to_send
from apay_console.model.fields import When


def test_an_address_that_amazon_fills_is_never_set() -> None:
    rows = address("shippingAddress", "shippingAddress")
    assert {row.when for row in rows} == {When.NEVER}
    assert [row.v1 for row in rows] == [row.v2 for row in rows]


def test_an_address_that_v1_lacks_has_no_place_there() -> None:
    assert {row.v1 for row in address("billingAddress", None)} == {None}


def test_only_an_address_to_send_joins_district_and_county() -> None:
    given = {row.name for row in address_to_send("a", "Delivery")}
    filled = {row.name for row in address("a", "a")}
    assert given - filled == {"a.districtOrCounty"}
    assert filled - given == {"a.county", "a.district"}


def test_a_country_is_named_by_its_code() -> None:
    (country,) = [row for row in address("a", "a") if row.name == "a.countryCode"]
    assert country.kind.parse(" DE ") == "DE"
    assert country.kind.example == "US"
