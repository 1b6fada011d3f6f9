"""The clipboard, with a mark on what this program put there: a read-back has to come from ServiceNow (N17, N31)."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

OWN = "application/x-e2e-tracker-copy"
"""Marks our own copies; `QClipboard.ownsClipboard()` is not told on every platform."""


def copy_text(text: str) -> None:
    """Put a text on the clipboard, marked as ours.

    The data is made by Qt and marked there: one made in Python would outlive Python at the end of the program.
    """
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    data = clipboard.mimeData()
    if data is not None:
        data.setData(OWN, b"1")


def copy_rich(text: str, html: str) -> None:
    """Put a text on the clipboard, plain and as HTML for mail programs, marked as ours."""
    copy_text(text)
    data = QGuiApplication.clipboard().mimeData()
    if data is not None:
        data.setHtml(html)


def is_own_copy(text: str) -> bool:
    """Whether a text is what this program itself put on the clipboard and nothing has replaced it since."""
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.hasFormat(OWN) and data.text().strip() == text.strip()
