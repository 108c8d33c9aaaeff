"""Types into the real form under a locale, makes its body, signs it, and prints what was signed.

    python -m tests.locale_program de_DE < key.pem

On stderr stands how that locale writes a number, so that it is seen that it was in force.
"""

from __future__ import annotations

import locale
import sys
from contextlib import suppress

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from apay_console.api.auth import Signature
from apay_console.api.call import Call
from apay_console.model import draft as drafts
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.profile import Environment, Profile, Region
from apay_console.ui.form.form import Form
from apay_console.ui.parts.theme import LIGHT, Theme
from tests.sale_parts import AMOUNT, NOTE, RESULT
from tests.ui.hands import paste

NOON = 1_795_478_400.5  # 2026-11-24T00:00:00Z, and some
ENDPOINT, TARGET = "https://pay-api.amazon.eu", "/sandbox/v2/checkoutSessions/ITI-iti"
SHOP = Profile("p", "Shop", Environment.SANDBOX, Region.EU, "SANDBOX-ITI")


def typed_body(app: QApplication) -> str:
    """What the form makes of an amount, an address and letters that change elsewhere."""
    scope, typed = Scope(CHECKOUT_SESSION, ApiVersion.V2, "eu"), [Draft()]
    theme = Theme(app, now=lambda: NOON, scheme=LIGHT)
    form = Form(Scope(CHECKOUT_SESSION, ApiVersion.V2, "eu"), theme)

    def take(row: Field, text: str) -> None:
        typed.append(drafts.with_text(typed[-1], row, text, {}))

    form.edited.connect(take)
    paste(form.editor(AMOUNT).inputs()[0], "1234.50")
    paste(form.editor(RESULT).inputs()[0], "https://shop.example/ISTANBUL?i=1")
    paste(form.editor(NOTE).inputs()[0], "I \u0130 \u0131 i, 1,5 \u0663")
    made = drafts.body(typed[-1], scope)
    assert not made.problems, made.problems
    return made.text


def signed(body: bytes) -> bytes:
    """The canonical request of an update with this body."""
    key = load_pem_private_key(sys.stdin.buffer.read(), None)
    assert isinstance(key, RSAPrivateKey)
    call = Call(UPDATE_SESSION, SHOP, ApiVersion.V2, key, ENDPOINT, TARGET, body, "ITI-iti-1")
    signature = Signature(call, lambda: NOON)
    next(signature.auth_flow(httpx.Request("PATCH", ENDPOINT + TARGET, content=body)))
    return signature.canonical_request.encode()


def main(name: str) -> None:
    app = QApplication(["form", "-platform", "offscreen"])
    with suppress(locale.Error):  # it may not be installed
        locale.setlocale(locale.LC_ALL, "")
    QLocale.setDefault(QLocale(name))
    app.setLayoutDirection(QLocale().textDirection())
    body = typed_body(app).encode()
    sys.stdout.buffer.write(signed(body) + b"\0" + body)
    sys.stderr.write(QLocale().toString(1234.5, "f", 2))


if __name__ == "__main__":
    main(sys.argv[1])
