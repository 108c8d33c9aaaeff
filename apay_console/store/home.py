"""Where a data folder lay when it was last used: a copy of it shares its keys with the original.

A key is called by its profile, and both folders know it by the same name. To call it otherwise in
the copy, the keyring would have to be asked at a start, which nobody expects; so it is only said.
"""

from __future__ import annotations

from pathlib import Path

from apay_console.store.folder import DATA_FILE
from apay_console.store.settings import Settings

_HOME = "home"
_TOLD = "home.told"


async def original_of(settings: Settings, folder: Path) -> str:
    """Name the folder that this one is a copy of, once; remember where this one lies."""
    home, here = str(await settings.get(_HOME, "")), str(folder)
    if not home or not _is_another(Path(home), folder):
        if home != here:
            await settings.put(_HOME, here)
        return ""
    if await settings.get(_TOLD, "") == here:
        return ""
    await settings.put(_TOLD, here)
    return home


def _is_another(home: Path, here: Path) -> bool:
    """Say whether the folder of last time is still in use, and not this one by another name."""
    try:
        return (home / DATA_FILE).exists() and not home.samefile(here)
    except (OSError, ValueError):  # what cannot be reached, or is no path
        return False
