"""A request of the past signed afresh: the same request, another date, and nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.errors import NoKey, say
from apay_console.model.exchange import Exchange, Sent
from apay_console.model.profile import Profile
from tests.api.faults import answering
from tests.senders import CREATE, GET, OK, UPDATE, Bench, opened


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        made.server.behaviour = OK
        yield made


def again(bench: Bench, exchange: Exchange, **parts) -> Sent:
    sent: Sent = bench.run(lambda sender: sender.sign_again(exchange), **parts)
    return sent


@pytest.mark.parametrize("request_", [CREATE, UPDATE, GET, replace(CREATE, simulation="AmazonX")])
def test_it_is_the_same_request_with_a_signature_that_holds(bench, private_key, request_):
    first = bench.send(request_)
    connections = bench.server.connections
    sent = again(bench, first)
    assert bench.server.connections == connections  # nothing left
    assert (sent.method, sent.url, sent.body) == (
        first.sent.method,
        first.sent.url,
        first.sent.body,
    )
    named = [name for name, _ in sent.headers]
    assert named == [name for name, _ in first.sent.headers]
    for name in named:
        if name.lower() not in {"authorization", "x-amz-pay-date"}:
            assert sent.header(name) == first.sent.header(name)
    assert holds(sent, private_key)


def holds(sent: Sent, key: RSAPrivateKey) -> bool:
    found = signing.parse_authorization(sent.header("authorization"))
    target = "/" + sent.url.split("/", 3)[3]
    signed = {name: sent.header(name) for name in found.names}
    path, _, query = target.partition("?")
    text = signing.wire_canonical_request(sent.method, path, query, signed, sent.body)
    to_sign = signing.string_to_sign(found.algorithm, text)
    return signing.verify(key.public_key(), found.algorithm, to_sign, found.signature)


def test_without_its_key_nothing_is_signed(bench):
    async def locked(_: Profile) -> RSAPrivateKey:
        raise NoKey(say("The keyring is locked."))

    first = bench.send(UPDATE)
    with pytest.raises(NoKey):
        again(bench, first, key_of=locked)


def test_what_was_refused_can_be_signed_too(bench, private_key):
    bench.server.behaviour = answering(403, "{}")
    assert holds(again(bench, bench.send(UPDATE)), private_key)
