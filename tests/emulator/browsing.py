"""A browser without a screen: follows forms, not scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from apay_console.emulator.front import Front
from apay_console.emulator.wire import Answer, Asked

FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """A form with what would be sent without touching anything."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Document(HTMLParser):
    """Reads a page: forms, text, and every attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.labels: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in found.items()]
        if tag == "form":
            self.forms.append(Form(found.get("method", "get"), found.get("action", "")))
        elif tag == "button":
            self.forms[-1].buttons.append((found.get("name", ""), found.get("value", "")))
        elif tag == "input" and (found["type"] == "hidden" or "checked" in found):
            self.forms[-1].values[found["name"]] = found["value"]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] != "style":
            self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)


@dataclass
class Browser:
    """Asks the front as a browser would, one page at a time."""

    front: Front
    host: str = "127.0.0.1:8098"

    def get(self, target: str, **headers: str) -> Answer:
        target = target.removeprefix("http://localhost:8098")
        return self.front.handle(Asked("GET", target, self._headers(headers)))

    def post(self, target: str, values: dict[str, str], **headers: str) -> Answer:
        given = self._headers({"content-type": FORM, **headers})
        return self.front.handle(Asked("POST", target, given, urlencode(values).encode()))

    def submit(self, page: Answer, button: str, **more: str) -> Answer:
        """Press a button of a page's only form."""
        (form,) = document(page).forms
        name, value = next(row for row in form.buttons if button in row)
        values = form.values | ({name: value} if name else {}) | more
        return self.post(form.action, values)

    def _headers(self, more: dict[str, str]) -> tuple[tuple[str, str], ...]:
        return (("host", self.host), *((k.replace("_", "-"), v) for k, v in more.items()))


def document(page: Answer) -> Document:
    return Document(page.body.decode())


def location(answer: Answer) -> str:
    assert answer.status == 303
    return dict(answer.headers)["location"]
