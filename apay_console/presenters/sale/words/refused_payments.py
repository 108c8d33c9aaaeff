"""Refusals of charges, captures and refunds that only say why (error-handling.html)."""

from __future__ import annotations

from collections.abc import Mapping

from apay_console.errors import N_

ABOUT_AMOUNT = {"TransactionAmountExceeded", "PeriodicAmountExceeded", "CurrencyMismatch"}
WORDS: Mapping[str, str] = {
    "TransactionAmountExceeded": N_("That is more than is left. No money was moved."),
    "PeriodicAmountExceeded": N_(
        "This month's limit for later payments would be passed. No money was moved."
    ),
    "TransactionCountExceeded": N_("No more charges are taken here. No money was moved."),
    "CurrencyMismatch": N_("The checkout was in another currency. No money was moved."),
    "InvalidParameterCombination": N_("These values do not go together. Your values are kept."),
    "InvalidSandboxSimulationSpecified": N_("This call does not take that simulation code."),
    "SoftDeclined": N_("Declined for now: another try may succeed. No money was moved."),
    "HardDeclined": N_("Declined: ask the buyer for another payment method. No money was moved."),
    "AmazonRejected": N_(
        "Amazon rejected it: do not try again; the buyer pays in another way. No money was moved."
    ),
    "TransactionTimedOut": N_(
        "Amazon did not decide in time: charge again and let Amazon answer later. No money was "
        "moved."
    ),
    "PaymentMethodNotAllowed": N_(
        "The buyer's payment method cannot be used here: ask for another one. No money was moved."
    ),
    "MFANotCompleted": N_(
        "The buyer's bank wants the buyer to confirm it first. No money was moved."
    ),
}
