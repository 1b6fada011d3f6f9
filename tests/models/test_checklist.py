"""The checklist knows the order and the reasons: what is locked and why, and what happened ticks its step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models import checklist, engagements, settings, stages, tickets, zones
from models.checklist import GroupView, StepView
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store, UndoBarrierError

PROD = datetime(2026, 12, 3, 19, 0)
START = "2026-12-04T03:00:00Z"
PREPARATION = 16


class Case:
    """One engagement in a store, read afresh each time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        draft = engagements.Draft("Northwind Health", "America/Los_Angeles", "US", prod=PROD)
        self.id = engagements.create(store, draft)

    @property
    def dossier(self) -> Dossier:
        return engagements.load(self.store, self.id)

    def tick(self, *keys: str, **options: Any) -> None:
        for key in keys:
            checklist.tick(self.store, self.dossier, key, **options)

    def untick(self, key: str) -> None:
        checklist.untick(self.store, self.dossier, key)

    def groups(self) -> tuple[GroupView, ...]:
        return checklist.view(self.dossier, self.store.clock.now(), Formats())

    def line(self, key: str) -> StepView:
        return next(line for group in self.groups() for line in group.steps if line.definition.key == key)

    def prepare(self) -> None:
        """Everything up to the second day of client validation, as in the picture."""
        keys = [step.key for step in self.dossier.playbook.steps]
        monday = zones.parse_utc("2026-11-23T14:05:00Z")
        self.tick(*keys[: keys.index("validation_reminder")], when=monday)

    def validate(self) -> None:
        self.prepare()
        self.tick("validation_reminder", "validation_confirmed")

    def sign(self, gate: str, instant: str = START, **fields: Any) -> None:
        with self.store.step("Sign"):
            self.store.add_evidence(
                {
                    "engagement": self.dossier.engagement.uid,
                    "kind": "check",
                    "subject": gate,
                    "value": "pass",
                    "instant_utc": instant,
                    "at_utc": zones.utc_text(self.store.clock.now()),
                    "recorded_by": "MK",
                }
                | fields
            )

    def schedule(self) -> None:
        self.validate()
        self.tick("schedule_conversion", "ctask_appeared")
        self.sign("gate.ctask")
        self.tick("ctask_closed")

    def set(self, **columns: Any) -> None:
        with self.store.step("Set") as db:
            db.table("engagement").update(self.id, columns)

    def plan(self, kind: str, **columns: str) -> None:
        with self.store.step("Plan") as db:
            db.table("phase").update(self.dossier.phases[kind].id, columns)


@pytest.fixture
def case(store: Store) -> Case:
    settings.put(store, "you.name", "Mara Kowalski")
    settings.put(store, "you.zone", "America/New_York")
    settings.put(store, "you.country", "US")
    store.initials = "MK"
    return Case(store)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        act()
    return str(error.value)


def test_shows_the_picture(case: Case) -> None:
    case.prepare()
    groups = case.groups()
    heads = [(view.group.name, view.done, view.total, view.locked) for view in groups]
    assert heads == [
        ("Dev upgrade, validation, kickoff", 16, 16, False),
        ("Client validation", 3, 5, False),
        ("Schedule prod upgrade", 0, 10, True),
        ("Support Week and closing", 0, 9, True),
        ("Best Practices", 0, 4, True),
    ]
    assert {view.reason for view in groups[2:]} == {"Opens after client validation"}
    lines = [(line.state, line.definition.text, line.reason) for line in groups[1].steps]
    assert lines == [
        ("done", "Client has validation instructions", "Mon 23 Nov, 09:05"),
        ("done", "RoadMap update reminder sent", "Mon 23 Nov, 09:05"),
        ("done", "Prod time blocked on my calendar", "Tentative, until validation ends"),
        ("open", "Send the prod upgrade reminder", "Include the 2–4 h business impact"),
        ("open", "Client confirms validation is complete", "Due today 20:00, 2 days is the limit"),
    ]
    hot = [line.definition.key for view in groups for line in view.steps if line.hot]
    assert hot == ["validation_reminder"]
    assert checklist.counts(case.dossier) == (19, 44)


def test_a_finished_group_shows_when_its_steps_were_done(case: Case) -> None:
    case.validate()
    assert case.line("calendar_tentative").reason == "Mon 23 Nov, 09:05"


