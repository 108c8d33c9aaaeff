"""Rows that several objects share."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.fields import Field, When
from apay_console.model.kinds import Anything, Choice, Kind, Text, Timestamp

METADATA = N_("Merchant metadata")
PROVIDER = N_("Solution provider and PSP")

_SESSION = "checkout-session.html"
_V1 = "v1-set-payment-info.html"


def metadata(when: When = When.NEVER, *, v1: bool = True) -> tuple[Field, ...]:
    """Make the rows of what the merchant tells about the order."""
    return tuple(
        Field(
            f"merchantMetadata.{name}",
            f"merchantMetadata.{name}" if v1 else None,
            label,
            kind,
            when,
            words,
            METADATA,
            _V1,
            hint=hint,
        )
        for name, label, kind, words, hint in _METADATA
    )


_METADATA: tuple[tuple[str, str, Kind, str, str], ...] = (
    (
        "merchantReferenceId",
        N_("Reference id"),
        Text(256, "1001"),
        N_("Your order number; the buyer sees it."),
        "1001",
    ),
    (
        "merchantStoreName",
        N_("Store name"),
        Text(50, "Fjord Tea"),
        N_("The buyer sees it instead of the account's name."),
        "Fjord Tea",
    ),
    (
        "noteToBuyer",
        N_("Note to buyer"),
        Text(255, "Two tins of green tea"),
        N_("Shown to the buyer by Amazon."),
        "Two tins of green tea",
    ),
    (
        "customInformation",
        N_("Custom information"),
        Text(4096),
        N_("For yourself; the buyer does not see it. No personal data."),
        "",
    ),
)


def provider(when: When = When.NEVER) -> Field:
    """Make the row of a payment service provider's own id."""
    return Field(
        "providerMetadata.providerReferenceId",
        "providerMetadata.providerReferenceId",
        N_("Provider reference id"),
        Text(256),
        when,
        N_("A payment service provider's own id for the payment."),
        PROVIDER,
        _V1,
        folded=True,
    )


def platform(when: When = When.NEVER, *, v1: bool = True) -> Field:
    """Make the row of a solution provider's own merchant id."""
    return Field(
        "platformId",
        "platformId" if v1 else None,
        N_("Platform id"),
        Text(example="A1B2C3D4E5F6G7"),
        when,
        N_("A solution provider's own merchant id."),
        PROVIDER,
        _V1,
        folded=True,
    )


def status(*states: str) -> tuple[Field, ...]:
    """Make the rows that tell the state of an object with one reason."""
    return (
        state(*states),
        Field(
            "statusDetails.reasonCode",
            "statusDetail.reasonCode",
            N_("Reason"),
            Text(),
            source=_V1,
        ),
        Field(
            "statusDetails.reasonDescription",
            "statusDetail.reasonDescription",
            N_("Why"),
            Text(),
            source=_V1,
        ),
        last_updated(),
    )


def state(*states: str) -> Field:
    """Make the row of an object's state."""
    return Field(
        "statusDetails.state", "statusDetail.state", N_("State"), Choice(states), source=_V1
    )


def last_updated() -> Field:
    """Make the row that tells when the state came about."""
    return Field(
        "statusDetails.lastUpdatedTimestamp",
        "statusDetail.lastUpdatedTimestamp",
        N_("Last updated"),
        Timestamp(),
        source=_V1,
    )


def created() -> Field:
    """Make the row that tells when the object came about."""
    return Field("creationTimestamp", "creationTimestamp", N_("Created"), Timestamp(), source=_V1)


def expires() -> Field:
    """Make the row that tells when the object ends by itself."""
    return Field(
        "expirationTimestamp", "expirationTimestamp", N_("Expires"), Timestamp(), source=_V1
    )


def environment() -> Field:
    """Make the row that tells sandbox from live."""
    return Field(
        "releaseEnvironment", "releaseEnvironment", N_("Release environment"), Text(), source=_V1
    )


BUYER = (
    Field("buyer.buyerId", "buyer.buyerId", N_("Buyer id"), Text(), source=_V1),
    Field("buyer.name", "buyer.name", N_("Buyer's name"), Text(), source=_V1),
    Field("buyer.email", "buyer.email", N_("Buyer's e-mail"), Text(), source=_V1),
    Field("buyer.phoneNumber", None, N_("Buyer's phone"), Text(), source=_SESSION),
    Field("buyer.primeMembershipTypes", None, N_("Prime membership"), Anything(), source=_SESSION),
)
