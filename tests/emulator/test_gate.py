"""Every SDK gets in; whatever is forged, stale or malformed is refused with Amazon's own answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apay_console.model.profile import Region
from tests.emulator.gate_parts import PATH, ask, patched
from tests.emulator.shop import NOW, STYLES, Style, Till, code, read


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_each_sdk_gets_in(tills: Callable[..., Till], style: Style, version: str) -> None:
    till = tills(version=version)
    till.shop.style = style
    number = read(till.create())["checkoutSessionId"]
    assert till.get(number).status == 200
    assert till.update(number, {"platformId": "A1"}).status == 200


def test_the_amazon_host_and_the_emulator_s_own_are_both_right(till: Till) -> None:
    for host in ("pay-api.amazon.com", "pay-api.amazon.com:443", "127.0.0.1:8098", "localhost"):
        asked = till.shop.ask("GET", PATH, x_amz_pay_host=host)
        assert code(till.emulator.handle(asked)) == "404 ResourceNotFound"


@pytest.mark.parametrize(
    "host", ["pay-api.amazon.eu", "shop.example", "", "127.0.0.1.evil.example"]
)
def test_a_host_of_another_region_is_refused(till: Till, host: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_host=host)
    assert till.emulator.handle(asked).status == 400


@pytest.mark.parametrize("region", ["na", "NA", "us", "eu", "jp"])
def test_regions_are_read_in_any_case(till: Till, region: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_region=region, x_amz_pay_host="127.0.0.1")
    assert code(till.emulator.handle(asked)) == "404 ResourceNotFound"


def test_an_unknown_region_is_refused(till: Till) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_region="mars")
    assert code(till.emulator.handle(asked)) == "400 InvalidHeaderValue"


@pytest.mark.parametrize(
    ("name", "v1", "v2"),
    [
        ("authorization", "MissingHeaderValue", "MissingHeader"),
        ("accept", "MissingHeaderValue", "MissingHeader"),
        ("content-type", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-date", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-host", "MissingHeaderValue", "MissingHeader"),
        ("x-amz-pay-region", "MissingHeaderValue", "MissingHeader"),
    ],
)
def test_a_missing_header_is_named(till: Till, name: str, v1: str, v2: str) -> None:
    for version, expected in (("v1", v1), ("v2", v2)):
        asked = till.shop.ask("GET", PATH.replace("v2", version))
        answer = till.emulator.handle(patched(asked, **{name: None}))
        assert code(answer) == f"400 {expected}"
        assert name in read(answer)["message"]
        answer = till.emulator.handle(patched(asked, **{name: ""}))
        assert code(answer) == "400 MissingHeaderValue"


@pytest.mark.parametrize("media", ["text/plain", "text/html", "application/xml", "json"])
@pytest.mark.parametrize("name", ["accept", "content-type"])
def test_other_media_are_refused(till: Till, name: str, media: str) -> None:
    asked = till.shop.ask("GET", PATH, **{name.replace("-", "_"): media})
    assert code(till.emulator.handle(asked)) == "400 InvalidHeaderValue"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "404 ResourceNotFound"),
        (-900, "404 ResourceNotFound"),
        (-901, "400 InvalidHeaderValue"),
        (300, "404 ResourceNotFound"),
        (301, "400 InvalidHeaderValue"),
    ],
)
def test_dates_are_judged_by_the_machine_s_clock(till: Till, seconds: int, expected: str) -> None:
    till.emulator.advance(86_400)  # the emulator's own clock does not count here
    till.shop.clock = lambda: NOW + seconds
    assert code(till.emulator.handle(till.shop.ask("GET", PATH))) == expected


@pytest.mark.parametrize(
    "date",
    [
        "20250230T000000Z",
        "2025-06-10T085001Z",
        "20250610T08:50:01Z",
        "20250610T085001",
        "20250610t085001z",
        "1749545401",
        "\u0662\u0660\u0662\u06650610T085001Z",  # digits of another script
        "20250610T085001Z ",
    ],
)
def test_dates_of_no_sdk_are_refused(till: Till, date: str) -> None:
    asked = till.shop.ask("GET", PATH, x_amz_pay_date=date)
    assert till.emulator.handle(asked).status in {400, 403}
    assert code(till.emulator.handle(asked)) != "404 ResourceNotFound"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8098", "127.0.0.1.evil.example", "", "pay-api.amazon.de"]
)
def test_p37_a_rebound_name_is_refused(till: Till, host: str) -> None:
    assert ask(till, host=host) == "400 InvalidHeaderValue"


def test_the_port_of_the_host_does_not_count(till: Till) -> None:
    for host in ("127.0.0.1:1", "localhost", "LOCALHOST:443", "pay-api.amazon.jp"):
        assert ask(till, host=host) == "404 ResourceNotFound"


@pytest.mark.parametrize("origin", ["https://shop.example", "null", "http://127.0.0.1:3000"])
def test_p37_scripts_of_foreign_pages_are_refused(till: Till, origin: str) -> None:
    assert ask(till, origin=origin) == "403 UnauthorizedAccess"


@pytest.mark.parametrize("region", list(Region))
def test_each_region_has_its_own_host(till: Till, region: Region) -> None:
    till.shop.region = region
    assert code(till.emulator.handle(till.shop.ask("GET", PATH))) == "404 ResourceNotFound"
