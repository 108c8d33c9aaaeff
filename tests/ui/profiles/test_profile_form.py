"""What is typed for a profile stays, and what is wrong with it stands beside it."""

from __future__ import annotations

import pytest

from apay_console.presenters.profiles.profiles import EMULATOR
from tests.profile_parts import KEY_ID, pem, sandbox
from tests.ui.dialogs import fill, found, held, paste_key, said, settle
from tests.ui.hands import paste, type_text


def test_the_prefix_decides_the_environment_and_preselects_v2(dialog):
    version = dialog.form.entries["version"].field
    assert version.text() == "v1"
    fill(dialog)
    assert dialog.form.entries["environment"].field.text() == "SANDBOX"
    assert version.text() == "v2"
    assert dialog.profiles.texts()[1] == "Fjord Tea · SANDBOX · EU · not saved yet"


def test_b25_a_key_id_that_names_no_environment_asks_for_it(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog, public_key_id="AG6KZ5VFXNQ3JPTMWL2D")
    place = dialog.form.entries["environment"].field
    assert place.asks
    dialog.foot.save.click()
    assert "choose one" in said(dialog, "environment")
    place.words.setCurrentIndex(1)
    place.words.activated.emit(1)
    assert said(dialog, "environment") == "This key id serves both."
    with qtbot.waitSignal(parts.profiles.saved) as told:
        dialog.foot.save.click()
    assert told.args[0].environment == "live"
    settle(qtbot, parts)


def test_b26_a_key_id_of_the_other_environment_is_refused(qtbot, parts, theme, dialog, private_key):
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), private_key)
    settle(qtbot, parts)
    dialog._open("fjord")
    field = dialog.form.entries["public_key_id"].field
    field.selectAll()
    type_text(field, "LIVE-AG6KZ5VF")
    dialog.foot.save.click()
    assert "cannot be used for the sandbox" in said(dialog, "public_key_id")
    assert dialog.focusWidget() is field
    assert field.text() == "LIVE-AG6KZ5VF"


def test_b27_an_invisible_sign_is_named_and_an_outer_newline_is_trimmed(
    qtbot, parts, dialog, private_key
):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog, public_key_id="")
    field = dialog.form.entries["public_key_id"].field
    for code in ("202E", "200B", "FEFF", "2066"):
        paste(field, f"{KEY_ID[:9]}{chr(int(code, 16))}{KEY_ID[9:]}")
        dialog.foot.save.click()
        assert f"U+{code}" in said(dialog, "public_key_id")
        field.selectAll()
    paste(field, f"{KEY_ID}\n")
    with qtbot.waitSignal(parts.profiles.saved) as told:
        dialog.foot.save.click()
    assert told.args[0].public_key_id == KEY_ID
    settle(qtbot, parts)


@pytest.mark.parametrize(
    "name", ["name", "public_key_id", "store_id", "merchant_id", "proxy", "deadline"]
)
def test_b42_a_key_pasted_in_a_wrong_place_is_removed_and_undo_does_not_bring_it_back(
    dialog, private_key, name
):
    field = dialog.form.entries[name].field
    type_text(field, "Fjord")
    paste(field, pem(private_key))
    assert field.text() == ""
    assert "does not belong here" in said(dialog, name)
    field.undo()
    assert field.text() == ""


@pytest.mark.parametrize("name", ["", "   ", "x" * 300, "TEA SHOP", "CON", "a\nb", "a\u202eb"])
def test_b43_a_name_that_would_confuse_is_refused_and_kept(dialog, name):
    field = dialog.form.entries["name"].field
    paste(field, name)
    dialog.foot.save.click()
    assert said(dialog, "name")
    assert field.property("state") == "error"
    assert field.text() == name


def test_b43_a_name_that_only_looks_different_is_taken_already(qtbot, parts, dialog):
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(name="Café"))
    settle(qtbot, parts)
    type_text(dialog.form.entries["name"].field, "CAFE\u0301")
    dialog.foot.save.click()
    assert "Another profile" in said(dialog, "name")


