"""A HAR file has the structure of HAR 1.2, and what it says is what went over the wire."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.doctor import captured
from apay_console.errors import say
from apay_console.model.captured import har as reading
from apay_console.model.exchange import Sent
from apay_console.model.taking import har
from tests.exchanges import answered, not_sent, sent

URL = "https://pay-api.amazon.com/v2/checkoutSessions?a=1&b="
TRACE = (
    ("connection.connect_tcp.started", 1.0),
    ("connection.connect_tcp.complete", 3.0),
    ("connection.start_tls.started", 3.0),
    ("connection.start_tls.complete", 10.0),
    ("http11.send_request_headers.started", 10.0),
    ("http11.send_request_body.complete", 11.5),
    ("http11.receive_response_headers.started", 12.0),
    ("http11.receive_response_headers.complete", 20.0),
    ("http11.receive_response_body.started", 20.0),
    ("http11.receive_response_body.complete", 21.0),
)
# HAR 1.2 (the format's own page): what each object must have, and of which type.
NUMBER, TEXT = (int, float), str
MUST = {
    "log": {"version": TEXT, "creator": dict, "entries": list},
    "creator": {"name": TEXT, "version": TEXT},
    "entry": {
        "startedDateTime": TEXT,
        "time": NUMBER,
        "request": dict,
        "response": dict,
        "cache": dict,
        "timings": dict,
    },
    "request": {
        "method": TEXT,
        "url": TEXT,
        "httpVersion": TEXT,
        "cookies": list,
        "headers": list,
        "queryString": list,
        "headersSize": int,
        "bodySize": int,
    },
    "response": {
        "status": int,
        "statusText": TEXT,
        "httpVersion": TEXT,
        "cookies": list,
        "headers": list,
        "content": dict,
        "redirectURL": TEXT,
        "headersSize": int,
        "bodySize": int,
    },
    "postData": {"mimeType": TEXT, "text": TEXT},
    "content": {"size": int, "mimeType": TEXT},
    "timings": {"send": NUMBER, "wait": NUMBER, "receive": NUMBER},
    "pair": {"name": TEXT, "value": TEXT},
}


def fits(value, kind):
    for name, type_ in MUST[kind].items():
        assert isinstance(value[name], type_), f"{kind}.{name} is {value.get(name)!r}"


def checked(text):
    log = json.loads(text)["log"]
    fits(log, "log")
    fits(log["creator"], "creator")
    assert log["version"] == "1.2"
    for entry in log["entries"]:
        fits(entry, "entry")
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None
        for name in ("request", "response", "timings"):
            fits(entry[name], name)
        fits(entry["response"]["content"], "content")
        if "postData" in entry["request"]:
            fits(entry["request"]["postData"], "postData")
        lists = (entry["request"]["headers"], entry["response"]["headers"])
        for pair in (*lists[0], *lists[1], *entry["request"]["queryString"]):
            fits(pair, "pair")
        for name in ("send", "wait", "receive"):
            assert entry["timings"][name] >= 0
        spans = entry["timings"]
        spent = sum(spans[name] for name in spans if name != "ssl" and spans[name] > 0)
        assert entry["time"] == pytest.approx(spent)
    return log["entries"]


def exchange(body=b"{}", answer=b"{}", **values):
    one = answered(sent(body=body), 200, answer, ("Content-Type", "application/json"))
    headers = (("authorization", "AMZN x"), ("content-type", "application/json"))
    return replace(one, sent=Sent("PATCH", URL, headers, body), trace=TRACE, **values)


def test_an_exchange_has_all_that_the_format_asks_for():
    entry = checked(har.text([exchange()], "1.0"))[0]
    assert entry["timings"] == {
        "blocked": 1.0,
        "dns": -1,
        "connect": 9.0,
        "ssl": 7.0,
        "send": 1.5,
        "wait": 8.0,
        "receive": 1.0,
    }
    assert entry["request"]["queryString"] == [
        {"name": "a", "value": "1"},
        {"name": "b", "value": ""},
    ]
    assert entry["response"]["statusText"] == "OK"
    assert entry["startedDateTime"] == "2025-06-10T08:15:12.000Z"


def test_what_was_never_answered_fits_too():
    entry = checked(har.text([not_sent(say("No network"))], "1.0"))[0]
    assert entry["response"]["status"] == 0
    assert entry["comment"] == "No network"
    assert entry["timings"] == {
        "blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0, "wait": 0, "receive": 0
    }  # fmt: skip


def test_several_exchanges_are_several_entries():
    assert len(checked(har.text([exchange(), exchange(b""), not_sent()], "1.0"))) == 3


@given(st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8")))
def test_any_body_is_read_back_as_it_was(body):
    text = har.text([exchange(body, body)], "1.0")
    checked(text)
    assert [one.body for one in reading.requests(json.loads(text))] == [body]


def test_the_doctor_reads_what_is_written():
    found = captured.read(har.text([exchange(b'{"a":1}')], "1.0").encode())
    assert (found.method, found.body) == ("PATCH", b'{"a":1}')
