"""The hosts of Amazon Pay's pages for buyers, by region."""

from __future__ import annotations

from apay_console.model.profile import Region

# Hosted pages: apay-us.amazon.com and payments.amazon.* stand in answers of the API, one for each
# language in Amazon's own checkout.js; pay.amazon.com/redirect/… stands in the documentation.
# Sign-in: www.amazon.* and *.account.amazon.com, where these pages send a buyer who is not signed
# in. A host missing here is refused by name; the person's own browser still opens it.
HOSTS = {
    Region.NA: frozenset(
        {
            "payments.amazon.com",
            "apay-us.amazon.com",
            "pay.amazon.com",
            "www.amazon.com",
            "na.account.amazon.com",
        }
    ),
    Region.EU: frozenset(
        {
            "payments.amazon.de",
            "payments.amazon.co.uk",
            "payments.amazon.fr",
            "payments.amazon.it",
            "payments.amazon.es",
            "payments-eu.amazon.com",
            "pay.amazon.eu",
            "pay.amazon.com",
            "www.amazon.de",
            "www.amazon.co.uk",
            "www.amazon.fr",
            "www.amazon.it",
            "www.amazon.es",
            "eu.account.amazon.com",
        }
    ),
    Region.JP: frozenset(
        {
            "payments.amazon.co.jp",
            "pay.amazon.co.jp",
            "pay.amazon.com",
            "www.amazon.co.jp",
            "apac.account.amazon.com",
        }
    ),
}

# Amazon's own domains: its pages put parts of themselves into frames from there. What prepares an
# additional verification comes from amazon.dev.
DOMAINS = (
    "amazon.com",
    "amazon.de",
    "amazon.co.uk",
    "amazon.fr",
    "amazon.it",
    "amazon.es",
    "amazon.eu",
    "amazon.co.jp",
    "amazon.dev",
    "payments-amazon.com",
    "media-amazon.com",
)


def is_amazons(host: str) -> bool:
    """Whether a host lies in one of Amazon's domains."""
    return any(host == domain or host.endswith(f".{domain}") for domain in DOMAINS)
