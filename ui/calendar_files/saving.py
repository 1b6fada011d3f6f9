"""Asking where a calendar file goes, and writing it there (N12)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models import calendar_file
from models.records import Dossier
from models.texts import _
from ui.background import warm_up
from ui.context import Context
from ui.file_dialogs import ask_to_save
from ui.taking_along.files import file_name

Then = Callable[[], None]


def ask_file(
    context: Context,
    dossier: Dossier,
    parent: QWidget,
    *,
    kind: str = "",
    cancel: bool = False,
    then: Then | None = None,
) -> QFileDialog:
    """Ask where the calendar file of an engagement or of one phase goes, and save it there.

    Args:
        context: store and words.
        dossier: the engagement.
        parent: the window that asks.
        kind: the phase; empty for all of them.
        cancel: whether the file takes it out of the calendar.
        then: done once the file is saved, in place of telling it.
    """
    warm_up(("icalendar",))
    what = dossier.playbook.phase(kind).name.lower() if kind else _("calendar")
    what = _("{phase} cancelled").format(phase=what) if cancel else what
    name = file_name(dossier.engagement.client, what, "ics")

    def save(path: Path) -> None:
        _save(context, dossier.id, path, kind, cancel=cancel, then=then)

    return ask_to_save(parent, _("Save calendar file"), (_("Calendar file (*.ics)"),), name, save)


def _save(context: Context, engagement: int, path: Path, kind: str, *, cancel: bool, then: Then | None) -> None:
    def save() -> None:
        calendar_file.save(context.store, engagement, path, context.formats, kind=kind, cancel=cancel)

    if context.attempt(save):
        if then is not None:
            then()
        else:
            words = _("Saved {file}. Open it to put it into your calendar.")
            context.notices.tell(words.format(file=path.name))
