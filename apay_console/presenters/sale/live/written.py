"""What a request says in its own bytes: how much, of which order, about which object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apay_console.errors import BadText, Invalid
from apay_console.model import codec, json_text
from apay_console.model.fields import Field
from apay_console.model.kinds import Money
from apay_console.model.money.price import Price
from apay_console.model.request import Request
from apay_console.model.signed_call import SIGNED_CALL

REFERENCE = "merchantMetadata.merchantReferenceId"
_AMOUNTS = ("chargeAmount", "captureAmount", "refundAmount")  # of a call that no table knows


@dataclass(frozen=True)
class Written:
    """A request, read back from what would leave."""

    request: Request

    @cached_property
    def body(self) -> Mapping[str, Any]:
        """The JSON object that would be sent; empty when it is none."""
        try:
            found = json_text.read_bytes(self.request.body)
        except BadText:
            return {}
        return found if isinstance(found, Mapping) else {}

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Each known field's value under its own name; of an unknown call what stands on top."""
        schema = self.request.operation.body
        if schema is None or self.request.operation.name == SIGNED_CALL.name:
            return self.body
        found = codec.flatten(self.body, schema, self.request.version).values
        return {row.name: wire for row, wire in found.items()}

    @property
    def amount_name(self) -> str:
        """The field whose amount is moved, if any is sent: it stands first among the amounts."""
        schema = self.request.operation.body
        rows = [row.name for row in schema or () if _is_money(row)]
        return next((name for name in (*rows[:1], *_AMOUNTS) if name in self.values), "")

    @property
    def amount(self) -> Any:
        """The amount as it would be sent."""
        return self.values.get(self.amount_name)

    @property
    def price(self) -> Price | None:
        """The amount; None where there is none that can be read."""
        try:
            return Money().decode(self.amount)
        except Invalid:
            return None

    @property
    def reference(self) -> str:
        """The merchant's own number of the order."""
        found = self.values.get(REFERENCE)
        return found if isinstance(found, str) else ""

    @property
    def object_id(self) -> str:
        """The object that the request is about: in its path, else in its body."""
        about, ids = self.request.operation.about, self.request.ids
        if about is None:
            return ""
        found = ids.get(about.id_field) or self.body.get(about.id_field)
        return found if isinstance(found, str) else ""


def _is_money(row: Field) -> bool:
    return isinstance(row.kind, Money)
