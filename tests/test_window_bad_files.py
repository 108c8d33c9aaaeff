"""Files that are not what they seem, and places that take none: told in words, harming nothing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from apay_console.presenters.emulator.doctor_case import KEY, REFUSAL, REQUEST
from apay_console.ui.panels.doctor_panel import DoctorPanel
from apay_console.ui.panels.paste_panel import PastePanel
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.states.view import StatesView
from tests.disks import full_disk
from tests.profile_parts import pem
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]

POSTMAN = {
    "info": {
        "name": "{{7*7}}",
        "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    "item": [{"name": "Create", "request": {"method": "POST", "url": "{{base}}/v2/x"}}],
}
INSOMNIA = {"_type": "export", "__export_format": 4, "resources": [{"_type": "request"}]}
YAML = "type: collection.insomnia.rest/5.0\nname: !!python/object/apply:os.system [id]\n"
HTML = "<!doctype html><html><body onload=alert(1)><b>Tea</b></body></html>"
TEXTS = {
    "a Postman collection": json.dumps(POSTMAN),
    "an Insomnia export": json.dumps(INSOMNIA),
    "YAML": YAML,
    "HTML": HTML,
    "a profile": json.dumps({"version": 99, "profile": {"name": "x", "publicKeyId": "LIVE-1"}}),
    "nothing": "",
    "blanks": " \n\t ",
}


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("../../x.json", "{}")
    return held.getvalue()


BYTES = {
    "a ZIP": zipped(),
    "a pickle": b"\x80\x04\x95\x1f\x00\x00\x00\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.",
    "SQLite": b"SQLite format 3\0" + bytes(200),
    "a picture": b"\x89PNG\r\n\x1a\n\0",
    "UTF-16": "GET / HTTP/1.1".encode("utf-16"),
}


def drop(box, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    box.insertFromMimeData(data)


@pytest.fixture
def paste_in(shop: Shop) -> PastePanel:
    if shop.window.page.side.name != "paste_in":
        shop.run("paste_in")
    panel = shop.window.page.side.panel("paste_in")
    assert isinstance(panel, PastePanel)
    panel.box.put("")
    panel.box.setFocus()
    return panel


@pytest.fixture
def doctor(shop: Shop) -> DoctorPanel:
    if shop.window.page.side.name != "doctor":
        shop.run("doctor")
    panel = shop.window.page.side.panel("doctor")
    assert isinstance(panel, DoctorPanel)
    for box in panel.boxes.values():
        box.put("")
    return panel


@pytest.mark.parametrize("name", TEXTS)
def test_b109_what_is_no_request_is_not_put_into_the_form(shop, paste_in, name):
    before = shop.state
    shop.paste(TEXTS[name])
    assert not paste_in.begin.isEnabled()
    if TEXTS[name].strip() and name != "a profile":  # its keys are listed as not understood
        assert paste_in.problem.isVisible()
        assert not paste_in.put.isEnabled()
    assert shop.state.draft == before.draft
    assert "49" not in paste_in.problem.text()


def test_a_private_key_in_a_body_is_not_taken(shop, paste_in, private_key):
    for body in (
        {"key": pem(private_key)},
        {"merchantMetadata": {"noteToBuyer": pem(private_key)}},
    ):
        paste_in.box.put(json.dumps(body))  # as if the box had let it in
        paste_in._look()
        assert "private key" in paste_in.problem.text()
        assert not paste_in.put.isEnabled()
        assert not paste_in.begin.isEnabled()
    paste_in.box.put("")


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("part", [REQUEST, KEY, REFUSAL])
def test_b107_a_file_that_is_no_text_is_refused_by_every_box_of_the_doctor(
    shop, doctor, tmp_path, name, part
):
    path = tmp_path / f"{name}.json"
    path.write_bytes(BYTES[name])
    drop(doctor.boxes[part], path)
    shop.settle()
    assert "is no text" in doctor.problem.text()
    assert doctor.boxes[part].text() == ""
    doctor.problem.hide()


@pytest.mark.parametrize("name", TEXTS)
def test_b109_a_file_that_is_no_request_is_said_to_be_none(shop, doctor, tmp_path, name):
    path = tmp_path / "request.json"
    path.write_text(TEXTS[name], "utf-8")
    drop(doctor.boxes[REQUEST], path)
    shop.settle()
    doctor.examine.click()
    shop.settle()
    assert doctor.problem.isVisible()
    assert doctor.boxes[REQUEST].text() == TEXTS[name]
    doctor.problem.hide()


def test_b107_what_is_no_file_is_refused(shop, doctor, tmp_path):
    huge = tmp_path / "huge.har"
    with huge.open("wb") as file:
        file.truncate(1 << 33)  # takes no room on the disk
    for path, words in (
        (tmp_path, "is no file"),
        (tmp_path / "gone", "cannot be read"),
        (huge, "larger than 4 MiB"),
    ):
        drop(doctor.boxes[REQUEST], path)
        shop.settle()
        assert words in doctor.problem.text()
        doctor.problem.hide()


def test_a_private_key_is_no_public_one(shop, doctor, private_key):
    doctor.boxes[REQUEST].put("GET /v2/x HTTP/1.1\nhost: h\n")
    doctor.boxes[KEY].put(pem(private_key))
    doctor.examine.click()
    shop.settle()
    assert "This is a private key; paste the public one" in doctor.problem.text()


@pytest.mark.parametrize("name", TEXTS)
def test_b109_open_takes_no_file(shop, name):
    sales = len(shop.parts.console.shelf.sales)
    shop.run("open")
    shop.paste(TEXTS[name])
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert len(shop.parts.console.shelf.sales) == sales
    bar = shop.window.sheets.open_bar
    assert bar.isVisible()
    assert [label.text() for label in bar.findChildren(ProblemLabel) if label.isVisible()]
    shop.key(Qt.Key.Key_Escape)


# --- places that take nothing ---------------------------------------------------------------------


def choose_place(owner, path: Path) -> None:
    """Answer the dialog that asks where to."""
    (dialog,) = owner.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    owner.window().activateWindow()
    QApplication.processEvents()


@pytest.fixture
def export(shop: Shop):
    shop.run("export")
    yield shop.window.sheets.export
    shop.window.sheets.export.leave()


@pytest.mark.parametrize("row", [1, 7])  # HAR, and the archive
def test_b113_a_disk_that_fills_up_leaves_what_was_there(shop, export, tmp_path, row):
    export.forms.setCurrentRow(row)
    path = tmp_path / "a.har"
    path.write_bytes(b"old")
    export.save.click()
    with full_disk(1024):
        choose_place(export, path)
    assert "The disk is full" in export.problem.text()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.har"]
    export.save.click()
    choose_place(export, path)
    assert not export.problem.isVisible()
    assert len(path.read_bytes()) > 1024


@pytest.mark.parametrize("name", ["link", "dangling", "gone/a.har", ".", "a\0b", "a" * 300])
def test_b113_a_place_that_is_none_is_said(shop, export, tmp_path, name):
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    export.save.click()
    choose_place(export, tmp_path / name)
    assert export.problem.isVisible()
    assert (tmp_path / "target").read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dangling", "link", "target"]


def test_b113_the_picture_of_the_states_says_so_too(shop, tmp_path):
    shop.run("states_tab")
    view = shop.window.page.answer.states
    assert isinstance(view, StatesView)
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")
    view.save_button.click()
    with full_disk(256):
        choose_place(view, path)
    assert path.read_bytes() == b"old"
    assert any("disk is full" in text for text in said(view))
    shop.run("session_tab")


def said(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
