"""Hours of a period by client, phase and kind: nothing is lost, nothing twice, expectations add up over periods."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import billable_report, dossiers, engagements, internal_work, projector, time_log, time_pieces, zones
from models.billable_report import Period, Report
from models.errors import UserError
from models.formats import Formats
from models.store import Store
from models.time_pieces import Place

TODAY = date(2026, 11, 24)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.fixture
def northwind(store: Store) -> int:
    prod = zones.parse_wall("2026-12-03T19:00")
    draft = engagements.Draft("Northwind Health", "America/Los_Angeles", country="US", prod=prod)
    id_ = engagements.create(store, draft)
    engagements.edit(store, id_, projector_project="P1")
    return id_


def made(store: Store, period: Period = Period.quarter(TODAY), today: date = TODAY) -> Report:  # noqa: B008
    return billable_report.report(store, dossiers.load_all(store), period, today)


@given(days)
def test_quarters_and_months_are_whole_and_meet(day: date) -> None:
    for whole in (Period.quarter, Period.month):
        period = whole(day)
        assert period.first <= day <= period.last
        assert period.after.first - period.last == timedelta(days=1)
        assert period.first - period.before.last == timedelta(days=1)
        assert period.after.before == period
        assert period.first.day == 1


@given(days, st.integers(0, 60))
def test_own_dates_move_by_their_length(first: date, more: int) -> None:
    period = Period.between(first, first + timedelta(days=more))
    assert period.after.before == period or Period.month(first) == period or Period.quarter(first) == period
    assert period.holds(first)
    assert not period.holds(first - timedelta(days=1))


def test_periods_have_names() -> None:
    formats = Formats()
    assert Period.quarter(TODAY).name(formats) == "Q4 2026"
    assert Period.month(date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Period.month(TODAY).name(formats) == "Nov 2026"
    assert Period.between(TODAY, TODAY).name(formats) == "Tue 24 Nov 2026 – Tue 24 Nov 2026"
    with pytest.raises(UserError, match="before the first"):
        Period.between(TODAY, TODAY - timedelta(days=1))


def test_a_piece_counts_for_the_phase_of_its_step_else_for_the_one_under_way(store: Store, northwind: int) -> None:
    time_log.log(store, northwind, 30, day=date(2026, 11, 20), step="best_practices_booked")
    time_log.log(store, northwind, 45, day=TODAY)
    time_log.log(store, northwind, 15, day=date(2026, 10, 1))
    found = made(store)
    begins = dossiers.load(store, northwind).phases["client_validation"].first_day
    assert begins is not None
    assert begins <= TODAY, "client validation is the phase that began last"
    (group,) = found.groups
    assert {line.phase: line.minutes for line in group.lines if line.minutes} == {
        "best_practices": 30,
        "client_validation": 45,
        "": 15,
    }
    assert group.total.minutes == 90


def test_billable_goes_first_and_internal_work_expects_nothing(store: Store, northwind: int) -> None:
    meeting = internal_work.add(store, "Team meeting")
    time_log.add(store, Place("internal", meeting), 300, day=TODAY)
    other = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    engagements.edit(store, other, billable=0)
    time_log.log(store, other, 20)
    time_log.log(store, northwind, 10)
    found = made(store)
    assert [group.total.client for group in found.groups] == ["Northwind Health", "Team meeting", "Kestrel"]
    assert (found.kind(billable=True).minutes, found.kind(billable=False).minutes, found.kind().minutes) == (
        10,
        320,
        330,
    )
    cells = [row.cells for row in billable_report.rows(found, Formats())]
    assert ("Team meeting", "All phases", "Not billable", "5.00", "–", "–") in cells


def test_what_has_not_begun_is_not_expected_yet_and_periods_add_up(store: Store, northwind: int) -> None:
    late = date(2027, 3, 31)
    whole = made(store, Period.between(date(2026, 1, 1), late), late).kind().expected
    definitions = dossiers.load(store, northwind).playbook.phases
    assert whole == sum(item.expected_minutes for item in definitions)
    parts = [made(store, Period.quarter(day), late) for day in (date(2026, 10, 1), date(2027, 1, 1))]
    months = [made(store, Period.month(date(2026, month, 1)), late) for month in (10, 11, 12)]
    assert sum(item.kind().expected for item in parts) == whole
    assert sum(item.kind().expected for item in months) == parts[0].kind().expected
    assert made(store).kind().expected < whole


def test_a_skipped_session_is_not_expected(store: Store, northwind: int) -> None:
    late = date(2027, 3, 31)
    period = Period.between(date(2026, 1, 1), late)
    before = made(store, period, late).kind().expected
    with store.step("As approved") as db:
        db.table("engagement").update(northwind, {"skip_reason": "x", "skip_approver": "D", "skip_approved_on": "x"})
        db.execute("UPDATE step SET done_utc = 'x' WHERE key = 'best_practices_held'")
    skipped = dossiers.load(store, northwind).engagement.skipped
    assert skipped
    assert made(store, period, late).kind().expected == before - 90


@given(st.lists(st.tuples(st.integers(1, 1440), st.integers(0, 120)), max_size=30))
def test_every_minute_stands_in_the_report_once(pieces: list[tuple[int, int]]) -> None:
    found = [
        billable_report.Line("A", "", "", bool(at % 2), minutes, expected)
        for at, (minutes, expected) in enumerate(pieces)
    ]
    groups = tuple(billable_report.Group(Place("engagement", at), (line,)) for at, line in enumerate(found))
    report = Report(Period.quarter(TODAY), groups)
    both = report.kind(billable=True).minutes + report.kind(billable=False).minutes
    assert both == report.kind().minutes == sum(minutes for minutes, _expected in pieces)
    assert report.kind().difference == both - sum(expected for _minutes, expected in pieces)


def test_the_report_has_the_minutes_of_the_pieces(store: Store, northwind: int) -> None:
    for minutes in (1, 7, 13, 55):
        time_log.log(store, northwind, minutes)
    period = Period.month(TODAY)
    pieces = time_pieces.between(store, *period)
    assert made(store, period).kind().minutes == sum(piece.minutes for piece in pieces) == 76
    assert made(store, period.before).kind().minutes == 0
    assert billable_report.summary(made(store, period), Formats("de")).startswith("1,27 h billable of 1,27 h")


def test_the_csv_is_exact_and_safe(store: Store, northwind: int, tmp_path: Path) -> None:
    engagements.edit(store, northwind, client="=Northwind")
    time_log.log(store, northwind, 50)
    text = billable_report.csv(made(store), Formats())
    lines = text.splitlines()
    head = "Client,Project code,Phase,Billable,Minutes,Hours,Expected hours,Difference,First day,Last day"
    assert lines[0] == head
    assert "'=Northwind,P1,Client validation,yes,50,0.83,1.00,-0.17,2026-10-01,2026-12-31" in lines
    german = billable_report.csv(made(store), Formats("de"))
    assert "'=Northwind;P1;" in german
    assert ";0,83;1,00;-0,17;1.10.2026;31.12.2026" in german
    billable_report.write_csv(made(store), tmp_path / "report.csv", Formats())
    assert (tmp_path / "report.csv").read_bytes().decode("utf-8-sig") == text


def test_a_correction_counts_where_its_piece_counts(store: Store, northwind: int, tmp_path: Any) -> None:
    time_log.log(store, northwind, 60, step="kickoff_held")
    projector.export(store, tmp_path / "cards.csv")
    time_log.set_day(store, Place("engagement", northwind), TODAY, 15)
    (group,) = made(store).groups
    assert next(line.minutes for line in group.lines if line.phase == "kickoff") == 15


def test_nothing_is_an_empty_report(store: Store) -> None:
    found = made(store)
    assert found.groups == ()
    assert [row.cells[3] for row in billable_report.rows(found, Formats())] == ["0.00"] * 3