def test_ticking_is_one_named_step_with_undo(case: Case) -> None:
    case.tick("old_password", note="From Sam")
    step = case.dossier.steps["old_password"]
    assert (step.done_utc, step.done_by, step.origin, step.note) == ("2026-11-24T15:42:00Z", "MK", "", "From Sam")
    act = case.store.history()[0]
    assert (act.label, act.engagement) == ("Tick “Ask for the password as of the backup”", case.id)
    case.store.undo()
    assert not case.dossier.is_done("old_password")


def test_ticking_twice_leaves_one_trace(case: Case) -> None:
    case.tick("old_password")
    count = len(case.store.history())
    case.tick("old_password")
    case.untick("remote_admin")
    assert len(case.store.history()) == count


def test_what_is_to_come_is_not_done_yet(case: Case) -> None:
    tomorrow = case.store.clock.now() + timedelta(days=1)
    assert "future" in refused(lambda: case.tick("dev_started", when=tomorrow))


def test_a_step_that_the_playbook_does_not_know_is_refused(case: Case) -> None:
    assert "no step" in refused(lambda: case.tick("dance"))


FACTS = [
    ("dev_started", "dev_upgrade", "actual_start_utc"),
    ("dev_finished", "dev_upgrade", "actual_end_utc"),
    ("results_in_work_notes", "technical_validation", "actual_end_utc"),
    ("kickoff_held", "kickoff", "actual_end_utc"),
    ("validation_confirmed", "client_validation", "actual_end_utc"),
]


@pytest.mark.parametrize(("key", "kind", "column"), FACTS, ids=[key for key, *_ in FACTS])
def test_a_tick_records_its_fact_and_an_untick_takes_it_back(case: Case, key: str, kind: str, column: str) -> None:
    when = zones.parse_utc("2026-11-23T10:00:00Z")
    case.tick(key, when=when)
    assert getattr(case.dossier.phases[kind], column) == "2026-11-23T10:00:00Z"
    case.untick(key)
    assert getattr(case.dossier.phases[kind], column) == ""
    assert not case.dossier.is_done(key)


@pytest.mark.parametrize(("key", "kind", "column"), FACTS, ids=[key for key, *_ in FACTS])
def test_a_fact_that_is_recorded_elsewhere_ticks_its_step(case: Case, key: str, kind: str, column: str) -> None:
    case.plan(kind, **{column: "2026-11-23T10:00:00Z"})
    step = case.dossier.steps[key]
    assert (step.done_utc, step.origin) == ("2026-11-23T10:00:00Z", "fact")
    case.plan(kind, **{column: ""})
    assert not case.dossier.is_done(key)


def test_what_was_done_before_stays_done_without_a_fact(case: Case) -> None:
    with case.store.step("Import") as db:
        row = {"done_utc": "2026-11-24T15:42:00Z", "origin": "before"}
        db.table("step").update(case.dossier.steps["dev_finished"].id, row)
    assert case.line("dev_finished").reason == "Before E2E Tracker"
    case.untick("dev_finished")
    assert case.line("dev_finished").state == "open"


def test_ticket_steps_and_ticket_states_are_one(case: Case) -> None:
    case.schedule()
    case.tick("etiu03_closed", "support_week_opened", "best_practices_in_progress")
    states = {ticket.kind: ticket.state for ticket in case.dossier.tickets}
    assert states["ETIU03"] == "Closed Complete"
    assert states["ETIU04"] == "Work in Progress"
    assert states["ETIU05"] == "Open"
    case.untick("support_week_opened")
    assert case.dossier.tickets[4].state == ""
    tickets.set_state(case.store, case.dossier, "ETIU05", "Work in Progress")
    assert case.dossier.is_done("support_week_opened")
    assert not case.dossier.is_done("etiu05_closed")


def test_etiu03_must_be_closed_complete(case: Case) -> None:
    tickets.set_state(case.store, case.dossier, "ETIU03", "Closed Incomplete")
    tickets.set_state(case.store, case.dossier, "ETIU01", "Closed Incomplete")
    assert not case.dossier.is_done("etiu03_closed")
    assert case.dossier.is_done("etiu01_closed")


def test_a_confirmed_text_and_a_sent_message_tick_their_steps(case: Case) -> None:
    dossier = case.dossier
    tickets.confirm_text(case.store, dossier, "ETIU02", tickets.expected_text(dossier, "ETIU02"))
    with case.store.step("Send") as db:
        row = {"engagement": case.id, "kind": "validation_reminder", "created_utc": "2026-11-24T15:00:00Z"}
        db.table("message").insert(row | {"sent_utc": "2026-11-24T15:10:00Z", "sent_how": "mail"})
    assert case.dossier.is_done("dev_date_text")
    assert case.dossier.steps["validation_reminder"].done_utc == "2026-11-24T15:10:00Z"
    assert "marked as sent" in refused(lambda: case.untick("validation_reminder"))
    case.untick("dev_date_text")
    assert case.dossier.tickets[1].confirmed_text == ""


