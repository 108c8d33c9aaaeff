"""What lies beside the data file for a bad day: damaged files, and copies from before a change.

Nothing can be taken out of a damaged file for certain, so it goes whole: after as long as buyers'
data is kept, or at once where something that it may hold is deleted.
"""

from __future__ import annotations

from contextlib import suppress
from math import inf
from pathlib import Path

from apay_console.store import folder

_ASIDE = ("corrupt", "gone")
_MOMENT = "[0-9]" * 8 + "T[0-9]*"  # as `folder.stamp` writes it
_NEVER = "A"  # comes after every moment


def lying_aside(path: Path) -> list[Path]:
    """List the files that were damaged, and the journals whose file was gone."""
    return _of(path, _ASIDE)


def drop_set_aside(path: Path) -> None:
    """Delete all that was set aside; what another program holds waits for the next time."""
    _drop(lying_aside(path))


def drop_older(path: Path, before: float) -> None:
    """Delete what was set aside, or copied before a change, until a moment."""
    limit = folder.stamp(before) if before < inf else _NEVER
    _drop([one for one in _of(path, (*_ASIDE, "before")) if _moment(path, one) < limit])


def _of(path: Path, kinds: tuple[str, ...]) -> list[Path]:
    return [one for kind in kinds for one in path.parent.glob(f"{path.name}.{kind}-{_MOMENT}")]


def _moment(path: Path, one: Path) -> str:
    return one.name.removeprefix(path.name).partition("-")[2]


def _drop(files: list[Path]) -> None:
    for one in files:
        with suppress(OSError):
            one.unlink(missing_ok=True)
