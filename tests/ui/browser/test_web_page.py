"""A page asks before each move, comes to a bank only if told to, and gets no powers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.visits import AMAZON, BIG, HOME, QUIET, Visit

pytestmark = QUIET


BANK = "https://acs.bank.test/challenge"
CHALLENGE = f"<form id=f method=post action='{BANK}'><input name=creq value='a b'></form>"


def test_a_bank_is_asked_about_and_gets_its_form_once_trusted(visit: Visit) -> None:
    visit.gallery.page("/challenge", "<title>bank</title>bank")
    visit.open(f"{CHALLENGE}<script>f.submit()</script>")
    visit.said("Is this your bank? acs.bank.test")
    assert visit.gallery.of("acs.bank.test") == []
    visit.press("Continue")
    visit.until(lambda: visit.shown.bar.text() == BANK)
    assert [(hit.method, hit.body) for hit in visit.gallery.of("acs.bank.test")] == [
        ("POST", b"creq=a+b")
    ]
    with visit.qtbot.waitSignal(visit.shown.returned):
        visit.js(f"location.href = '{HOME}'; 1")


@pytest.mark.parametrize("way", ["302", "location"])
def test_a_bank_that_amazon_leads_to_opens_once_trusted(visit: Visit, way: str) -> None:
    visit.gallery.page("/challenge", "<title>bank</title>bank")
    visit.gallery.page("/leave", "", status=302, Location=BANK)
    visit.open("<p>pay")
    target = "/leave" if way == "302" else BANK
    visit.js(f"location.href = '{target}'; 1")
    visit.said("Is this your bank?")
    visit.press("Continue")
    visit.until(lambda: visit.shown.bar.text() == BANK)


def test_a_bank_in_a_frame_opens_in_its_frame(visit: Visit) -> None:
    visit.gallery.page("/challenge", "bank")
    visit.open(f"<iframe src='{BANK}'></iframe>")
    visit.said("Is this your bank?")
    visit.press("Continue")
    visit.until(lambda: visit.gallery.of("acs.bank.test"))
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_a_banks_form_into_a_frame_goes_there(visit: Visit) -> None:
    visit.gallery.page("/challenge", "bank")
    form = CHALLENGE.replace("id=f", "id=f target=acs")
    visit.open(f"<iframe name=acs></iframe>{form}<script>f.submit()</script>")
    visit.said("Is this your bank?")
    visit.press("Continue")
    visit.until(lambda: visit.gallery.of("acs.bank.test"))
    assert visit.gallery.of("acs.bank.test")[0].body == b"creq=a+b"
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_a_question_is_not_covered_by_what_a_page_says(visit: Visit) -> None:
    visit.open(f"<script>location.href = '{BANK}'</script>")
    visit.said("Is this your bank?")
    visit.js("alert('Press Continue'); 1")
    visit.settled()
    QApplication.processEvents()
    assert "Is this your bank?" in visit.shown.banner.text()


def test_a_bank_may_be_left_to_the_persons_own_browser(visit: Visit) -> None:
    visit.open(f"<script>location.href = '{BANK}'</script>")
    visit.said("Is this your bank?")
    with visit.qtbot.waitSignal(visit.shown.open_outside) as outside:
        visit.press("Use my browser")
    assert outside.args == [QUrl(f"{AMAZON}/page")]


def test_a_bank_may_be_declined(visit: Visit) -> None:
    visit.open(f"<script>location.href = '{BANK}'</script>")
    visit.said("Is this your bank?")
    with visit.qtbot.waitSignal(visit.shown.closed):
        visit.press("Stop")
    assert visit.shown.windows.count() == 0
    assert visit.gallery.of("acs.bank.test") == []


def test_parts_of_amazons_pages_need_no_question(visit: Visit) -> None:
    visit.gallery.page("/part", "part")
    visit.open("<iframe src='https://cdn.apx.amazon.dev/part'></iframe>")
    visit.until(lambda: visit.gallery.of("cdn.apx.amazon.dev"))
    assert visit.shown.banner.text() == ""


ASKS = {
    "geolocation": "new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, n))",
    "notifications": "Notification.requestPermission().then(p => p == 'granted' || none())",
    "camera": "navigator.mediaDevices.getUserMedia({video: true})",
    "microphone": "navigator.mediaDevices.getUserMedia({audio: true})",
    "screen": "navigator.mediaDevices.getDisplayMedia({video: true})",
    "clipboard": "navigator.clipboard.readText()",
    "midi": "navigator.requestMIDIAccess({sysex: true})",
    "fonts": "queryLocalFonts()",
    "files": "showOpenFilePicker()",
    "folder": "showDirectoryPicker()",
    "lock": "document.body.requestPointerLock()",
    "fullscreen": "document.body.requestFullscreen()",
    "usb": "navigator.usb.requestDevice({filters: []})",
    "serial": "navigator.serial.requestPort()",
    "bluetooth": "navigator.bluetooth.requestDevice({acceptAllDevices: true})",
    "hid": "navigator.hid.requestDevice({filters: []})",
    "wake": "navigator.wakeLock.request('screen')",
    "idle": "IdleDetector.requestPermission().then(p => p == 'granted' || none())",
    "clipboard write": "navigator.clipboard.writeText('x')",
    "small window": "documentPictureInPicture.requestWindow()",
    "payment": "new PaymentRequest([{supportedMethods: 'https://pay.amazon.com/x'}], "
    "{total: {label: 'x', amount: {currency: 'USD', value: '1'}}}).show()",
    "password": "navigator.credentials.get({password: true}).then(p => p || none())",
    "colours": "new EyeDropper().open()",
    "contacts": "navigator.contacts.select(['name'])",
    "sharing": "navigator.share({title: 'x'})",
    "push": "navigator.serviceWorker.register('/sw.js').then(r => r.pushManager.subscribe("
    "{userVisibleOnly: true, applicationServerKey: 'x'}))",
    "more room": "navigator.storage.persist().then(p => p || none())",
    "webgl": "document.createElement('canvas').getContext('webgl') || none()",
}


@pytest.mark.parametrize("power", list(ASKS))
def test_p31_a_page_that_asks_for_a_power_gets_none(visit: Visit, power: str) -> None:
    given = "v => came = v && v.length == 0 ? 'refused' : 'granted'"  # an empty list is nothing
    ends = f"{given}, () => came = 'refused'"
    ask = f"Promise.resolve().then(() => {ASKS[power]}).then({ends})"
    script = "<script>came = ''; none = () => { throw Error() }</script>"
    visit.open(f'{script}<button {BIG} onclick="{ask}">x</button>')
    visit.click()
    visit.until(lambda: visit.js("came"))
    assert visit.js("came") == "refused"
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None


PASSKEY = """navigator.credentials.create({publicKey: {
  challenge: new Uint8Array(16), rp: {name: 'x'}, pubKeyCredParams: [{type: 'public-key', alg: -7}],
  user: {id: new Uint8Array(8), name: 'x', displayName: 'x'}}}).then(() => came = 'granted')"""


def test_p31_a_page_that_wants_a_passkey_opens_nothing(visit: Visit) -> None:
    visit.open(f'<script>came = 0</script><button {BIG} onclick="came = 1; {PASSKEY}">x</button>')
    visit.click()
    visit.until(lambda: visit.js("came"))
    visit.settled()
    assert visit.js("came") == 1
    assert QApplication.activeModalWidget() is None


def test_p31_a_page_that_asks_for_all_powers_at_once_gets_none(
    visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    asks = ",".join(f"() => {ask}" for ask in ASKS.values())
    script = f"<script>none = () => {{ throw Error() }}; asks = [{asks}]</script>"
    at_once = "asked = Promise.allSettled(asks.map(ask => new Promise(y => y(ask()))))"
    visit.open(f'{script}<button {BIG} onclick="{at_once}">x</button>')
    visit.click()
    visit.until(lambda: visit.js("'asked' in window"))
    is_given = "one.status == 'fulfilled' && !(one.value && one.value.length === 0)"
    given = visit.promise(f"asked.then(done => done.filter(one => {is_given}).length)")
    assert given == ["ok", 0]
    assert QApplication.activeModalWidget() is None
    record_property("figure", f"{len(ASKS)} APIs, {given[1]} granted")


def test_p31_a_page_cannot_make_itself_a_handler_of_links(visit: Visit) -> None:
    visit.open(
        f"<button {BIG} onclick=\"navigator.registerProtocolHandler('mailto', '/?%s')\">x</button>"
    )
    visit.click()
    visit.settled()
    assert QApplication.activeModalWidget() is None


def test_p31_a_file_chooser_gives_no_file(visit: Visit) -> None:
    visit.open(f"<input type=file id=i {BIG}>")
    visit.click()
    visit.settled()
    assert visit.js("i.files.length") == 0
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    "headers", [{}, {"Content_Disposition": "attachment; filename=../../x.sh"}]
)
def test_p31_a_download_writes_nothing(visit: Visit, headers: dict[str, str]) -> None:
    visit.gallery.page("/file", "echo", Content_Type="application/x-sh", **headers)
    visit.open(f"<a href='/file' download {BIG}>x</a>")
    before = {path for path in Path.home().rglob("*") if path.name.endswith(".sh")}
    visit.click()
    visit.until(lambda: any(hit.path == "/file" for hit in visit.gallery.hits))
    visit.settled()
    assert {path for path in Path.home().rglob("*") if path.name.endswith(".sh")} == before
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_p31_printing_does_nothing(visit: Visit) -> None:
    visit.open("<p>x")
    assert visit.js("window.print(); 7") == 7


def test_p31_words_of_a_page_are_said_plainly_and_hold_nothing_up(visit: Visit) -> None:
    visit.open("<p>x")
    assert visit.js("alert('<b>Hello\\u202e</b>'); confirm('Sure?') + '/' + prompt('Name?')") == (
        "false/null"
    )
    visit.said("The page says: Name?")
    visit.js("alert('<b>Hello\\u202e</b>'); 1")
    visit.said("The page says: <b>Hello<U+202E></b>")
    assert QApplication.activeModalWidget() is None


def test_p31_a_storm_of_alerts_ends_by_itself_and_little_of_each_is_laid_out(
    visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    visit.open("<p>x")
    visit.js("for (let n = 0; n < 200; n++) alert(n + 'x'.repeat(5000)); 1")
    visit.said("The page says: 199x")
    assert len(visit.shown.banner.text()) < 600
    assert QApplication.activeModalWidget() is None
    record_property("figure", "200 alerts, 0 dialogs")


def test_p32_a_title_is_text(visit: Visit) -> None:
    visit.open("<title><h1>x</title><p>x")
    assert "<h1>" not in visit.shown.text()


def test_what_a_page_writes_to_its_console_stays_there(
    visit: Visit, capfd: pytest.CaptureFixture[str]
) -> None:
    visit.open("<script>console.error('secret 4711')</script>")
    visit.settled()
    out, err = capfd.readouterr()
    assert "4711" not in out + err


def test_p31_the_menu_holds_three_harmless_things(visit: Visit) -> None:
    visit.open("<p>x")
    visit.click(Qt.MouseButton.RightButton)
    visit.until(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 3
    menu.close()
