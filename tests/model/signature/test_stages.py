"""Each part of a signature is tied to where it came from, and nothing of it is lost on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console import signing
from apay_console.errors import say
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.profile import Algorithm
from apay_console.model.signature import stages as parts
from apay_console.model.signature.stages import Box, Stage, Stages, digest_of, stages_of
from apay_console.model.signature.words import words_of
from tests.exchanges import not_sent
from tests.vectors import VECTORS, body_of, headers_of

PUBLISHED = [vector for vector in VECTORS.values() if "canonical_request" in vector]
vectors = pytest.mark.parametrize("vector", PUBLISHED, ids=[row["id"] for row in PUBLISHED])


def signed(method: str, url: str, headers: dict[str, str], body: bytes, canonical: str) -> Exchange:
    names = signing.signed_headers(headers)
    value = str(signing.Authorization(Algorithm.PSS_V2, "SANDBOX-1", names, "c2lnbmVk"))
    pairs = (("Host", "x"), *headers.items(), ("authorization", value))
    return Exchange(
        operation="update_session",
        version="v2",
        sent=Sent(method, url, pairs, body),
        answered=None,
        outcome=Outcome.UNKNOWN,
        started_at=0.0,
        took_ms=1.0,
        string_to_sign=signing.string_to_sign(Algorithm.PSS_V2, canonical),
        canonical_request=canonical,
    )


def of_vector(vector: dict[str, Any]) -> Exchange:
    given_ = vector["input"]
    query = signing.canonical_query([tuple(pair) for pair in given_["query"]])
    url = f"https://{given_['host']}{given_['path']}" + (f"?{query}" if query else "")
    canonical = vector["canonical_request"]
    return signed(given_["method"], url, headers_of(vector), body_of(vector), canonical)


def staged(exchange: Exchange) -> Stages:
    found = stages_of(exchange)
    assert found is not None
    return found


def box(stages: Stages, stage: Stage) -> Box:
    return next(one for one in stages.boxes if one.stage is stage)


def text(one: Box) -> str:
    return "\n".join("".join(run.text for run in line) for line in one.lines)


def lines(stages: Stages, stage: Stage, tie: str) -> list[int]:
    return [number for place, number in tied(stages, tie) if place is stage]


def tied(stages: Stages, tie: str) -> list[tuple[Stage, int]]:
    """Where something stands: stages, and the numbers of their lines from 0."""
    rows = (
        (one.stage, number, line) for one in stages.boxes for number, line in enumerate(one.lines)
    )
    return [
        (stage, number) for stage, number, line in rows if any(run.belongs_to(tie) for run in line)
    ]


@vectors
def test_every_stage_is_shown_letter_by_letter(vector: dict[str, Any]) -> None:
    exchange = of_vector(vector)
    stages = staged(exchange)
    assert [one.stage for one in stages.boxes] == list(Stage)
    assert text(box(stages, Stage.CANONICAL)) == vector["canonical_request"]
    assert text(box(stages, Stage.DIGEST)) == vector["canonical_request_sha256"]
    assert text(box(stages, Stage.TO_SIGN)) == exchange.string_to_sign
    header = box(stages, Stage.HEADER)
    first, *rest = text(header).split("\n")
    assert f"{first} {', '.join(rest)}" == header.copied == exchange.sent.header("authorization")


@vectors
def test_each_signed_header_is_tied_to_its_line_and_to_its_name(vector: dict[str, Any]) -> None:
    stages = staged(of_vector(vector))
    canonical = text(box(stages, Stage.CANONICAL)).split("\n")
    asked = text(box(stages, Stage.REQUEST)).split("\n")
    for name in headers_of(vector):
        tie = parts.HEADER + name.lower()
        line, names = lines(stages, Stage.CANONICAL, tie)
        assert canonical[line].startswith(f"{name.lower()}:")
        assert names == len(canonical) - 2
        *_, of_request = lines(stages, Stage.REQUEST, tie)
        assert asked[of_request].lower().startswith(f"{name.lower()}: ")
        assert lines(stages, Stage.HEADER, tie) == [2]


@vectors
def test_method_path_query_and_body_are_tied_to_where_they_stand(vector: dict[str, Any]) -> None:
    stages = staged(of_vector(vector))
    last = len(box(stages, Stage.CANONICAL).lines) - 1
    assert lines(stages, Stage.CANONICAL, parts.METHOD) == [0]
    assert lines(stages, Stage.CANONICAL, parts.PATH) == [1]
    assert lines(stages, Stage.CANONICAL, parts.BODY) == [last]
    assert lines(stages, Stage.REQUEST, parts.METHOD) == lines(stages, Stage.REQUEST, parts.PATH)
    assert bool(lines(stages, Stage.REQUEST, parts.BODY)) is bool(body_of(vector))
    assert lines(stages, Stage.CANONICAL, parts.QUERY) == [2]


def test_the_hash_and_the_signature_are_tied_to_all_that_they_were_made_of() -> None:
    stages = staged(of_vector(VECTORS["patch-session"]))
    assert box(stages, Stage.CANONICAL).whole == parts.DIGEST
    assert lines(stages, Stage.TO_SIGN, parts.DIGEST) == [1]
    assert box(stages, Stage.TO_SIGN).whole == parts.SIGNATURE
    assert lines(stages, Stage.HEADER, parts.SIGNATURE) == [3]
    assert lines(stages, Stage.SIGNATURE, parts.SIGNATURE) == [0]


def test_each_part_of_the_header_is_tied_to_what_it_names() -> None:
    exchange = of_vector(VECTORS["patch-session"])
    stages = staged(exchange)
    assert lines(stages, Stage.HEADER, parts.ALGORITHM) == [0]
    assert lines(stages, Stage.TO_SIGN, parts.ALGORITHM) == [0]
    assert lines(stages, Stage.HEADER, parts.KEY) == [1]
    assert lines(stages, Stage.HEADER, parts.NAMES) == [2]
    assert box(stages, Stage.HEADER).whole == parts.AUTHORIZATION
    last = len(exchange.sent.headers)  # the request line is the first
    assert lines(stages, Stage.REQUEST, parts.AUTHORIZATION) == [last]
    assert lines(stages, Stage.REQUEST, parts.SIGNATURE) == [last]
    signed = range(2, last)  # all headers but Host, which stands above them
    assert lines(stages, Stage.REQUEST, parts.NAMES) == list(signed)
    assert lines(stages, Stage.REQUEST, parts.HEADER + "x-amz-pay-host")[0] == 0
    assert text(box(stages, Stage.SIGNATURE)) == "c2lnbmVk"


def test_a_signature_under_its_other_name_and_with_its_padding_is_found() -> None:
    exchange = of_vector(VECTORS["patch-session"])
    *headers, (_, value) = exchange.sent.headers
    pairs = (*headers, ("X-Amz-Pay-Authorization", f"{value}=="))
    sent = replace(exchange.sent, headers=pairs)
    stages = staged(replace(exchange, sent=sent))
    assert text(box(stages, Stage.SIGNATURE)) == "c2lnbmVk=="
    assert lines(stages, Stage.REQUEST, parts.AUTHORIZATION) == [len(pairs)]


def test_without_its_header_a_request_shows_no_empty_stage() -> None:
    exchange = of_vector(VECTORS["patch-session"])
    bare = replace(exchange, sent=replace(exchange.sent, headers=()), string_to_sign="")
    assert [one.stage for one in staged(bare).boxes] == [
        Stage.REQUEST,
        Stage.CANONICAL,
        Stage.DIGEST,
    ]


def test_of_two_equal_pairs_each_is_tied_to_its_own() -> None:
    canonical = "GET\n/v2/x\na=1&a=1&a=1\n\n\nhash"
    stages = staged(signed("GET", "https://h/v2/x?a=1&a=1&b=2", {}, b"", canonical))
    (line,) = (line for line in box(stages, Stage.CANONICAL).lines if len(line) == 3)
    assert [run.tie for run in line] == ["query:0", "query:1", "query"]


def test_a_pair_of_the_query_is_found_wherever_it_was_sorted_to_and_however_encoded() -> None:
    canonical = "GET\n/v2/x\na=1%202&b=2\n\n\nhash"
    stages = staged(signed("GET", "https://h/v2/x?b=2&a=1+2", {}, b"", canonical))
    (line,) = (line for line in box(stages, Stage.CANONICAL).lines if len(line) == 2)
    assert [(run.text, run.tie) for run in line] == [("a=1%202", "query:1"), ("&b=2", "query:0")]
    (first, *_) = box(stages, Stage.REQUEST).lines
    assert [run.text for run in first if run.belongs_to("query:1")] == ["&a=1+2"]


def test_what_is_not_signed_is_tied_to_nothing_else() -> None:
    exchange = of_vector(VECTORS["patch-session"])
    stages = staged(exchange)
    assert tied(stages, "unsigned:host") == [(Stage.REQUEST, 1)]
    assert "is not signed" in str(words_of("unsigned:host", exchange))


def test_a_long_body_is_shown_in_part_and_its_size_is_said() -> None:
    exchange = signed("POST", "https://h/", {}, b"x" * 5_000, "POST\n/\n\n\n\nhash")
    (line,) = staged(exchange).boxes[0].lines[-1:]
    assert (len(line[0].text), line[0].text[-1]) == (2_000, "…")
    assert "5,000 bytes" in str(words_of(parts.BODY, exchange))
    whole = signed("POST", "https://h/", {}, b"x" * 2_000, "POST\n/\n\n\n\nhash")
    assert text(staged(whole).boxes[0]).endswith("\n" + "x" * 2_000)


def test_what_is_not_there_is_said_to_be_nothing() -> None:
    exchange = signed("GET", "https://h/v2/x", {}, b"", "GET\n/v2/x\n\n\n\nhash")
    assert "no query" in str(words_of(parts.QUERY, exchange))
    assert "no body" in str(words_of(parts.BODY, exchange))
    asked = replace(exchange, sent=replace(exchange.sent, url="https://h/v2/x?a=1"))
    assert "A pair" in str(words_of(f"{parts.QUERY}:0", asked))


def test_what_was_not_signed_has_no_stages() -> None:
    assert stages_of(not_sent()) is None


@vectors
def test_every_part_is_explained(vector: dict[str, Any]) -> None:
    exchange = of_vector(vector)
    for one in staged(exchange).boxes:
        for line in one.lines:
            for run in line:
                assert not run.tie or words_of(run.tie, exchange) is not None, run


def test_the_salt_is_named_by_the_algorithm_and_a_strange_one_is_not_explained() -> None:
    exchange = of_vector(VECTORS["patch-session"])
    assert "salt of 32 bytes" in str(words_of(parts.ALGORITHM, exchange))
    first = replace(exchange, string_to_sign=f"{Algorithm.PSS}\nhash")
    assert "salt of 20 bytes" in str(words_of(parts.ALGORITHM, first))
    strange = Exchange(**{**vars(exchange), "string_to_sign": "ROT13\nabc"})
    assert words_of(parts.ALGORITHM, strange) is None
    assert words_of("nothing", exchange) is None


@given(canonical=st.text(min_size=1), to_sign=st.text(), url=st.text(), body=st.binary())
def test_whatever_was_stored_is_shown_as_it_is(
    canonical: str, to_sign: str, url: str, body: bytes
) -> None:
    exchange = Exchange(
        **{
            **vars(not_sent(say("x"))),
            "canonical_request": canonical,
            "string_to_sign": to_sign,
            "sent": Sent("GET", url, (), body),
        }
    )
    stages = staged(exchange)
    shown = text(box(stages, Stage.CANONICAL))
    assert shown.rstrip("\n") == canonical.rstrip("\n")
    assert shown.startswith(canonical)
    assert text(box(stages, Stage.REQUEST)).startswith(f"GET {url}")
    assert digest_of(canonical) == text(box(stages, Stage.DIGEST))
