"""One call as it will leave, checked before anything is connected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import SIMULATION_CODE, Headers
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.profile import Environment, Profile, check_profile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_LOOPBACK = re.compile(r"https?://(127\.0\.0\.1|localhost|\[::1\])(?::([0-9]{1,5}))?", re.ASCII)
_TARGET = re.compile(
    r"(/(?!\.{1,2}(/|\?|$))[A-Za-z0-9._~-]+)+/?(\?[A-Za-z0-9._~%=&+,:-]{1,2048})?", re.ASCII
)
_SEGMENT = re.compile(r"/(sandbox|live)/", re.IGNORECASE | re.ASCII)
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)
_NAME = re.compile(r"x-amz-pay-(authtoken|simulation-code)", re.ASCII)
_VALUE = re.compile(r"[!-~]([ -~]{0,4094}[!-~])?", re.ASCII)


@dataclass(frozen=True)
class Call:
    """What is sent, where, and with whose key; refuses to exist if any of it is wrong."""

    operation: Operation
    profile: Profile
    version: ApiVersion
    key: RSAPrivateKey = field(repr=False)
    endpoint: str  # scheme, host and port
    target: str  # the whole path as on the wire
    body: bytes = field(default=b"", repr=False)
    idempotency_key: str = field(default="", repr=False)
    headers: Headers = field(default=(), repr=False)  # a provider's token, a simulation code

    def __post_init__(self) -> None:
        check_profile(self.profile)
        check_endpoint(self.profile, self.endpoint)
        if not _TARGET.fullmatch(self.target):
            raise Invalid(say(N_("“{path}” is not a path of Amazon Pay."), path=self.target[:80]))
        check_target(self.profile, self.target)
        if self.idempotency_key:
            check_idempotency_key(self.idempotency_key)
        for name, value in self.headers:
            _check_header(name, value)
            if name == SIMULATION_CODE and self.profile.environment is Environment.LIVE:
                raise Invalid(say(N_("A simulation code is for the sandbox only.")))

    @property
    def authority(self) -> str:
        """Host and port, as a person reads them."""
        return self.endpoint.partition("://")[2]


def check_endpoint(profile: Profile, endpoint: str) -> None:
    """Let Amazon's profiles ask Amazon only, and the emulator's this machine only."""
    if profile.environment is Environment.EMULATOR:
        found = _LOOPBACK.fullmatch(endpoint)
        fits = found is not None and 0 < int(found[2] or 80) < 65536
    else:
        fits = endpoint == f"https://{profile.host}"
    if not fits:
        words = N_("A profile for {environment} sends nothing to {endpoint}.")
        raise Invalid(say(words, environment=profile.environment.value, endpoint=endpoint[:80]))


def check_target(profile: Profile, target: str) -> None:
    """Refuse a path that names another environment than the profile's."""
    found = _SEGMENT.match(target)
    is_live = profile.environment is Environment.LIVE
    if found is not None and (found[1].lower() == Environment.LIVE) is not is_live:
        words = N_("A profile for {environment} sends nothing to {path}.")
        raise Invalid(say(words, environment=profile.environment.value, path=target[:80]))


def check_idempotency_key(key: str) -> None:
    """Refuse a key that Amazon would not take, such as a UUID with its dashes."""
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        words = N_("An idempotency key has 1 to 32 letters, digits, dashes and underscores.")
        raise Invalid(say(words), "6f1c2a7e9b0d4c58a3e1f7d2b4c6a890")


def _check_header(name: str, value: str) -> None:
    if not _NAME.fullmatch(name):
        raise Invalid(say(N_("The header {name} cannot be added."), name=name[:80]))
    if not _VALUE.fullmatch(value):
        raise Invalid(say(N_("The header {name} takes printable ASCII only."), name=name))
