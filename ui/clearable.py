"""The sign at the end of a search field that empties it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from models.texts import _


def make_clearable(field: QLineEdit) -> None:
    """Give a field the sign that empties it, with a name: Qt leaves it to assistive technology without one."""
    known = set(field.findChildren(QToolButton))
    field.setClearButtonEnabled(True)
    for sign in set(field.findChildren(QToolButton)) - known:
        sign.setAccessibleName(_("Clear"))
