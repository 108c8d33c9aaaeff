"""The least that any program with a window does: an empty one, painted."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from bench.programs.painted import FirstPaint

if __name__ == "__main__":
    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    watch = FirstPaint(window)
    app.exec()
