"""A call that the table of operations does not know: any path, signed as every other."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode

from apay_console.errors import N_, Invalid, say
from apay_console.model.operation import Operation
from apay_console.model.subjects import ANYTHING

_EXAMPLE = "reports?reportTypes=_GET_FLAT_FILE_OFFAMAZONPAYMENTS_"
_FREE_PATH = re.compile(r"[A-Za-z0-9._~/-]{1,512}(\?[A-Za-z0-9._~%=&+,:-]{1,2048})?", re.ASCII)
SIGNED_CALL = Operation(
    name="signed_call",
    label=N_("Signed call"),
    did=N_("Called"),
    method="GET",
    path="",
    answers=ANYTHING,
    moves_money=True,  # nobody knows: it is whatever the person asked for
)


def signed_call(method: str, path: str) -> Operation:
    """Make a call that the table does not know, to a path after the version; raise Invalid."""
    if not _FREE_PATH.fullmatch(path):
        words = N_("A path has letters, digits and slashes, and may end with a query.")
        raise Invalid(say(words), _EXAMPLE)
    if not {".", ".."}.isdisjoint(path.partition("?")[0].split("/")):  # it would lead elsewhere
        raise Invalid(say(N_("A path has no part that is only dots.")), _EXAMPLE)
    body = None if method == "GET" else ANYTHING.schema
    return replace(SIGNED_CALL, method=method, path=_with_sorted_query(path), body=body)


def _with_sorted_query(path: str) -> str:
    """Write the query as it is signed, so that both sides read the same (signing-requests.html)."""
    resource, mark, query = path.partition("?")
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return resource + mark + urlencode(pairs, quote_via=quote, safe="-_.~")
