"""Whom the server's certificate names: read from the connection, for the timeline alone."""

from __future__ import annotations

from typing import Any

from apay_console.model.timeline import Certificate


def certificate(stream: Any) -> Certificate | None:
    """Read the certificate of a connection of httpx's; None where there is none to be read."""
    from cryptography import x509  # noqa: PLC0415 - loaded with the first request

    tls = stream.get_extra_info("ssl_object") if stream is not None else None
    data = tls.getpeercert(binary_form=True) if tls is not None else None
    if not data:
        return None
    found = x509.load_der_x509_certificate(data)
    start, end = found.not_valid_before_utc, found.not_valid_after_utc
    return Certificate(_subject(found), int(start.timestamp()), int(end.timestamp()))


def _subject(found: Any) -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 - as above

    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else str(found.subject.rfc4514_string())
