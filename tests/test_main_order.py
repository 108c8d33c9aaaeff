"""The order of a start: first what guards, then the window, then what takes its time."""

from __future__ import annotations

import json
from pathlib import Path

from apay_console.__main__ import ORDER
from tests.real_program import home
from tests.test_hooks import run

__all__ = ["home"]
# The program itself, with a spy on every thread that notes which functions begin, and when first.
SPY = """
import json, sys, threading
seen = {{}}
def spy(frame, event, argument):
    if event == "call":
        name = f"{{frame.f_globals.get('__name__')}}.{{frame.f_code.co_qualname}}"
    elif event == "c_call":
        name = f"{{getattr(argument, '__module__', '')}}.{{argument.__qualname__}}"
    else:
        return
    seen.setdefault("." + name, len(seen))
threading.setprofile(spy)
sys.setprofile(spy)

from apay_console import __main__ as program
from apay_console.ui.main_window import MainWindow

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    console.desk.shown.connect(lambda state: state.exchange and self.close())

MainWindow.serve = serve
sys.argv[1:] = []
code = program.main()
sys.setprofile(None)
threading.setprofile(None)
with open({file!r}, "w") as file:
    late = [name for name in sys.modules if "WebEngine" in name or "keyring" in name]
    json.dump([seen, late], file)
sys.exit(code)
"""


def first(seen: dict[str, int], step: str) -> int:
    """When something of a name began."""
    return min(at for name, at in seen.items() if f".{name}".endswith(f".{step}"))


def test_a_start_goes_in_the_order_of_its_list(home: Path) -> None:
    file = home / "seen.json"
    done = run(home, SPY.format(file=str(file)))
    assert done.returncode == 0, done.stderr
    seen, loaded = json.loads(file.read_text("utf-8"))
    assert sorted(ORDER, key=lambda step: first(seen, step)) == list(ORDER)
    assert [name for name in loaded if not name.startswith("apay_console")] == []
