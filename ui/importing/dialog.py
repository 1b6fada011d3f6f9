"""Importing files into the window: what came of it, and what was left undated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models import column_names, imports, reconcile, settings
from models.errors import UserError
from models.imports import ImportResult
from models.servicenow.rows import Rows
from models.texts import _, ngettext
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Item, button, card, column, label
from ui.importing.column_question import ColumnQuestion, rows_to_name
from ui.importing.zone_question import ZoneQuestion, rows_in_doubt

Then = Callable[[Sequence[int], str], None]
"""Shows the differences: the engagements that the import made, and what was read."""


def import_into(context: Context, files: Sequence[Path], parent: QWidget, then: Then) -> None:
    """Import the files as one step and show where they differ; a refused file changes nothing.

    Where a file names its columns in words that nobody knows, or shows times of which nobody knows the zone, that is
    asked first and remembered.
    """
    try:
        rows = imports.read_files(files)
    except UserError as error:
        Refusal(context, error, parent).open()
        return

    nameless = rows_to_name(context, rows)
    if nameless is not None:
        ColumnQuestion(context, nameless, lambda: import_into(context, files, parent, then), parent).open()
        return

    def go_on(zone: str = "") -> None:
        context.after_backup("import", lambda: _import(context, rows, zone, parent, then))

    known = settings.get(context.store, "servicenow.export_zone")
    samples = () if known else rows_in_doubt(column_names.known(context.store, rows))
    if samples:
        ZoneQuestion(context, samples, go_on, parent).open()
    else:
        go_on()


def _import(context: Context, rows: Sequence[Rows], zone: str, parent: QWidget, then: Then) -> None:
    try:
        result = imports.import_rows(context.store, rows, zone=zone)
    except UserError as error:
        Refusal(context, error, parent).open()
        return
    name = rows[0].source if len(rows) == 1 else ngettext("{n} file", "{n} files", len(rows)).format(n=len(rows))
    found = reconcile.lines(context.store, result.made)
    differs = any(line.choices and line.subject != "engagement" for line in found)
    if differs and not (result.created or result.unread):
        then(result.made, name)
        return
    summary = ImportSummary(context, result, parent, differs=differs)
    if differs:
        summary.accepted.connect(lambda: then(result.made, name))
    summary.open()


class Refusal(DialogFrame):
    """Says why a file was not imported, and what to do."""

    def __init__(self, context: Context, error: UserError, parent: QWidget) -> None:
        super().__init__(context.appearance, _("Nothing was imported"), 520, parent)
        look = context.appearance
        items = [
            label(look, text, 13, 400, token, wrap=True)
            for text, token in ((error.where, "text2"), (error.what, "text"), (error.do, "text2"))
            if text
        ]
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        self.build(column(*items, None), (close,))
        close.setFocus()


class ImportSummary(DialogFrame):
    """Lists the engagements that came, those that were observed, and every piece that could not be read."""

    def __init__(self, context: Context, result: ImportResult, parent: QWidget, *, differs: bool = False) -> None:
        super().__init__(context.appearance, _("Imported"), 620, parent)
        self._context = context
        look = context.appearance
        items: list[Item] = [
            self._part(
                ngettext("{n} engagement created", "{n} engagements created", len(result.created)), result.created
            ),
            self._part(
                ngettext("{n} engagement observed", "{n} engagements observed", len(result.updated)), result.updated
            ),
        ]
        if result.unread:
            title = label(look, _("Left out or undated: nothing is guessed"), 13, 600, "warn")
            lines = [f"{_('Row')} {item.row}: “{item.text}”. {item.why}" for item in result.unread]
            items.append(card(title, *(label(look, line, 12, 400, "text", wrap=True) for line in lines), spacing=4))
        words = _("Show what differs") if differs else _("Show the engagements")
        close = button(look, words, "primary")
        close.clicked.connect(self.accept)
        self.hint.setText(_("Ctrl Z takes all of it back"))
        self.build(column(*items, None, spacing=10), (close,))
        close.setFocus()

    def _part(self, title: str, clients: Sequence[str]) -> QWidget:
        look = self._context.appearance
        words = ", ".join(clients) if clients else _("None")
        heading = label(look, title.format(n=len(clients)), 13, 600)
        return card(heading, label(look, words, 12, 400, "text2", wrap=True), spacing=4)
