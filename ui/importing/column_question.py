"""Asks once which column of a list is which, where its headers are in other words; then it is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from models import column_names
from models.servicenow import columns, fields
from models.servicenow.rows import Rows
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import DropDown, named
from ui.form import Item, Label, button, column

LONGEST = 40


def rows_to_name(context: Context, files: Sequence[Rows]) -> Rows | None:
    """Return the first file that lacks needed columns and has others that could be them."""
    known = column_names.known(context.store, files)
    return next((rows for rows in known if columns.missing(rows)), None)


class ColumnQuestion(DialogFrame):
    """A list of the file's own headers for each field that is missing, each with an example; nothing is chosen before.

    Args:
        context: store, looks and words.
        rows: the file.
        then: called once the answer is remembered.
        parent: the window.
    """

    def __init__(self, context: Context, rows: Rows, then: Callable[[], None], parent: QWidget) -> None:
        super().__init__(context.appearance, _("Which column is which?"), 520, parent)
        self._context, self._then = context, then
        look = context.appearance
        self.choices: dict[str, DropDown] = {}
        words = _("{file} names its columns in other words. It is asked once and remembered in Settings.")
        items: list[Item] = [Label(look, words.format(file=rows.source), 13, 400, "text2", wrap=True)]
        self._needed = columns.missing(rows)
        for name in (*self._needed, *columns.useful(rows)):
            first = _("Choose a column") if name in self._needed else _("None of them")
            choice = self.choices[name] = self._choice(rows, first)
            choice.setAccessibleName(_(fields.label(name)))
            items.append(named(look, _(fields.label(name)), choice))
        self.go = button(look, _("Import"), "primary")
        self.go.setEnabled(False)
        cancel = button(look, _("Cancel"))
        self.build(column(*items, None, spacing=10), (cancel, self.go))
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)

    def _choice(self, rows: Rows, first: str) -> DropDown:
        look = self._context.appearance
        choice = DropDown()
        choice.setFont(look.font(13))
        choice.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        choice.addItem(first, "")
        for header in columns.unknown(rows):
            example = columns.example(rows, header)
            short = example if len(example) <= LONGEST else f"{example[: LONGEST - 1]}…"
            choice.addItem(f"{header}: {short}" if short else header, header)
        choice.currentIndexChanged.connect(self._on_chosen)
        return choice

    def _on_chosen(self) -> None:
        chosen = list(self._chosen().values())
        whole = all(self.choices[name].currentData() for name in self._needed)
        self.go.setEnabled(whole and len(set(chosen)) == len(chosen))

    def _chosen(self) -> dict[str, str]:
        found = {name: str(choice.currentData()) for name, choice in self.choices.items()}
        return {name: header for name, header in found.items() if header}

    def _on_go(self) -> None:
        names = {header: name for name, header in self._chosen().items()}
        if self._context.attempt(lambda: column_names.remember(self._context.store, names)):
            self.accept()
            self._then()
