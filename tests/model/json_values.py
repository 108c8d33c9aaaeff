"""JSON as hypothesis makes it, in the types that json_text reads into."""

from __future__ import annotations

from hypothesis import strategies as st

keys = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
numbers = st.integers() | st.decimals(-(10**15), 10**15, places=6)
scalars = st.none() | st.booleans() | numbers | keys
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
json_objects = st.dictionaries(keys, json_values, max_size=5)
