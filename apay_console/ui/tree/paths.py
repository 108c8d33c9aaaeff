"""Where a value stands, written as one would in code, or as a JSONPath."""

from __future__ import annotations

from apay_console.model import json_text
from apay_console.model.fields import Path
from apay_console.ui.tree.nodes import ROOT, Nodes

_SHORT = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    "'": "\\'",
    "\\": "\\\\",
}
_ESCAPES = str.maketrans({chr(code): f"\\u{code:04x}" for code in range(0x20)} | _SHORT)


def written_path(path: Path) -> str:
    """Write a path as one would in code: paymentDetail.chargeAmount, constraints[0]."""
    words = ""
    for key in path:
        if key.isdecimal():
            words += f"[{key}]"
        elif key.isidentifier():
            words += f".{key}" if words else key
        else:
            words += f"[{json_text.write(key)}]"
    return words


def normalized_path(nodes: Nodes, node: int) -> str:
    """Write where a node stands as a normalized path (RFC 9535, section 2.7)."""
    words = ""
    while node != ROOT:
        parent, key = nodes.parents[node], nodes.key(node)
        is_place = isinstance(nodes.values[parent], list)
        words = (f"[{key}]" if is_place else f"['{key.translate(_ESCAPES)}']") + words
        node = parent
    return f"${words}"