def test_results_are_held_back_until_kickoff_has_begun(case: Case) -> None:
    case.plan("kickoff", start="2026-11-25T13:00", start_utc="2026-11-25T21:00:00Z")
    assert case.line("results_shared").reason == "Held back until Kickoff has begun"
    assert "Held back" in refused(lambda: case.tick("results_shared"))
    case.plan("kickoff", actual_start_utc="2026-11-24T15:00:00Z")
    assert case.line("results_shared").state == "open"


def test_done_anyway_opens_a_lock_and_keeps_why(case: Case) -> None:
    case.plan("kickoff", start="2026-11-25T13:00", start_utc="2026-11-25T21:00:00Z")
    case.tick("results_shared", why="Told by phone")
    assert case.dossier.steps["results_shared"].why == "Told by phone"
    assert case.store.history()[0].reason == "Told by phone"
    assert case.line("results_shared").reason == "Tue 24 Nov, 10:42, done anyway: Told by phone"


def test_prod_agreed_is_what_the_roadmap_says(case: Case) -> None:
    assert case.dossier.is_done("prod_agreed")
    with case.store.step("Agreed anew") as db:
        row = {"engagement": case.id, "start": "2026-12-03T19:00", "zone": "America/Los_Angeles", "start_utc": START}
        db.table("roadmap").insert(row | {"agreed_utc": "2026-11-24T15:00:00Z"})
    assert "roadmap holds" in refused(lambda: case.untick("prod_agreed"))


def test_ticking_prod_agreed_puts_the_plan_on_the_roadmap_and_unticking_takes_it_off(store: Store) -> None:
    draft = engagements.Draft("Vela", "America/Chicago", prod=PROD, agreed=False)
    vela = engagements.create(store, draft)
    checklist.tick(store, engagements.load(store, vela), "prod_agreed")
    agreed = engagements.load(store, vela).agreed
    assert agreed is not None
    assert (agreed.start, agreed.start_utc) == ("2026-12-03T19:00", "2026-12-04T01:00:00Z")
    checklist.untick(store, engagements.load(store, vela), "prod_agreed")
    assert engagements.load(store, vela).roadmap == ()


def test_without_a_prod_date_nothing_can_be_agreed(store: Store) -> None:
    alder = engagements.create(store, engagements.Draft("Alder", "America/New_York"))
    words = refused(lambda: checklist.tick(store, engagements.load(store, alder), "prod_agreed"))
    assert "once the prod upgrade has a date" in words


def test_the_order_inside_scheduling(case: Case) -> None:
    case.validate()

    def locked() -> list[str]:
        return [line.definition.key for line in case.groups()[2].steps if line.state == "locked"]

    after = ["ctask_closed", "ctask_after_check", "calendar_confirmed", "etiu03_closed"]
    assert locked() == ["gate_after_saving", "ctask_appeared", "gate_ctask", *after]
    case.set(entered_utc="2026-11-24T15:42:00Z")
    assert locked() == ["ctask_appeared", "gate_ctask", *after]
    case.tick("schedule_conversion")
    assert locked() == ["gate_ctask", *after]
    case.tick("ctask_appeared")
    assert locked() == after
    case.sign("gate.ctask")
    assert locked() == after[1:]
    case.tick("ctask_closed")
    assert locked() == []


def test_a_gate_left_out_locks_nothing_but_the_ctask(case: Case) -> None:
    case.validate()
    case.tick("schedule_conversion", "ctask_appeared")
    assert case.line("ctask_closed").state == "locked"
    words = refused(lambda: case.tick("ctask_closed", why="I am sure"))
    assert "signed triple-check of the CTASK" in words
    case.tick("gate_ctask", why="Checked on paper")
    assert case.dossier.is_done("gate_ctask")
    assert "does not open otherwise" in refused(lambda: case.tick("ctask_closed", why="I am sure"))
    assert not case.dossier.engagement.scheduled


