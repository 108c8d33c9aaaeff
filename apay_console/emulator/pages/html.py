"""HTML answers from the templates in `resources/hosted`."""

from __future__ import annotations

import base64
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from apay_console.emulator.files import resource
from apay_console.emulator.wire import Answer, Headers

_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))


class Pages:
    """The templates, read when the first page is asked for."""

    def render(self, template: str, status: int = 200, **words: Any) -> Answer:
        """Answer a page."""
        text = self._templates.get_template(template).render(style=self._style, **words)
        return Answer(status, text.encode(), self._headers)

    @cached_property
    def _templates(self) -> Environment:
        loader = FileSystemLoader(resource("hosted"))
        return Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    @cached_property
    def _style(self) -> Markup:
        return Markup(resource("hosted/style.css").read_text("utf-8"))  # noqa: S704 - our own file

    @cached_property
    def _headers(self) -> Headers:
        digest = base64.b64encode(sha256(str(self._style).encode()).digest()).decode()
        # No form-action: browsers apply it to the redirect that follows a form, which leads to the
        # shop. No no-referrer: a form would then be sent with `Origin: null`.
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none';"
            " frame-ancestors 'none'"
        )
        return (
            ("content-type", "text/html; charset=utf-8"),
            ("content-security-policy", policy),
            ("cache-control", "no-store"),
            ("referrer-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        )


def redirect(url: str) -> Answer:
    """Send the browser on, by GET whatever it asked with."""
    location = quote(url, safe=_PRINTABLE)
    return Answer(303, b"", (("location", location), ("cache-control", "no-store")))


def with_session(url: str, session_id: str) -> str:
    """Add the session's id to a return URL."""
    return with_parameter(url, "amazonCheckoutSessionId", session_id)


def with_parameter(url: str, name: str, value: str) -> str:
    """Add a parameter to a URL, keeping its query and its fragment."""
    front, mark, fragment = url.partition("#")
    joint = "" if front.endswith("?") else "&" if "?" in front else "?"
    return f"{front}{joint}{name}={value}{mark}{fragment}"
