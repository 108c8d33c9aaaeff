"""Charge permissions: how they begin, and what their charges leave of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from apay_console.emulator import choices
from apay_console.emulator.happened import STATE
from apay_console.emulator.state import Charge, Event, Permission, Record, Session
from apay_console.emulator.values import below, price, under
from apay_console.emulator.world import World
from apay_console.model import limits
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import stamp
from apay_console.model.profile import Region

ONE_TIME, RECURRING = "OneTime", "Recurring"
_DAY = 24 * 3600.0
_SHORT, _LONG = 180 * _DAY, 395 * _DAY  # half a year, and 13 months
_LETTERS = {"Recurring": "C", "PaymentMethodOnFile": "B"}
_DIGITS = {Region.NA: "1", Region.EU: "2", Region.JP: "3"}
_HOLDING = frozenset({"AuthorizationInitiated", "Authorized", "CaptureInitiated"})
_COPIED = ("buyer", "shippingAddress", "billingAddress", "merchantMetadata", "recurringMetadata")
_STATUS = (STATE, "statusDetails.reasons")
_USED_UP = ("Closed", "AmazonClosed", "Nothing is left to charge.")
_IN_PROGRESS = (  # the sandbox's own words
    "A charge is already in progress. You cannot initiate a new charge unless previous charge is "
    "canceled."
)
_HELD = ("NonChargeable", "ChargeInProgress", _IN_PROGRESS)


def begin(world: World, session: Session, at: float) -> Permission:
    """Make the permission that finishing a session gives."""
    life = _life(session)
    number = new_number(world, session, _LETTERS.get(_type_of(session), ""))
    values = _values(session) | {
        "chargePermissionId": number,
        "creationTimestamp": stamp(at),
        "expirationTimestamp": stamp(at + life),
    }
    place = (session.version, session.region, session.live)
    permission = Permission(number, *place, at, values, session_id=session.id)
    world.change(permission, {}, at)
    world.schedule(at + life, "expire_permission", number)
    return permission


def new_number(world: World, record: Record, letter: str = "") -> str:
    """Make an id of Amazon's shape: environment or type, region, two groups of digits."""
    first = letter or ("P" if record.live else "S")
    digits = world.ids.digits
    return f"{first}0{_DIGITS[record.region]}-{digits(7)}-{digits(7)}"


def settle(world: World, permission: Permission, at: float, *, cures: bool = False) -> None:
    """Work out what is left to charge, and with it the state; a cure ends other hindrances."""
    if permission.state == "Closed":
        return
    values = _worked_out(world, permission)
    if _is_hindered(permission) and not cures and values[STATE] != "Closed":
        values = {name: value for name, value in values.items() if name not in _STATUS}
    if not values.items() <= permission.values.items():
        world.change(permission, values, at)


def hinder(world: World, permission: Permission, reason: str, why: str) -> None:
    """Let a permission take no charges, for a reason that no charge of it can end."""
    world.change(permission, _status("NonChargeable", reason, why), world.now)


def _is_hindered(permission: Permission) -> bool:
    reasons = permission.values["statusDetails.reasons"] or []
    return any(row["reasonCode"] != _HELD[1] for row in reasons)


def _worked_out(world: World, permission: Permission) -> dict[str, Any]:
    """What charges leave of a permission; one without a limit is never used up."""
    limit = permission.values["limits.amountLimit"]
    if limit is None:
        return _status("Chargeable")
    held, captured = taken(charges_of(world, permission))
    left = Decimal(limit["amount"]) - held - captured
    return {
        **_status(*_state(permission, left, held, captured)),
        "limits.amountBalance": price(left, limit["currencyCode"]),
    }


def end(world: World, permission: Permission, reason: str, why: str, at: float) -> None:
    """End a permission for good, unless it has ended already."""
    if permission.state != "Closed":
        world.change(permission, _status("Closed", reason, why), at)


