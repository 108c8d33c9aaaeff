"""A merchant's shop: signs requests as five SDKs do, by its own reading of the rules."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.emulator.service import Emulator, Settings
from apay_console.emulator.wire import Answer, Asked
from apay_console.model.profile import HOSTS, Region

KEY_ID = "SANDBOX-SHOP0KEY"
NOW = 1_749_545_401.0  # 20250610T085001Z
STORE = "amzn1.application-oa2-client.demo00000000000000000000000000aa"
REVIEW = "http://localhost:8099/review"
RESULT = "http://localhost:8099/result?cart=77"
WORDS = {"v1": ("webCheckoutDetail", "paymentDetail", "statusDetail"),
         "v2": ("webCheckoutDetails", "paymentDetails", "statusDetails")}  # fmt: skip


class CountedIds:
    """Ids that can be foretold."""

    def __init__(self) -> None:
        self.count = 0

    def unique(self) -> str:
        self.count += 1
        return f"00000000-0000-4000-8000-{self.count:012}"

    def digits(self, count: int) -> str:
        self.count += 1
        return f"{self.count:0{count}}"


@dataclass
class Hand:
    """A clock that a test sets."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Style:
    """One SDK's habits."""

    name: str = "php"
    algorithm: str = "AMZN-PAY-RSASSA-PSS-V2"
    date: str = "%Y%m%dT%H%M%SZ"
    region: Callable[[str], str] = str
    slash: bool = False  # a slash at the end of the path
    names: Callable[[str], str] = str  # how SignedHeaders spells a name
    signed: Mapping[str, str] = field(default_factory=dict)
    unsigned: Mapping[str, str] = field(default_factory=dict)
    signs_length: bool = False


STYLES = (
    Style("node", "AMZN-PAY-RSASSA-PSS", "%Y-%m-%dT%H:%M:%SZ", names=str.title,
          signed={"user-agent": "amazon-pay-api-sdk-nodejs/2.3.4 (JS/20.20.2; linux)"},
          unsigned={"accept-encoding": "gzip, compress, deflate, br"}),
    Style("php", unsigned={"user-agent": "amazon-pay-api-sdk-php/2.7.2 (PHP/8.2.36)",
                           "x-amz-pay-sdk-type": "PHP", "x-amz-pay-language-version": "8.2.36"}),
    Style("java", "AMZN-PAY-RSASSA-PSS", region=str.upper,
          unsigned={"user-agent": "amazon-pay-api-sdk-java/2.6.7 (Java/17.0.15)"}),
    Style("dotnet", slash=True, unsigned={"user-agent": "amazon-pay-api-sdk-dotnet/2.7.3.0(L)"}),
    Style("ruby", signed={"x-amz-pay-sdk-type": "Ruby", "x-amz-pay-sdk-version": "1.2.0"},
          unsigned={"user-agent": "Ruby"}, signs_length=True),
)  # fmt: skip
PHP = STYLES[1]


@dataclass
class Shop:
    """Who asks: a key, a region, an SDK's style."""

    private_key: RSAPrivateKey
    clock: Callable[[], float]
    key_id: str = KEY_ID
    region: Region = Region.NA
    style: Style = PHP
    keys_made: int = 0

    def headers(self, method: str, target: str, body: bytes, **extra: str) -> dict[str, str]:
        """Sign a request; `extra` are headers to send, signed when the style signs them."""
        signed = {
            "accept": "application/json",
            "content-type": "application/json",
            "x-amz-pay-date": time.strftime(self.style.date, time.gmtime(self.clock())),
            "x-amz-pay-host": HOSTS[self.region],
            "x-amz-pay-region": self.style.region(self.region),
            **self.style.signed,
            **{name.replace("_", "-"): value for name, value in extra.items()},
        }
        if self.style.signs_length and body:
            signed["content-length"] = str(len(body))
        written = self.authorization(method, target, body, signed)
        return {**signed, **self.style.unsigned, "authorization": written, "host": "127.0.0.1:8098"}

    def authorization(
        self, method: str, target: str, body: bytes, signed: Mapping[str, str]
    ) -> str:
        """Write the header over exactly these."""
        names = ";".join(self.style.names(name) for name in sorted(signed))
        path, _, query = target.partition("?")
        lines = "".join(f"{name}:{signed[name]}\n" for name in sorted(signed))
        text = "\n".join([method, path, query, lines, names, sha256(body).hexdigest()])
        digest = sha256(text.encode()).hexdigest()
        signature = signing.sign(
            self.private_key, self.style.algorithm, f"{self.style.algorithm}\n{digest}"
        )
        return (
            f"{self.style.algorithm} PublicKeyId={self.key_id}, "
            f"SignedHeaders={names}, Signature={signature}"
        )

    def ask(self, method: str, path: str, body: Any = None, **extra: str) -> Asked:
        """Make a signed request; a body that is not bytes is written as JSON."""
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        target = path + ("/" if self.style.slash and not path.endswith("/") else "")
        return Asked(method, target, tuple(self.headers(method, target, raw, **extra).items()), raw)

    def key(self) -> str:
        """Make an idempotency key that nobody used."""
        self.keys_made += 1
        return f"key{self.keys_made}"


