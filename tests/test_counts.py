"""One source for each fact, counted: what the tables list is there wherever it should be."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QWidget

from apay_console.api.call import Call
from apay_console.emulator import routes
from apay_console.emulator.rules import needs
from apay_console.emulator.rules import table as rules
from apay_console.model import codec, lifecycle
from apay_console.model.answer import Refused
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.constraints import REMEDIES, remedy
from apay_console.model.draft import Scope
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import base_path
from apay_console.presenters.sale.words import refusals, refused_payments
from apay_console.ui import menus
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.form.form import Form
from apay_console.ui.parts.text import PlainLabel, word
from apay_console.ui.resources import resource
from apay_console.ui.top_bar import TopBar
from tests.exchanges import NOON, SESSION, refused
from tests.sale_parts import PROFILE
from tests.window_parts import opened, quick, shared_theme

__all__ = ["quick"]
PACKAGE = Path(__file__).parents[1] / "apay_console"
NAMES = {row.name for row in COMMANDS}
SETTABLE = {
    version: {row for row in CHECKOUT_SESSION.of(version) if row.settable} for version in ApiVersion
}
CASES = list(itertools.product(ApiVersion, [False, True]))


def form_of(version: ApiVersion, creating: bool, qapp, qtbot) -> Form:
    form = Form(Scope(CHECKOUT_SESSION, version, "na", creating=creating), shared_theme(qapp))
    qtbot.addWidget(form)
    return form


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", list(ApiVersion))
def test_every_field_that_a_merchant_may_set_can_be_typed(version, qapp, qtbot):
    forms = [form_of(version, creating, qapp, qtbot) for creating in (False, True)]
    assert {row for form in forms for row in form.fields()} == SETTABLE[version]


@pytest.mark.parametrize(("version", "creating"), CASES)
def test_every_field_has_an_editor_and_its_own_label(version, creating, qapp, qtbot):
    form = form_of(version, creating, qapp, qtbot)
    for row in form.fields():
        cell = form.cell(row)
        words = word(row.label)
        labels = [label.text() for label in cell.findChildren(PlainLabel)]
        assert cell.editor.inputs(), row
        assert words in [*labels, getattr(cell.editor.inputs()[0], "text", str)()], row
        assert cell.editor.inputs()[0].accessibleName() == words


@pytest.mark.parametrize(("version", "creating"), CASES)
def test_every_field_of_a_form_has_a_place_on_the_wire(version, creating):
    rows = Scope(CHECKOUT_SESSION, version, "na", creating).fields()
    paths = [row.path(version) for row in rows]
    assert all(paths)
    assert len(set(paths)) == len(rows)


def test_no_two_fields_have_a_wire_name_in_common():
    for version in ApiVersion:
        paths = [row.path(version) for row in CHECKOUT_SESSION.of(version)]
        assert len(set(paths)) == len(paths)


# --- operations -----------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda row: row.name)
def test_every_operation_has_a_client_path_that_is_a_route_of_the_emulator(operation, private_key):
    for version in operation.versions:
        ids = dict.fromkeys(re.findall(r"\{(.*?)\}", operation.path), SESSION)
        target = f"{base_path(PROFILE, version)}/{operation.target(**ids)}"
        call = Call(
            operation, PROFILE, version, private_key, endpoint="http://127.0.0.1:1", target=target
        )
        route = routes.find(operation.method, call.target, PROFILE.public_key_id)
        assert (route.operation, route.version) == (operation, version)
        assert route.number == (SESSION if ids else "")


def test_every_operation_has_a_rule_in_the_emulator():
    assert set(rules.RULES) == {row.name for row in OPERATIONS}


# --- constraints ----------------------------------------------------------------------------------


def every_constraint() -> Iterator[str]:
    """All that the emulator can ever ask for."""
    blank = {row.name: value for row, value in codec.blank(CHECKOUT_SESSION).items()}
    for recurring in ({}, {"chargePermissionType": "Recurring"}):
        yield from (row["constraintId"] for row in needs.constraints({**blank, **recurring}))


def test_every_constraint_has_a_remedy_and_every_remedy_a_constraint():
    asked = set(every_constraint())
    assert asked == {row.constraint for row in REMEDIES}
    assert all(remedy(name) for name in asked)


@pytest.mark.parametrize("row", REMEDIES, ids=lambda row: row.constraint)
def test_a_remedy_is_a_field_of_the_form_or_a_command(row):
    assert bool(row.field) is not bool(row.action)
    if row.action:
        assert row.action in NAMES
        return
    for version in row.versions:
        fields = Scope(CHECKOUT_SESSION, version, "na").fields()
        assert CHECKOUT_SESSION[row.field] in fields


# --- commands -------------------------------------------------------------------------------------


def receivers(commands: Commands) -> dict[str, int]:
    return {row.name: commands[row.name].receivers(SIGNAL("triggered(bool)")) for row in COMMANDS}


def test_every_command_has_somebody_who_carries_it_out(qapp, tmp_path, quick, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    bare = Commands(window)
    bar = TopBar(shared_theme(qapp), bare, lambda: NOON, window)
    bar.set_menu(menus.make_menu(bare, window))
    bar.show_profiles((PROFILE,), PROFILE)
    listed = receivers(bare)  # menus listen too
    with opened(qapp, tmp_path) as shop:
        shop.start()
        found = receivers(shop.window.commands)
    assert [name for name in NAMES if found[name] <= listed[name]] == []


def test_every_command_has_an_icon():
    assert [row.name for row in COMMANDS if not resource(f"icons/{row.icon}.svg").is_file()] == []


def test_the_next_step_is_always_a_command_or_a_request():
    requests = {"create", "send", "complete", "task"}
    assert {step.value for step in lifecycle.Next} <= NAMES | requests


@pytest.mark.parametrize("code", [*refusals._READERS, *refused_payments.WORDS, "SomethingNew"])
@pytest.mark.parametrize("words", ["", "value 'x' provided for 'y'", "field 'paymentDetails'"])
def test_every_refusal_is_explained_and_offers_only_commands(code, words):
    message, actions = refusals.explain(Refused(refused(400, code, words), code, words))
    assert str(message)
    assert set(actions) <= NAMES
    assert len(actions) <= 2


def called(name: str) -> Iterator[ast.Call]:
    """Every call of a function of that name in the presenters of the window itself."""
    for path in (PACKAGE / "presenters").rglob("*.py"):
        if path.name.startswith(("profile", "key")):  # a dialog with buttons of its own
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def test_every_notice_offers_only_commands_and_a_tone_that_has_an_icon():
    from apay_console.ui.parts import tones

    notices = list(called("Notice"))
    assert len(notices) > 20
    for call in notices:
        given = [*call.args[2:3], *(key.value for key in call.keywords if key.arg == "actions")]
        names = [node.value for part in given for node in ast.walk(part) if is_text(node)]
        assert set(names) <= NAMES, ast.unparse(call)
        tone = call.args[0]
        assert not is_text(tone) or tone.value in tones._ICONS


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_wanted_command_is_one():
    wanted = [
        node.args[0].value
        for path in (PACKAGE / "presenters").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and node.args
        and is_text(node.args[0])
        and ast.unparse(node.func).rpartition(".")[0].endswith("command_wanted")
    ]
    assert wanted
    assert set(wanted) <= NAMES


# --- words ----------------------------------------------------------------------------------------


def test_no_word_in_the_window_is_put_together_before_it_is_translated():
    found = [
        f"{path.name}:{node.lineno}"
        for path in (PACKAGE / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "tr"
        and not is_text(node.args[0])
    ]
    assert found == []
