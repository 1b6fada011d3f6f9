"""A calendar file that is opened with the program shows its engagement, and is never imported."""

from __future__ import annotations

from pathlib import Path

from models import calendar_file, dossiers
from models.formats import Formats
from ui.context import Context
from ui.main_window import MainWindow


def test_a_calendar_file_shows_its_engagement_and_phase(window: MainWindow, context: Context, tmp_path: Path) -> None:
    other = next(id_ for id_, name in dossiers.names(context.store) if name == "Kestrel Energy")
    file = tmp_path / "kestrel.ics"
    file.write_bytes(calendar_file.make(context.store, other, Formats(), kind="prod_upgrade"))
    steps = context.store.next_undo()
    window.commands.servicenow.import_paths([file])
    assert context.portfolio.current == other
    assert window.page.timeline.view.doing.selected == "prod_upgrade"
    assert context.store.next_undo() == steps, "nothing was written"


def test_another_calendar_file_is_refused_in_words(
    window: MainWindow, context: Context, tmp_path: Path, told: list[str]
) -> None:
    file = tmp_path / "meeting.ics"
    file.write_text("BEGIN:VCALENDAR\nUID:x@y\n", encoding="utf-8")
    before = context.portfolio.current
    window.commands.servicenow.import_paths([file])
    assert told[-1].startswith("meeting.ics: No entry of this calendar file belongs to an engagement that is here.")
    assert context.portfolio.current == before
