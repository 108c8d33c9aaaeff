"""Each address that could mislead is refused with its reason, or opened as what it really is."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QUrl

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place, admit, encoded, host_of
from apay_console.presenters.buyer.amazon_hosts import HOSTS
from tests.presenters.gate_of_addresses import AMAZON, EMULATOR, OURS, refusal

HOST = "https://payments.amazon.com"


def opened(text: str) -> str:
    return encoded(admit(text, AMAZON))


@pytest.mark.parametrize("host", sorted(HOSTS[Region.NA]))
def test_b62_each_listed_host_opens(host: str) -> None:
    assert opened(f"https://{host}/a?b=c#d") == f"https://{host}/a?b=c#d"


@pytest.mark.parametrize("scheme", ["http", "HTTP"])
def test_b63_without_encryption_nothing_opens(scheme: str) -> None:
    said = refusal(f"{scheme}://payments.amazon.com/")
    assert said == "Amazon's pages begin with https://, not with http://."


@pytest.mark.parametrize("end", ["@evil.test/", ":443@evil.test/", "%2f@evil.test/"])
def test_b64_a_listed_host_that_is_a_user_name_is_refused_with_the_real_host(end: str) -> None:
    assert refusal(HOST + end) == ("An address must not name a user before its host, evil.test.")


@pytest.mark.parametrize("user", ["user:pw", "user", ":", ""])
def test_b65_an_address_with_a_user_is_refused_and_says_nothing_of_the_password(user: str) -> None:
    said = refusal(f"https://{user}@payments.amazon.com/")
    assert said == "An address must not name a user before its host, payments.amazon.com."


def test_b65_a_user_before_no_host_is_refused_too() -> None:
    assert refusal("https://user@/") == "An address must not name a user before its host, ?."


@pytest.mark.parametrize(
    "host",
    ["payments.amazon.com.evil.test", "notpayments.amazon.com", "payments.amazon.co", "evil.test"],
)
def test_b66_a_host_that_only_looks_like_a_listed_one_is_refused_by_name(host: str) -> None:
    said = refusal(f"https://{host}/")
    assert said == f"{host} is not one of Amazon Pay's hosts in this region."


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.test\\@payments.amazon.com/",
        "https://payments.amazon.com\\@evil.test/",
        "https:\\\\payments.amazon.com\\",
        f"{HOST}/a\\b",
    ],
)
def test_b67_a_backslash_is_refused_wherever_it_stands(text: str) -> None:
    assert refusal(text) == "An address cannot hold the character U+005C."


@pytest.mark.parametrize("end", ["%2eevil.test", "%2Fevil.test", "%00", "%"])
def test_b68_a_percent_sign_in_the_host_is_refused(end: str) -> None:
    assert refusal(f"{HOST}{end}/") == "This address can be read in two ways, so it is not opened."


@pytest.mark.parametrize("dot", ["\u3002", "\uff0e", "\uff61"])
def test_b69_a_foreign_full_stop_in_the_host_is_refused_with_the_real_host(dot: str) -> None:
    said = refusal(f"{HOST}{dot}evil.test/")
    real = "payments.amazon.com.evil.test"
    assert said == f"The host holds letters outside ASCII; it is really {real}."


@pytest.mark.parametrize(
    ("host", "real"),
    [
        ("p\u0430yments.amazon.com", "xn--pyments-2fg.amazon.com"),
        ("b\u00fccher.test", "xn--bcher-kva.test"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
    ],
)
def test_b70_letters_of_other_scripts_are_refused_and_shown_in_ascii(host: str, real: str) -> None:
    said = refusal(f"https://{host}/")
    assert real in said
    assert said.isascii()


@pytest.mark.parametrize(("sign", "code"), [("\t", "0009"), ("\n", "000A"), ("\r", "000D")])
@pytest.mark.parametrize("typed", [False, True])
def test_b71_a_tab_or_newline_inside_is_refused(sign: str, code: str, typed: bool) -> None:
    said = refusal(f"https://payments.am{sign}azon.com/", typed=typed)
    assert said == f"An address cannot hold the character U+{code}."


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0", "\ufeff"])
def test_b72_a_blank_in_front_is_refused_of_amazon_and_trimmed_of_a_person(blank: str) -> None:
    assert "cannot hold the character U+" in refusal(f"{blank}{HOST}/")
    assert encoded(admit(f"\t {HOST}/ \n", AMAZON, typed=True)) == f"{HOST}/"
    assert "U+0020" in refusal(f"{HOST}/ x", typed=True)


@pytest.mark.parametrize(
    "text",
    [
        "https:payments.amazon.com",
        "https:///payments.amazon.com",
        "https://",
        "https:",
        "//payments.amazon.com/x",
        "payments.amazon.com",
        "/x",
        "?x",
    ],
)
def test_b73_without_a_host_nothing_opens(text: str) -> None:
    assert refusal(text).startswith("The host is missing;")


def test_b74_capitals_are_written_small_and_a_dot_at_the_end_is_refused() -> None:
    assert opened("HTTPS://PAYMENTS.AMAZON.COM/A") == f"{HOST}/A"
    assert refusal("HTTPS://PAYMENTS.AMAZON.COM./") == "A host does not end with a dot."


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        ("8443", "Amazon's pages use no other port; this one is 8443."),
        ("80", "Amazon's pages use no other port; this one is 80."),
        ("1", "Amazon's pages use no other port; this one is 1."),
        ("99999", "This address cannot be read; is its port right?"),
        ("-1", "This address cannot be read; is its port right?"),
        ("4 43", "An address cannot hold the character U+0020."),
        ("x", "This address cannot be read; is its port right?"),
    ],
)
def test_b75_another_port_is_refused(port: str, reason: str) -> None:
    assert refusal(f"{HOST}:{port}/") == reason


@pytest.mark.parametrize("port", ["443", ""])
def test_b75_the_usual_port_is_left_out(port: str) -> None:
    assert opened(f"{HOST}:{port}/") == f"{HOST}/"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1", "0", "134744072", "8.8"]
)
def test_b76_a_host_as_a_number_is_refused(host: str) -> None:
    said = refusal(f"https://{host}/")
    assert said == "This address can be read in two ways, so it is not opened."


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "192.168.0.1", "169.254.169.254"])
def test_b76_an_address_of_this_network_is_refused(host: str) -> None:
    assert refusal(f"https://{host}/") == (
        f"{host} is not a page of Amazon but a place in this network."
    )


@pytest.mark.parametrize("host", ["[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[::]"])
def test_b77_an_ipv6_address_of_this_network_is_refused(host: str) -> None:
    assert "is not a page of Amazon but a place in this network" in refusal(f"https://{host}/")


@pytest.mark.parametrize(("host", "reason"), [("[2600::1]", "is not one of"), ("[::1", "read")])
def test_b77_no_other_ipv6_address_is_amazons(host: str, reason: str) -> None:
    assert reason in refusal(f"https://{host}/")


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{scheme}://payments.amazon.com/"
            for scheme in ("file", "qrc", "chrome", "blob", "intent", "ftp", "wss", "devtools")
        ),
        "javascript:alert(1)",
        "data:text/html,x",
        f"blob:{HOST}/x",
        f"view-source:{HOST}/",
        "about:blank",
        "mailto:a@payments.amazon.com",
        "JaVaScRiPt:alert(1)//https://payments.amazon.com/",
    ],
)
def test_b78_no_other_scheme_opens(text: str) -> None:
    scheme = text.partition(":")[0].lower()
    assert refusal(text) == f"Pages of the kind “{scheme}:” are not opened here."


def test_b78_of_a_long_scheme_40_letters_are_quoted() -> None:
    assert refusal(f"{'x' * 50}:y") == f"Pages of the kind “{'x' * 40}:” are not opened here."


@pytest.mark.parametrize(
    ("tail", "length"),
    [("x" * 1_000_000, 1_000_028), ("?" + "&".join(["a=1"] * 10_000), 40_028)],
)
def test_b79_an_endless_address_is_refused_with_its_length(tail: str, length: int) -> None:
    assert refusal(f"{HOST}/{tail}") == (
        f"This address has {length} characters; 4096 are the most."
    )


def test_b79_the_longest_address_opens_and_one_more_character_does_not() -> None:
    longest = f"{HOST}/".ljust(4096, "x")
    assert opened(longest) == longest
    assert "4097" in refusal(longest + "x")


@pytest.mark.parametrize(
    ("sign", "code"),
    [("\u202e", "202E"), ("\u200b", "200B"), ("\x00", "0000"), ("\ud800", "D800")],
)
def test_b80_what_is_not_seen_or_turns_the_text_is_refused(sign: str, code: str) -> None:
    assert refusal(f"{HOST}/{sign}gpj") == f"An address cannot hold the character U+{code}."


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("%0d%0aSet-Cookie:x", "%0D%0ASet-Cookie:x"),
        ("%E2%80%AEgpj", "%E2%80%AEgpj"),
        ("ü?ü", "%C3%BC?%C3%BC"),
    ],
)
def test_b80_what_is_encoded_opens_and_is_shown_encoded(path: str, written: str) -> None:
    assert opened(f"{HOST}/{path}") == f"{HOST}/{written}"


def test_b80_an_escape_that_is_none_is_refused() -> None:
    assert "two ways" in refusal(f"{HOST}/%zz")


@pytest.mark.parametrize("tail", ["?u=@evil.test", "#@evil.test", "?u=@evil#@evil", "/@evil.test"])
def test_b81_an_at_sign_behind_the_host_changes_no_host(tail: str) -> None:
    url = admit(f"{HOST}/{tail}", AMAZON)
    assert host_of(url) == urlsplit(encoded(url)).hostname == "payments.amazon.com"
    assert encoded(url) == f"{HOST}/{tail}"


@pytest.mark.parametrize(
    "text",
    [
        "http://0.0.0.0:8098/",
        "http://192.168.1.7:8098/",
        "http://127.0.0.1:8099/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8098/",
        "http://localhost:8098/",
        "http://[::1]:8098/",
        f"{HOST}/",
    ],
)
def test_b85_the_emulator_is_one_origin_exactly(text: str) -> None:
    site = text.rstrip("/")
    assert refusal(text, EMULATOR) == f"{site} is not the emulator in use, {OURS}."


@pytest.mark.parametrize(
    "base", ["http://0.0.0.0:8098", "http://192.168.1.7:8098", "http://a.test", "http://[::]:8098"]
)
def test_b85_an_emulator_elsewhere_is_refused(base: str) -> None:
    said = refusal(f"{base}/x", Place(Environment.EMULATOR, Region.NA, base))
    assert said == (f"An emulator runs on this computer (127.0.0.1), not at {host_of(QUrl(base))}.")