def test_the_ctask_stays_locked_before_validation_even_with_a_signed_check(case: Case) -> None:
    case.prepare()
    case.sign("gate.ctask")
    assert "Opens after client validation" in refused(lambda: case.tick("ctask_closed", why="Now"))


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "mismatch"},
        {"rehearsal": 1},
        {"instant": "2026-12-04T04:00:00Z"},
        {"subject": "gate.after_saving"},
        {"kind": "observation"},
    ],
)
def test_only_a_signed_check_of_the_planned_start_opens_the_ctask(case: Case, fields: dict[str, Any]) -> None:
    case.validate()
    case.tick("schedule_conversion", "ctask_appeared")
    case.sign("gate.ctask", **fields)
    assert case.line("ctask_closed").state == "locked"
    assert not case.dossier.is_done("gate_ctask")
    case.sign("gate.ctask")
    assert case.line("ctask_closed").state == "open"


def test_a_stale_view_does_not_close_the_ctask(case: Case) -> None:
    case.validate()
    case.tick("schedule_conversion", "ctask_appeared")
    case.sign("gate.ctask")
    seen = case.dossier
    case.plan("prod_upgrade", start="2026-12-03T20:00", start_utc="2026-12-04T04:00:00Z")
    assert "Opens with" in refused(lambda: checklist.tick(case.store, seen, "ctask_closed"))
    assert not case.dossier.engagement.scheduled


def test_gates_tick_themselves_and_open_again_when_the_plan_moves(case: Case) -> None:
    case.validate()
    assert "ticks itself" in refused(lambda: case.tick("gate_before_scheduling"))
    case.sign("gate.before_scheduling")
    step = case.dossier.steps["gate_before_scheduling"]
    assert (step.done, step.origin) == (True, "fact")
    assert "signed check stays" in refused(lambda: case.untick("gate_before_scheduling"))
    case.plan("prod_upgrade", start="2026-12-03T20:00", start_utc="2026-12-04T04:00:00Z")
    assert not case.dossier.is_done("gate_before_scheduling")


def test_a_correction_round_asks_gates_two_and_three_again_and_not_one(case: Case) -> None:
    case.validate()
    case.sign("gate.before_scheduling")
    case.sign("gate.after_saving")
    case.tick("schedule_conversion")
    case.plan("prod_upgrade", start="2026-12-03T20:00", start_utc="2026-12-04T04:00:00Z")
    assert case.dossier.is_done("gate_before_scheduling")
    assert not case.dossier.is_done("gate_after_saving")


def test_scheduling_is_a_barrier_and_cannot_be_unticked(case: Case) -> None:
    case.schedule()
    for _ in range(2):
        with pytest.raises(UndoBarrierError, match="Ctrl Z cannot undo a scheduled upgrade"):
            case.store.undo()
    for key in ("ctask_closed", "schedule_conversion"):
        assert "can't be cancelled" in refused(lambda: case.untick(key))  # noqa: B023 - called at once
    assert "being scheduled" in refused(lambda: case.untick("validation_confirmed"))
    assert stages.stage(case.dossier, case.store.clock.now()) == "scheduled"


def test_the_conversion_alone_is_a_barrier_too(case: Case) -> None:
    case.validate()
    case.tick("schedule_conversion")
    with pytest.raises(UndoBarrierError):
        case.store.undo()
    assert case.dossier.engagement.conversion_utc == "2026-11-24T15:42:00Z"


def test_scheduled_elsewhere_shows_earlier_gates_as_not_checked_here(case: Case) -> None:
    case.set(scheduled_elsewhere="Fri 20 Nov, by Priya")
    assert case.line("gate_before_scheduling").reason == "Not checked here"
    assert case.line("gate_ctask").reason == "Not checked here"
    assert case.line("gate_after_saving").state == "open"
    assert case.line("ctask_closed").reason == "Before E2E Tracker"
    assert "can't be cancelled" in refused(lambda: case.untick("ctask_closed"))


def test_the_client_is_told_once_the_support_week_ticket_is_open(case: Case) -> None:
    case.schedule()
    assert case.line("support_week_told").reason == "Opens with the Support Week ticket"
    case.tick("support_week_opened")
    assert case.line("support_week_told").state == "open"


def test_the_support_week_ticket_is_due_on_your_first_working_morning_after_prod(case: Case) -> None:
    case.validate()
    line = case.line("support_week_opened")
    assert line.due == zones.attach(datetime(2026, 12, 4, 9, 0), "America/New_York")
    assert line.reason == "Just before or just after, at the latest Fri 4 Dec, 09:00"
    assert not line.overdue
    case.plan("prod_upgrade", start="2026-11-21T19:00", start_utc="2026-11-22T03:00:00Z")
    line = case.line("support_week_opened")
    assert line.due == zones.attach(datetime(2026, 11, 23, 9, 0), "America/New_York")
    assert line.overdue


