"""A proxy is a host and a port; whatever else an address could carry is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.proxy import EXAMPLE, read_proxy, shown


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("", ""),
        (EXAMPLE, EXAMPLE),
        ("HTTP://Proxy.Example:8080/", "http://proxy.example:8080"),
        ("http://10.0.0.1:80", "http://10.0.0.1:80"),
        ("http://[::1]:3128", "http://[::1]:3128"),
    ],
)
def test_a_host_and_a_port_are_taken(text: str, proxy: str) -> None:
    assert read_proxy(text) == proxy
    assert read_proxy(proxy) == proxy
    assert shown(proxy) == proxy.removeprefix("http://")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("proxy.example:3128", "begins with http://"),
        ("https://proxy.example:3128", "begins with http://"),
        ("socks5://proxy.example:1080", "begins with http://"),
        ("http://proxy.example", "port, too"),
        ("http://proxy.example:", "port, too"),
        ("http://proxy.example:0", "no number from 1"),
        ("http://proxy.example:65536", "no number from 1"),
        ("http://proxy.example:80/pac", "ends after the port"),
        ("http://proxy.example:80?x", "ends after the port"),
        ("http://proxy.example:80#", "ends after the port"),
        ("http://:3128", "host is missing"),
        ("http://proxy. example:80", "no blanks"),
        ("http://pr\u043exy.example:80", "ASCII"),
        ("http://[::1:80", "cannot be read"),
    ],
)
def test_anything_else_is_refused_with_its_reason_and_an_example(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        read_proxy(text)
    assert refused.value.example == EXAMPLE


@pytest.mark.parametrize("text", ["http://mara:canary@proxy.example:80", "canary@proxy.example"])
def test_a_password_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(Invalid, match="asks for neither") as refused:
        read_proxy(text)
    assert "canary" not in str(refused.value)


@given(st.one_of(st.text(max_size=60), st.text(max_size=40).map("http://{}:80".format)))
def test_what_is_taken_names_no_user_and_leads_nowhere_else(text: str) -> None:
    try:
        proxy = read_proxy(text)
    except Invalid:
        return
    assert not proxy or shown(proxy).rpartition(":")[2].isdigit()
    assert not set(proxy) & set("@?# \\\r\n")
