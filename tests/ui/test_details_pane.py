"""The details: every field edits one column as one undoable step, and the stages are moved without dragging."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models import dossiers, engagements, rescheduling, zones
from models.planning import Proposal
from models.records import Dossier
from ui.context import Context
from ui.details.acts import ActDialog, AgreeDialog, AlreadyScheduled, CorrectDates, RecordActual
from ui.details.client_section import ClientSection
from ui.details.clone_section import BillingSection, CloneSection
from ui.details.contacts_section import ContactDialog, ContactsSection
from ui.details.notes_section import NotesSection
from ui.details.pane import DetailsPane
from ui.details.phases_section import PhasesSection
from ui.details.roadmap_section import RoadmapSection
from ui.details.section import Section
from ui.details.tickets_section import TicketsSection
from ui.form import Label

Part = TypeVar("Part", bound=Section)
Dialog = TypeVar("Dialog", bound=ActDialog)


@pytest.fixture
def pane(context: Context, qtbot: QtBot) -> DetailsPane:
    made = DetailsPane(context)
    qtbot.addWidget(made)
    made.resize(364, 900)
    made.show()
    return made


def part(pane: DetailsPane, kind: type[Part]) -> Part:
    found = pane.section(kind)
    assert isinstance(found, kind)
    return found


def now(context: Context) -> Dossier:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier


def asked(pane: DetailsPane, kind: type[Dialog]) -> Dialog:
    found = [item for item in pane.findChildren(kind) if item.isVisible()]
    assert len(found) == 1
    return found[0]


def typed(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_nothing_is_built_before_it_is_shown(context: Context, qtbot: QtBot) -> None:
    hidden = DetailsPane(context)
    qtbot.addWidget(hidden)
    engagements.edit(context.store, context.portfolio.current, client="Northwind")
    assert hidden.widget() is None


def test_a_text_is_saved_as_one_step_and_undone(pane: DetailsPane, context: Context, qtbot: QtBot) -> None:
    section = part(pane, ClientSection)
    typed(qtbot, section.client.line, "Northwind Health AG")
    assert now(context).engagement.client == "Northwind Health AG"
    assert context.store.next_undo().label == "Change client"
    context.store.undo()
    assert section.client.text == "Northwind Health"


def test_an_empty_client_is_refused_at_the_field_and_kept_there(
    pane: DetailsPane, context: Context, qtbot: QtBot
) -> None:
    field = part(pane, ClientSection).client
    field.line.clear()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.error.startswith("An engagement needs the client's name.")
    assert now(context).engagement.client == "Northwind Health"


def test_a_proposed_zone_is_confirmed_by_one_click(pane: DetailsPane, context: Context) -> None:
    section = part(pane, ClientSection)
    assert section.proposal.isHidden()
    engagements.edit(context.store, context.portfolio.current, zone_confirmed=0)
    assert section.proposal.isVisible()
    assert section.confirm.text() == "Confirm Los Angeles"
    section.confirm.click()
    assert now(context).engagement.zone_confirmed == 1
    assert section.proposal.isHidden()


def test_another_zone_keeps_the_agreed_local_time(pane: DetailsPane, context: Context) -> None:
    part(pane, ClientSection).zone.chosen.emit("America/Denver")
    assert (now(context).prod.start, now(context).prod.zone) == ("2026-12-03T19:00", "America/Denver")


def test_country_and_state_follow_each_other(pane: DetailsPane, context: Context) -> None:
    section = part(pane, ClientSection)
    choose(section.subdivision.box, "CA")
    assert now(context).engagement.subdivision == "CA"
    choose(section.country.box, "DE")
    assert (now(context).engagement.country, now(context).engagement.subdivision) == ("DE", "")
    assert section.subdivision.box.findData("BY") >= 0


def choose(box: QComboBox, value: str) -> None:
    at = box.findData(value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_flags_instances_and_times_of_the_clone(pane: DetailsPane, context: Context, qtbot: QtBot) -> None:
    part(pane, BillingSection).billable.click()
    assert now(context).engagement.billable == 0
    clone = part(pane, CloneSection)
    typed(qtbot, clone.dev.line, "northwindtest")
    assert now(context).engagement.dev_instance == "northwindtest"
    assert clone.warning.isHidden()
    typed(qtbot, clone.password.field.line, "2026-11-19 9:00")
    assert now(context).engagement.password_changed_utc == "2026-11-19T14:00:00Z"
    assert clone.warning.isVisible()
    typed(qtbot, clone.password.field.line, "2026-11-19")
    assert clone.password.field.error == "Type the time too."
    assert now(context).engagement.password_changed_utc == "2026-11-19T14:00:00Z"


def test_notes_are_saved_when_left_and_refuse_a_password(pane: DetailsPane, context: Context) -> None:
    notes = part(pane, NotesSection)
    notes.words.setPlainText("admin password = Sommer2026")
    notes.save()
    assert "never stored" in notes.error.text()
    assert now(context).engagement.notes == ""
    assert notes.words.toPlainText() == "admin password = Sommer2026"
    notes.words.setPlainText("Calls on Mondays")
    notes.save()
    assert (now(context).engagement.notes, notes.error.isHidden()) == ("Calls on Mondays", True)


def test_what_is_being_typed_is_not_overwritten(pane: DetailsPane, context: Context, qtbot: QtBot) -> None:
    line = part(pane, ClientSection).consultant.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, "Jo An")
    engagements.edit(context.store, context.portfolio.current, projector_project="P-1")
    assert line.text() == "Jo An"
    assert part(pane, BillingSection).project.text == "P-1"


def test_numbers_and_states_of_tickets(pane: DetailsPane, context: Context, qtbot: QtBot) -> None:
    rows = part(pane, TicketsSection).rows
    assert list(rows) == ["ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05", "CHG", "CTASK"]
    choose(rows["ETIU05"].state, "Open")
    typed(qtbot, rows["CTASK"].number, "CTASK0010001")
    tickets = {ticket.kind: ticket for ticket in now(context).tickets}
    assert (tickets["ETIU05"].state, tickets["CTASK"].number) == ("Open", "CTASK0010001")
    assert now(context).is_done("support_week_opened")


def test_contacts_are_added_edited_and_removed(
    pane: DetailsPane, context: Context, told: list[str], qtbot: QtBot
) -> None:
    section = part(pane, ContactsSection)
    section.add.click()
    dialog = pane.findChildren(ContactDialog)[-1]
    dialog.save.click()
    assert dialog.name.error.startswith("A contact needs a name.")
    dialog.name.line.setText("Tom Akers")
    dialog.email.line.setText("tom@northwind.example")
    dialog.save.click()
    assert [item.name for item in now(context).contacts] == ["Elena Marsh", "Tom Akers"]
    section.edit(now(context).contacts[1])
    dialog = [item for item in pane.findChildren(ContactDialog) if item.isVisible()][-1]
    dialog.role.line.setText("Owner")
    dialog.save.click()
    assert now(context).contacts[1].role == "Owner"
    section.remove(now(context).contacts[1])
    assert told[-1] == "Removed Tom Akers"
    context.store.undo()
    assert len(now(context).contacts) == 2


def test_stages_show_both_times_and_one_is_unfolded(pane: DetailsPane) -> None:
    blocks = part(pane, PhasesSection).blocks
    pane.show_phase("prod_upgrade")
    prod = blocks["prod_upgrade"]
    assert prod.client.text() == "Client: Thu 3 Dec, 19:00 – 22:00 PST"
    assert prod.yours.text() == "You: Thu 3 Dec, 22:00 – Fri 01:00"
    assert prod.dates.isVisible()
    pane.show_phase("best_practices")
    assert not prod.dates.isVisible()
    assert blocks["best_practices"].dates.isVisible()
    assert blocks["client_validation"].chip.text == "Now"
    assert blocks["support_week"].refusal.text().startswith("Support Week follows the prod upgrade.")


def test_one_day_later_commits_at_once_and_the_prod_upgrade_is_reviewed(
    pane: DetailsPane, context: Context, told: list[str], qtbot: QtBot
) -> None:
    section = part(pane, PhasesSection)
    section.blocks["best_practices"].later.click()
    assert now(context).phases["best_practices"].start == "2026-12-08T10:00"
    assert told[-1] == "Moved Best Practices to Tue 8 Dec, 13:00"
    with qtbot.waitSignal(pane.review_wanted) as wanted:
        section.blocks["prod_upgrade"].earlier.click()
    proposal = wanted.args[0]
    assert isinstance(proposal, Proposal)
    assert proposal.placements[0].start == "2026-12-02T19:00"
    assert now(context).prod.start == "2026-12-03T19:00"


def test_an_impossible_day_is_said_in_words(pane: DetailsPane, context: Context, told: list[str]) -> None:
    section = part(pane, PhasesSection)
    section.move_days("best_practices", -6)
    assert told[-1].startswith("Best Practices comes after the prod upgrade")
    assert now(context).phases["best_practices"].start == "2026-12-07T10:00"


def test_dates_are_asked_for_by_the_button(pane: DetailsPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.dates_wanted) as wanted:
        part(pane, PhasesSection).blocks["kickoff"].dates_wanted.emit("kickoff")
    assert wanted.args == ["kickoff"]


def test_finish_now_ticks_the_step(pane: DetailsPane, context: Context) -> None:
    block = part(pane, PhasesSection).blocks["client_validation"]
    block.unfold(True)
    assert block.finish.isVisible()
    block.finish.click()
    assert now(context).is_done("validation_confirmed")
    assert block.finish.isHidden()
    assert block.chip.text == "Done"


def test_what_happened_is_recorded(pane: DetailsPane, context: Context) -> None:
    part(pane, PhasesSection).record("client_validation")
    dialog = asked(pane, RecordActual)
    dialog.ended.field.line.setText("tomorrow 9:00")
    dialog.go.click()
    assert dialog.error.text().startswith("That is in the future.")
    dialog.ended.field.line.setText("today 10:00")
    dialog.go.click()
    assert now(context).phases["client_validation"].actual_end_utc == "2026-11-24T15:00:00Z"


def test_what_the_client_agreed_changes_the_roadmap_and_not_the_plan(pane: DetailsPane, context: Context) -> None:
    part(pane, RoadmapSection).agree.click()
    dialog = asked(pane, AgreeDialog)
    dialog.start.field.line.setText("4 dec")
    dialog.go.click()
    assert dialog.error.text() == "The roadmap needs a date and a time. Type both."
    dialog.start.field.line.setText("4 dec 7pm")
    dialog.go.click()
    agreed = now(context).agreed
    assert agreed is not None
    assert (agreed.start, agreed.agreed_with) == ("2026-12-04T19:00", "Elena Marsh")
    assert now(context).prod.start == "2026-12-03T19:00"


def test_already_scheduled_locks_and_offers_correct_dates(pane: DetailsPane, context: Context) -> None:
    section = part(pane, RoadmapSection)
    assert (section.correct.isVisible(), section.already.isVisible()) == (False, True)
    section.already.click()
    dialog = asked(pane, AlreadyScheduled)
    dialog.go.click()
    assert dialog.error.text() == "Say when it was scheduled. Type the date and the time."
    dialog.when.field.line.setText("2026-11-23 14:00")
    dialog.go.click()
    assert now(context).engagement.scheduled
    assert (section.correct.isVisible(), section.already.isVisible()) == (True, False)
    assert part(pane, PhasesSection).blocks["prod_upgrade"].chip.text == "Locked"


def test_correct_dates_needs_a_reason_and_tells_the_lead(pane: DetailsPane, context: Context, told: list[str]) -> None:
    before = len(now(context).messages)
    when = zones.after(context.clock.now(), timedelta(hours=-1))
    rescheduling.already_scheduled(context.store, context.portfolio.current, when, "MK")
    part(pane, RoadmapSection).open_correct()
    dialog = asked(pane, CorrectDates)
    assert not dialog.go.isEnabled()
    dialog.start.field.line.setText("2026-12-03 20:00")
    dialog.go.click()
    assert dialog.error.text()
    dialog.reason.line.setText("ServiceNow showed an hour less")
    dialog.go.click()
    assert now(context).prod.start == "2026-12-03T20:00"
    assert len(now(context).messages) == before + 1
    assert told[-1] == "Corrected the dates. Tell Aja now"


def test_it_follows_the_open_engagement(pane: DetailsPane, context: Context) -> None:
    other = next(id_ for id_, name in dossiers.names(context.store) if name == "Kestrel Energy")
    context.portfolio.open(other)
    assert part(pane, ClientSection).client.text == "Kestrel Energy"
    assert part(pane, TicketsSection).rows["CHG"].number.text() == "CHG0041902"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_and_both_themes_paint(pane: DetailsPane, context: Context, theme: str) -> None:
    context.appearance.use(theme)
    assert not pane.grab().isNull()
    controls = [*pane.findChildren(QAbstractButton), *pane.findChildren(QLineEdit), *pane.findChildren(QComboBox)]
    nameless = [item for item in controls if item.isVisibleTo(pane) and not item.accessibleName()]
    assert nameless == []


def test_a_number_that_is_none_is_refused_in_place(pane: DetailsPane, context: Context, qtbot: QtBot) -> None:
    line = next(item for item in pane.findChildren(QLineEdit) if item.accessibleName() == "Number of CHG")
    line.selectAll()
    qtbot.keyClicks(line, "XX12")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    assert "CHG0041877" in [ticket.number for ticket in dossier.tickets]
    assert line.text() == "XX12"
    errors = [item.text() for item in pane.findChildren(Label) if item.isVisibleTo(pane)]
    assert "“XX12” is not CHG and digits. Copy the number from ServiceNow." in errors