def test_a_phase_without_a_time_is_due_with_its_day(case: Case) -> None:
    case.plan("client_validation", start="2026-11-23", end="2026-11-24", start_utc="", end_utc="")
    line = case.line("validation_confirmed")
    assert line.reason == "Due Tue 24 Nov, 2 days is the limit"
    assert line.due == zones.parse_utc("2026-11-25T08:00:00Z")
    case.plan("client_validation", start="", end="")
    assert case.line("validation_confirmed").reason == "2 days is the limit"


def test_the_backup_is_named_once_it_is_known(case: Case) -> None:
    assert case.line("old_password").reason.startswith("The clone uses a backup up to 24 h old")
    engagements.edit(case.store, case.id, backup_taken_utc="2026-11-18T05:00:00Z")
    assert case.line("old_password").reason.startswith("The clone uses the backup taken Wed 18 Nov, 00:00.")


def test_notes_are_kept_and_removed(case: Case) -> None:
    checklist.annotate(case.store, case.dossier, "remote_admin", " Ask in January ")
    assert case.dossier.steps["remote_admin"].note == "Ask in January"
    checklist.annotate(case.store, case.dossier, "remote_admin", "")
    assert case.dossier.steps["remote_admin"].note == ""
    count = len(case.store.history())
    checklist.annotate(case.store, case.dossier, "remote_admin", "")
    assert len(case.store.history()) == count


APPROVED: dict[str, Any] = {
    "reason": "Experienced developer in the team",
    "approver": "Dana",
    "approved_on": date(2026, 11, 20),
    "told_on": date(2026, 11, 23),
}


def test_best_practices_are_skipped_with_approval_as_one_step(case: Case) -> None:
    case.schedule()
    engagements.edit(case.store, case.id, experienced_developer=1)
    checklist.skip_best_practices(case.store, case.dossier, **APPROVED)
    dossier = case.dossier
    assert dossier.is_done("best_practices_held")
    assert dossier.engagement.skip_told_on == "2026-11-23"
    assert case.line("best_practices_held").reason == "Skipped with Dana's approval"
    assert stages.phase_status(dossier, "best_practices", case.store.clock.now()) == "skipped"
    case.tick("etiu04_closed")
    assert case.dossier.tickets[3].state == "Closed Skipped"
    case.untick("best_practices_held")
    assert not case.dossier.engagement.skipped


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": " "}, "the reason"),
        ({"approver": ""}, "the approver"),
        ({"approved_on": None}, "approver's yes"),
        ({"told_on": None}, "client was told"),
        ({"approved_on": date(2026, 11, 25)}, "future"),
    ],
)
def test_a_skip_without_everything_is_refused(case: Case, change: dict[str, Any], words: str) -> None:
    engagements.edit(case.store, case.id, service_partner=1)
    assert words in refused(lambda: checklist.skip_best_practices(case.store, case.dossier, **APPROVED | change))
    assert not case.dossier.engagement.skipped


def test_only_two_kinds_of_clients_may_skip_and_nobody_after_the_session(case: Case) -> None:
    words = refused(lambda: checklist.skip_best_practices(case.store, case.dossier, **APPROVED))
    assert "Only an experienced ServiceNow developer" in words
    engagements.edit(case.store, case.id, experienced_developer=1)
    case.plan("best_practices", actual_end_utc="2026-11-24T15:00:00Z")
    assert "was held" in refused(lambda: checklist.skip_best_practices(case.store, case.dossier, **APPROVED))


def test_the_session_is_held_after_the_prod_upgrade(case: Case, clock: Any) -> None:
    case.schedule()
    assert case.line("best_practices_held").reason == "Opens after the prod upgrade"
    clock.advance(timedelta(days=13))
    assert case.line("best_practices_held").state == "open"
    assert case.line("etiu04_closed").reason == "Opens after the Best Practices session"
    case.tick("best_practices_held")
    assert case.line("etiu04_closed").state == "open"
    assert case.line("etiu05_closed").reason == "Opens after Support Week"


def test_the_whole_engagement_can_be_ticked_in_order(case: Case, clock: Any) -> None:
    case.schedule()
    case.sign("gate.before_scheduling")
    case.sign("gate.after_saving")
    clock.advance(timedelta(days=20))
    for step in case.dossier.playbook.steps:
        case.tick(step.key)
    assert checklist.counts(case.dossier) == (44, 44)
    assert checklist.next_step(case.dossier, clock.now()) is None
    assert stages.stage(case.dossier, clock.now()) == "done"
