"""Signs the bytes that leave, where they leave."""

from __future__ import annotations

from collections.abc import Callable, Generator

import httpx

from apay_console import signing
from apay_console.api.call import Call
from apay_console.model.exchange import Sent
from apay_console.model.kinds import stamp


class Signature(httpx.Auth):
    """Adds Amazon Pay's headers and signs them with the body, afresh for each try.

    v1 and v2 are signed alike: every v1 client sent `authorization`, and the other name in v1's
    pages stands over a placeholder that cannot be verified.
    """

    requires_request_body = True

    def __init__(self, call: Call, clock: Callable[[], float]) -> None:
        self._call = call
        self._clock = clock
        self.sent: Sent | None = None  # the last try as it left
        self.canonical_request = ""
        self.string_to_sign = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign `request` and let it go."""
        signed = self._to_sign()
        request.headers.update(signed)
        request.headers["authorization"] = self._authorization(request, signed)
        self.sent = Sent(
            request.method, str(request.url), header_pairs(request.headers), request.content
        )
        yield request

    def _to_sign(self) -> dict[str, str]:
        call = self._call
        reference = signing.reference_headers(
            call.profile.host, call.profile.region, stamp(self._clock()), call.idempotency_key
        )
        return reference | dict(call.headers)

    def _authorization(self, request: httpx.Request, signed: dict[str, str]) -> str:
        profile = self._call.profile
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        self.canonical_request = signing.wire_canonical_request(
            request.method, path, query, signed, request.content
        )
        self.string_to_sign = signing.string_to_sign(profile.algorithm, self.canonical_request)
        signature = signing.sign(self._call.key, profile.algorithm, self.string_to_sign)
        names = signing.signed_headers(signed)
        return str(
            signing.Authorization(profile.algorithm, profile.public_key_id, names, signature)
        )


def header_pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """Copy headers out, in the order and letter case of the wire."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
