"""What the doctor is given: an exchange of this console's, or a file, written for its boxes."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

from apay_console import input_files
from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Exchange, Sent

REQUEST, KEY, REFUSAL = "request", "key", "refusal"  # the parts of what is given
LARGEST = 4 << 20  # bytes of a file with a request; HAR files are long
LARGEST_OF_OTHERS = 64 << 10
_MOST_SHOWN = 256 << 10  # characters that a box lays out in good time
_TOO_LONG = N_("This request is too long to show. Run: apay-console doctor {name}")
_LOST_IN_A_BOX = re.compile("[\r\0\x0b\x0c\x85\u2028\u2029\ufeff\ufffc]")


def texts_of(exchange: Exchange) -> dict[str, str]:
    """Write an exchange for the doctor's boxes: the request, no key, what Amazon refused."""
    answered = exchange.answered
    refusal = answered.body.decode("utf-8", "replace") if answered else ""
    return {REQUEST: text_of(exchange.sent), KEY: "", REFUSAL: refusal}


def text_of(sent: Sent) -> str:
    """Write a request as raw HTTP, or as HAR where a box of text would change a byte of it."""
    head = "\n".join([f"{sent.method} {sent.url} HTTP/1.1", *map(": ".join, sent.headers)])
    try:
        body = sent.body.decode()
    except UnicodeDecodeError:
        return _as_har(sent)
    is_safe = head.isascii() and not _LOST_IN_A_BOX.search(head + body)
    return f"{head}\n\n{body}" if is_safe else _as_har(sent)


def text_in(path: Path, part: str) -> str:
    """Read a file for one of the boxes; raise Invalid when it is not for it. It may take long."""
    text = input_files.read_text(path, LARGEST if part == REQUEST else LARGEST_OF_OTHERS)
    if part == REQUEST and (len(text) > _MOST_SHOWN or _LOST_IN_A_BOX.search(text)):
        return _one_request(text.encode(), input_files.short_name(path))
    return text


def _one_request(data: bytes, name: str) -> str:
    """Only the request out of a long file, or one whose line ends a box would change."""
    from apay_console.doctor.captured import read  # noqa: PLC0415 - seldom asked for

    asked = read(data)
    text = text_of(Sent(asked.method, asked.target, asked.headers, asked.body))
    if len(text) > _MOST_SHOWN:
        raise Invalid(say(_TOO_LONG, name=name))
    return text


def _as_har(sent: Sent) -> str:
    headers = [{"name": name, "value": value} for name, value in sent.headers]
    body = {"text": base64.b64encode(sent.body).decode(), "encoding": "base64"}
    request = {"method": sent.method, "url": sent.url, "headers": headers, "postData": body}
    return json.dumps({"request": request}, indent=1)
