"""In which colours it is shown who changed something: you, or Amazon by itself."""

from __future__ import annotations

from apay_console.model.changes.changes import Who

TOKENS = {Who.YOU: "todo", Who.AMAZON: "amazon"}
TINTS = {Who.YOU: "todoTint", Who.AMAZON: "amazonTint"}