def reject(world: World, permission: Permission, at: float) -> None:
    """End a permission because Amazon rejected one of its charges."""
    world.choose(choices.REJECTION_CLOSES)
    end(world, permission, "AmazonCanceled", "Amazon rejected a charge.", at)


def prolong(world: World, permission: Permission) -> None:
    """Let the 13 months of a recurring permission begin again, as each charge does."""
    if permission.values["chargePermissionType"] == RECURRING:
        at = world.now
        world.change(permission, {"expirationTimestamp": stamp(at + _LONG)}, at)
        world.schedule(at + _LONG, "expire_permission", permission.id)


def expire(world: World, event: Event) -> None:
    """End a permission whose time is over, unless it was prolonged since."""
    permission = world.state.permissions.get(event.about)
    if permission and permission.values["expirationTimestamp"] <= stamp(event.at):
        end(world, permission, "Expired", "The charge permission was not used in time.", event.at)


def charges_of(world: World, permission: Permission) -> Iterator[Charge]:
    """Each charge of a permission, in the order in which they were made."""
    numbers = world.state.charges_of.get(permission.id, ())
    return (world.state.charges[number] for number in numbers)


def taken(charges: Iterable[Charge]) -> tuple[Decimal, Decimal]:
    """Add up what charges hold, and what they have captured."""
    held = captured = Decimal(0)
    for charge in charges:
        if charge.state == "Captured":
            captured += Decimal(charge.values["captureAmount"]["amount"])
        elif charge.state in _HOLDING:
            found = charge.values["captureAmount"] or charge.values["chargeAmount"]
            held += Decimal(found["amount"])
    return held, captured


def _state(
    permission: Permission, left: Decimal, held: Decimal, captured: Decimal
) -> tuple[str, str, str]:
    """Judge by what is left; v1 gives one payment, however much of the order it was."""
    is_single = permission.version is ApiVersion.V1
    if captured and is_single:
        return _USED_UP
    if held and (is_single or left <= 0):
        return _HELD
    return ("Chargeable", "", "") if left > 0 else _USED_UP


def _status(state: str, reason: str = "", why: str = "") -> dict[str, Any]:
    reasons = [{"reasonCode": reason, "reasonDescription": why}] if reason else None
    return dict(zip(_STATUS, (state, reasons), strict=True))


def _type_of(session: Session) -> str:
    return str(session.values["chargePermissionType"])


def _life(session: Session) -> float:
    is_long = session.values["paymentDetails.extendExpiration"] or _type_of(session) != ONE_TIME
    return _LONG if is_long else _SHORT


def _currency(session: Session) -> str | None:
    """Say in which currency the buyer pays; a session names it only once it was updated."""
    known: str | None = session.values["paymentDetails.presentmentCurrency"]
    price = session.values["paymentDetails.chargeAmount"]
    return known or (price and price["currencyCode"])


def _limit(session: Session) -> dict[str, str] | None:
    """Say how much may be charged in all; only an order that is paid once has a limit."""
    found = session.values
    total = found["paymentDetails.totalOrderAmount"] or found["paymentDetails.chargeAmount"]
    if _type_of(session) != ONE_TIME or total is None:
        return None
    if not found["paymentDetails.allowOvercharge"]:
        return dict(total)
    currency = total["currencyCode"]
    return price(limits.overcharge_limit(Decimal(total["amount"]), currency), currency)


def _values(session: Session) -> dict[str, Any]:
    found, limit = session.values, _limit(session)
    copied = {
        name: value
        for block in _COPIED
        for name, value in below(block, under(block, found)).items()
    }
    return {
        "chargePermissionReferenceId": None,
        "chargePermissionType": _type_of(session),
        "limits.amountLimit": limit,
        "limits.amountBalance": limit,
        "presentmentCurrency": _currency(session),
        "paymentPreferences.0.paymentDescriptor": None,
        "platformId": found["platformId"],
        "releaseEnvironment": found["releaseEnvironment"],
        **copied,
        **_status("Chargeable"),
    }
