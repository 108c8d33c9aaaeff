"""A merchant identity to act as, and where its requests go (introduction.html)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from apay_console.errors import N_, Invalid, say
from apay_console.model.deadline import USUAL, check_deadline
from apay_console.model.fields import ApiVersion
from apay_console.model.money import currencies
from apay_console.model.proxy import read_proxy

BUILT_IN_KEY_ID = "SANDBOX-TEASHOP0BUILTIN0KEY"  # the emulator's own; its key is new every run


class Environment(StrEnum):
    """Where a request takes effect; only `live` moves real money."""

    EMULATOR = "emulator"
    SANDBOX = "sandbox"
    LIVE = "live"


class Region(StrEnum):
    """Amazon Pay's three regions, by the value of `x-amz-pay-region`."""

    NA = "na"
    EU = "eu"
    JP = "jp"


class Algorithm(StrEnum):
    """The names of the two signatures: a salt of 20 bytes, and one of 32."""

    PSS = "AMZN-PAY-RSASSA-PSS"
    PSS_V2 = "AMZN-PAY-RSASSA-PSS-V2"


HOSTS = {
    Region.NA: "pay-api.amazon.com",
    Region.EU: "pay-api.amazon.eu",
    Region.JP: "pay-api.amazon.jp",
}


@dataclass(frozen=True)
class Profile:
    """Who asks, and where. The private key is not in it: the vault holds that."""

    id: str
    name: str
    environment: Environment
    region: Region
    public_key_id: str
    store_id: str = ""
    merchant_id: str = ""
    version: ApiVersion = ApiVersion.V2
    algorithm: Algorithm = Algorithm.PSS_V2
    key_ref: str = ""  # the vault's name for the private key; empty until one is stored
    proxy: str = ""  # what its requests go through, such as http://proxy.example:3128
    deadline: int = USUAL  # seconds that a whole answer may take

    @property
    def host(self) -> str:
        """Amazon's host for the region; signed even when the emulator answers."""
        return HOSTS[self.region]

    @property
    def way(self) -> str:
        """The proxy that requests go through; the emulator is asked directly, whatever is kept."""
        return "" if self.environment is Environment.EMULATOR else self.proxy

    @property
    def currency(self) -> str:
        """The region's ledger currency."""
        return currencies.OF_REGION[self.region][0]


def environment_of(public_key_id: str) -> Environment | None:
    """Say which environment a key id names by its prefix; None for a neutral one."""
    prefix = public_key_id.upper()
    for environment in (Environment.SANDBOX, Environment.LIVE):
        if prefix.startswith(environment.value.upper()):
            return environment
    return None


def base_path(profile: Profile, version: ApiVersion) -> str:
    """Say what stands before the resource: `/v2`, `/sandbox/v1` or `/live/v2`."""
    if environment_of(profile.public_key_id) and version is ApiVersion.V2:
        return f"/{version}"
    segment = Environment.LIVE if profile.environment is Environment.LIVE else Environment.SANDBOX
    return f"/{segment}/{version}"


def check_profile(profile: Profile) -> None:
    """Refuse a key id of another environment, and what is no proxy or no time to wait."""
    named = environment_of(profile.public_key_id)
    if named is Environment.LIVE and profile.environment is not Environment.LIVE:
        raise Invalid(say(N_("A LIVE key id cannot be used for the sandbox.")), "SANDBOX-AG…")
    if named is Environment.SANDBOX and profile.environment is Environment.LIVE:
        raise Invalid(say(N_("A SANDBOX key id cannot be used for live payments.")), "LIVE-AG…")
    read_proxy(profile.way)
    check_deadline(profile.deadline)
