"""The doctor's work grows as its input does: counted, whatever else the machine does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.doctor.captured import read
from apay_console.doctor.examining import examine
from apay_console.emulator.gate import _check_signed
from apay_console.emulator.wire import Asked
from apay_console.model.profile import Algorithm
from apay_console.signing import Authorization
from tests.doctor.conftest import as_curl, as_http, request_of
from tests.work import lines_of

FEW, MANY = 250, 1_000  # a fourfold input


@pytest.fixture(scope="module")
def asked(private_key: RSAPrivateKey) -> Asked:
    return request_of(private_key)


def curl_headers(asked: Asked, count: int) -> bytes:
    return as_curl(asked) + b"".join(b" -H 'x%d: y'" % number for number in range(count))


def curl_flags(asked: Asked, count: int) -> bytes:
    return as_curl(asked) + b" -s --compressed" * count


def curl_bodies(asked: Asked, count: int) -> bytes:
    return as_curl(asked) + b" -d 'a'" * count


def curl_quotes(asked: Asked, count: int) -> bytes:
    return as_curl(asked) + b" -H x:" + b"'a'\\''b'\"c\"" * count


def http_headers(asked: Asked, count: int) -> bytes:
    more = b"".join(b"x%d: y\r\n" % number for number in range(count))
    return as_http(asked).replace(b"accept:", more + b"accept:", 1)


def query(asked: Asked, count: int) -> bytes:
    more = b"&".join(b"a%d=%%41" % number for number in range(count))
    return as_http(asked).replace(b" HTTP", b"?" + more + b" HTTP", 1)


def body(asked: Asked, count: int) -> bytes:
    more = b",".join(b'"a%d":[1]' % number for number in range(count))
    return as_http(replace(asked, body=b"{" + more + b"}"))


SHAPES = [curl_headers, curl_flags, curl_bodies, curl_quotes, http_headers, query, body]


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_input_is_four_times_the_work(
    asked: Asked, shape: Callable[[Asked, int], bytes], private_key: RSAPrivateKey
) -> None:
    def work(count: int) -> int:
        data = shape(asked, count)
        return lines_of(lambda: examine(read(data), private_key.public_key(), None))

    work(1)  # what is made once
    assert work(MANY) < 4.4 * work(FEW)


class Name(str):
    """A header's name that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Name.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


@pytest.fixture
def compared() -> Iterator[type[Name]]:
    Name.compared = 0
    yield Name
    Name.compared = 0


def test_signed_headers_are_counted_in_one_go(compared: type[Name]) -> None:
    names = [f"x{number}" for number in range(MANY)]
    pairs = tuple((compared(name), "y") for name in [*names, "other", "other"])
    asked = Asked("GET", "/", pairs)
    _check_signed(asked, dict(pairs), Authorization(Algorithm.PSS_V2, "id", ";".join(names), ""))
    assert compared.compared < 10 * MANY


def test_60000_headers_of_a_curl_line_are_read(asked: Asked) -> None:
    found = read(curl_headers(asked, 60_000))
    assert len(found.headers) == len(asked.headers) + 60_000