def test_a_refusal_goes_to_the_first_bad_entry_and_says_reason_and_example(
    qtbot, parts, dialog, private_key
):
    dialog.foot.save.click()
    assert dialog.focusWidget() is dialog.key.choose
    assert "private key is needed" in found(dialog)
    paste_key(qtbot, parts, dialog, pem(private_key))
    dialog.foot.save.click()
    assert dialog.focusWidget() is dialog.form.entries["name"].field
    assert said(dialog, "name") == "A name is needed. For example: Fjord Tea"
    fill(dialog, merchant_id="a b")
    dialog.foot.save.click()
    assert dialog.focusWidget() is dialog.form.entries["merchant_id"].field
    assert dialog.form.entries["merchant_id"].isVisible()
    assert held(dialog)


def test_a_proxy_is_kept_with_its_profile(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog, proxy=" HTTP://Proxy.example:3128/ ")
    with qtbot.waitSignal(parts.profiles.saved) as told:
        dialog.foot.save.click()
    assert told.args[0].proxy == "http://proxy.example:3128"
    settle(qtbot, parts)
    assert dialog.form.entries["proxy"].field.text() == "http://proxy.example:3128"
    assert dialog.form.entries["proxy"].isVisible()


def test_a_proxy_with_a_password_is_refused_and_stored_nowhere(
    qtbot, parts, dialog, private_key, tmp_path
):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog)
    with qtbot.waitSignal(parts.profiles.saved):
        dialog.foot.save.click()
    settle(qtbot, parts)
    fill(dialog, proxy="http://mara:canary@proxy.example:3128")
    dialog.foot.save.click()
    assert "asks for neither" in said(dialog, "proxy")
    assert "http://proxy.example:3128" in said(dialog, "proxy")
    assert dialog.focusWidget() is dialog.form.entries["proxy"].field
    settle(qtbot, parts)
    kept = list(tmp_path.rglob("*.*"))
    assert any(file.name == "console.db" for file in kept)
    assert all(b"canary" not in file.read_bytes() for file in kept)


def test_p15_how_long_an_answer_is_waited_for_is_kept_with_the_profile(
    qtbot, parts, dialog, private_key
):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog, deadline="600")
    dialog.foot.save.click()
    assert "from 5 to 120. For example: 30" in said(dialog, "deadline")
    assert dialog.focusWidget() is dialog.form.entries["deadline"].field
    assert dialog.form.entries["deadline"].isVisible()
    fill(dialog, deadline="45")
    with qtbot.waitSignal(parts.profiles.saved) as told:
        dialog.foot.save.click()
    assert told.args[0].deadline == 45
    settle(qtbot, parts)
    dialog._open(EMULATOR)
    assert dialog.form.entries["deadline"].field.text() == "30"
    assert not dialog.form.entries["deadline"].isVisible()
    dialog._open(told.args[0].id)
    assert dialog.form.entries["deadline"].field.text() == "45"
    assert dialog.form.entries["deadline"].isVisible()


def test_the_emulators_profile_has_no_proxy(dialog):
    dialog._open(EMULATOR)
    dialog.form._more.click()
    assert dialog.form.entries["merchant_id"].isVisible()
    assert not dialog.form.entries["proxy"].isVisible()
    assert dialog.form._more.text() == "Merchant id and time for an answer"
    assert dialog.form.entries["deadline"].isVisible()


def test_what_is_seldom_needed_is_folded_until_asked_for(dialog):
    seldom = [dialog.form.entries[name] for name in ("merchant_id", "proxy", "deadline")]
    assert not any(entry.isVisible() for entry in seldom)
    dialog.form._more.click()
    assert all(entry.isVisible() for entry in seldom)
    dialog.form._more.click()
    assert not any(entry.isVisible() for entry in seldom)