@dataclass
class Till:
    """A shop with its emulator: one call an operation, in one API version."""

    emulator: Emulator
    shop: Shop
    clock: Hand
    version: str = "v2"
    environment: str = "/sandbox"

    def send(self, method: str, path: str, body: Any = None, **extra: str) -> Answer:
        target = f"{self.environment}/{self.version}/{path}"
        return self.emulator.handle(self.shop.ask(method, target, body, **extra))

    def create(self, body: Any = None, **extra: str) -> Answer:
        given = minimum(self.version) if body is None else body
        key = extra.pop("x_amz_pay_idempotency_key", None) or self.shop.key()
        return self.send("POST", "checkoutSessions", given, x_amz_pay_idempotency_key=key, **extra)

    def get(self, number: str) -> Answer:
        return self.send("GET", f"checkoutSessions/{number}")

    def update(self, number: str, body: Any, **extra: str) -> Answer:
        return self.send("PATCH", f"checkoutSessions/{number}", body, **extra)

    def complete(self, number: str, body: Any, **extra: str) -> Answer:
        return self.send("POST", f"checkoutSessions/{number}/complete", body, **extra)

    def new(self, body: Any = None) -> str:
        """Create a session and tell its id."""
        return str(read(self.create(body))["checkoutSessionId"])

    def ready(self, amount: str = "48.90", currency: str = "USD", **payment: Any) -> str:
        """Create a session that lacks nothing, with a buyer signed in."""
        number = self.new()
        answer = self.update(number, everything(self.version, amount, currency, **payment))
        assert answer.status == 200, answer.body
        self.emulator.sign_in(number, first_buyer())
        return number


def first_buyer() -> Any:
    from apay_console.emulator.buyers import sample_buyers

    return sample_buyers()[0]


def minimum(version: str) -> dict[str, Any]:
    """What Create Checkout Session cannot do without."""
    return {"storeId": STORE, WORDS[version][0]: {"checkoutReviewReturnUrl": REVIEW}}


def everything(
    version: str, amount: str = "48.90", currency: str = "USD", **payment: Any
) -> dict[str, Any]:
    """An update after which nothing is missing."""
    web, paying, _ = WORDS[version]
    price = {"amount": amount, "currencyCode": currency}
    return {
        web: {"checkoutResultReturnUrl": RESULT},
        paying: {"paymentIntent": "Authorize", "chargeAmount": price, **payment},
    }


def read(answer: Answer) -> dict[str, Any]:
    """Read an answer's JSON."""
    found: dict[str, Any] = json.loads(answer.body)
    return found


def code(answer: Answer) -> str:
    """An answer's status and reason code."""
    return f"{answer.status} {read(answer).get('reasonCode')}"


def constraint_ids(answer: Answer) -> list[str]:
    return [row["constraintId"] for row in read(answer)["constraints"]]


def open_till(
    private_key: RSAPrivateKey, *, version: str = "v2", buyer: str = "manual", **more: Any
) -> Till:
    """Start an emulator with a clock and ids that the test rules."""
    clock = Hand()
    settings = Settings(buyer=buyer, base_url="http://localhost:8098")
    keys = {KEY_ID: private_key.public_key()}
    emulator = Emulator(keys, clock=clock, ids=CountedIds(), settings=settings, **more)
    return Till(emulator, Shop(private_key, clock), clock, version)


def both(private_key: RSAPrivateKey) -> Iterator[Till]:
    for version in ("v1", "v2"):
        yield open_till(private_key, version=version)
