"""Where a buyer lives or is billed (address-formatting-and-validation.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.fields import Field, When
from apay_console.model.kinds import Kind, Pattern, Text

_SOURCE = "address-formatting-and-validation.html"

_PARTS: tuple[tuple[str, str, Kind], ...] = (
    ("name", N_("Name"), Text(50)),
    ("addressLine1", N_("Address line 1"), Text(180)),
    ("addressLine2", N_("Address line 2"), Text(60)),
    ("addressLine3", N_("Address line 3"), Text(60)),
    ("city", N_("City"), Text(50)),
    ("county", N_("County"), Text(50)),
    ("district", N_("District"), Text(50)),
    ("districtOrCounty", N_("District or county"), Text(50)),
    ("stateOrRegion", N_("State or region"), Text(50)),
    ("postalCode", N_("Postal code"), Text(20)),
    (
        "countryCode",
        N_("Country code"),
        Pattern(3, "US", r"[A-Za-z]{2,3}", N_("Two letters: US, DE, JP …")),
    ),
    ("phoneNumber", N_("Phone number"), Text(20)),
)


def address(v2: str, v1: str | None) -> tuple[Field, ...]:
    """Make the rows of an address that Amazon fills in."""
    kept = [part for part in _PARTS if part[0] != "districtOrCounty"]
    return tuple(
        Field(f"{v2}.{name}", f"{v1}.{name}" if v1 else None, label, kind, source=_SOURCE)
        for name, label, kind in kept
    )


def address_to_send(v2: str, section: str) -> tuple[Field, ...]:
    """Make the rows of an address that the merchant gives when it creates a session (v2 only)."""
    kept = [part for part in _PARTS if part[0] not in {"county", "district"}]
    return tuple(
        Field(
            f"{v2}.{name}",
            None,
            label,
            kind,
            When.CREATE,
            N_("Where to send the order; only together with ProcessOrder."),
            section,
            _SOURCE,
            folded=True,
            echoed=False,
        )
        for name, label, kind in kept
    )
