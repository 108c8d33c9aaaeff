"""Documents as hypothesis makes them, the later one made of the earlier by people's hands."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from apay_console.model.changes.changes import Change
from apay_console.model.fields import Path
from tests.model.json_values import json_objects


def redone(before: Any, found: tuple[Change, ...]) -> Any:
    """Do all that changed to the earlier document, by nothing but what the changes say."""
    return _Redoing(found).redo(before, (), ())


class _Redoing:
    def __init__(self, found: tuple[Change, ...]) -> None:
        self.gone = {one.path for one in found if one.is_absent}
        self.gone |= {one.was_at for one in found if one.is_moved}
        self.come = {one.path: one.after for one in found if one.was_absent or one.is_moved}
        rest = (one for one in found if not one.is_absent and one.path not in self.come)
        self.other = {one.path: one.after for one in rest}

    def redo(self, value: Any, was: Path, path: Path) -> Any:
        if path in self.other:
            return self.other[path]
        new = {here[-1]: one for here, one in self.come.items() if here and here[:-1] == path}
        if isinstance(value, dict):
            kept = [key for key in value if (*was, key) not in self.gone]
            return {key: self.redo(value[key], (*was, key), (*path, key)) for key in kept} | new
        return self._redo_list(value, was, path, new) if isinstance(value, list) else value

    def _redo_list(self, value: Any, was: Path, path: Path, new: Any) -> Any:
        kept = [place for place in range(len(value)) if (*was, str(place)) not in self.gone]
        made: list[Any] = []
        for place in map(str, range(len(kept) + len(new))):
            if place in new:
                made.append(new[place])
            else:
                left = kept.pop(0)
                made.append(self.redo(value[left], (*was, str(left)), (*path, place)))
        return made


def mixed(value: Any, seed: int) -> Any:
    """Turn some keys, items and values of a document over, out, or upside down."""
    dice = random.Random(seed)
    return _mix(value, dice)


def _mix(value: Any, dice: random.Random) -> Any:
    if isinstance(value, dict):
        rows = [(key, _mix(one, dice)) for key, one in value.items() if dice.random() > 0.15]
        dice.shuffle(rows)
        return dict(rows)
    if isinstance(value, list):
        items = [_mix(one, dice) for one in value if dice.random() > 0.15]
        if dice.random() < 0.4:
            dice.shuffle(items)
        return items
    return f"{value}!" if dice.random() < 0.1 else value


lists = st.lists(st.integers(0, 5) | st.booleans() | json_objects, max_size=9)
documents = json_objects | st.dictionaries(st.sampled_from("abc"), lists, max_size=3)
seeds = st.integers(0, 10**6)
