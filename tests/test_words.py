"""Whatever is said can be translated: the translators' tool finds every word that the code says."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

PACKAGE = Path(__file__).parents[1] / "apay_console"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
PLACES = {"tr": 0, "N_": 0, "translate": 1}  # where each takes the words; painters translate, too


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each call of one of these, by where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in PLACES:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def words_of(call: ast.Call) -> ast.expr | None:
    place = PLACES[called(call)]
    is_said = len(call.args) > place and (place == 0 or is_text(call.args[0]))
    return call.args[place] if is_said else None


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> set[str]:
    """All that Qt's tool finds for the translators."""
    listed = tmp_path_factory.mktemp("words") / "words.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    alias = ["-tr-function-alias", "QT_TR_NOOP+=N_"]
    subprocess.run([tool, *alias, *TREES, "-ts", listed], check=True, capture_output=True)
    return {row.findtext("source", "") for row in ElementTree.parse(listed).iter("message")}


def test_every_word_is_found_for_the_translators(found):
    said = {place: words_of(call) for place, call in calls()}
    texts = {(at, one.value) for at, one in said.items() if isinstance(one, ast.Constant)}
    assert len(texts) > 2000
    assert {(at, text) for at, text in texts if text and text not in found} == set()


def test_no_word_is_put_together_before_it_is_translated():
    put_together = (ast.JoinedStr, ast.BinOp)
    assert [at for at, call in calls() if isinstance(words_of(call), put_together)] == []
