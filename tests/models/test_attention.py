"""What each engagement needs now: its group, one reason, one next thing, in the words of the pictures."""

from __future__ import annotations

from typing import Any

import pytest

from models import attention, dossiers, sample, zones
from models.attention import Attention
from models.clock import Clock
from models.formats import Formats
from models.store import open_store


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attention]:
    """What every engagement of the example needs on Tuesday 24 November 2026 at 10:42 in New York."""
    now = zones.parse_utc("2026-11-24T15:42:00Z")
    store = open_store(tmp_path_factory.mktemp("example") / "example.db", clock=Clock(now))
    sample.create_example(store)
    found = dossiers.load_all(store)
    store.close()
    return {dossier.engagement.client: attention.assess(dossier, now, Formats()) for dossier in found}


@pytest.mark.parametrize(
    ("client", "group", "tone", "reason"),
    [
        ("Northwind Health", "needs_you", "accent", "Client validation ends 17:00"),
        ("Kestrel Energy", "needs_you", "accent", "Triple-check, then schedule"),
        ("Juniper Schools", "needs_you", "danger", "Support Week ticket not open"),
        ("Alder County", "needs_you", "danger", "3 tickets open, no prod date"),
        ("Ostrava Glass", "needs_you", "accent", "Dev upgrade tonight 18:00"),  # due today: DESIGN's text
        ("Bright Harbor", "on_track", "neutral", "Prod upgrade Mon, locked"),
        ("Meridian Freight", "on_track", "neutral", "Prod upgrade in 7 days"),
        ("Pine Ridge Dental", "on_track", "neutral", "Validation starts Wed"),
        ("Larkspur Bank", "on_track", "neutral", "Best Practices Wed 13:00"),
        ("Cobalt Insurance", "on_track", "neutral", "Kickoff Wed 14:00"),
        ("Vela Airports", "on_track", "neutral", "Dev upgrade Mon 18:00"),
        ("Halden Rail", "done", "neutral", "Closed 13 Nov"),
        ("Quarry Foods", "done", "neutral", "Closed 18 Nov"),
        ("Saltmarsh Energy", "done", "neutral", "Closed 20 Nov"),
    ],
)
def test_the_side_bar_reads_like_the_pictures(
    example: dict[str, Attention], client: str, group: str, tone: str, reason: str
) -> None:
    seen = example[client]
    assert (seen.group, seen.tone, seen.reason) == (group, tone, reason)


def test_what_needs_you_is_sorted_by_when_it_is_due(example: dict[str, Attention]) -> None:
    in_order = attention.order(example.values())
    names = {id(seen): client for client, seen in example.items()}
    assert [names[id(seen)] for seen in in_order][:5] == [
        "Juniper Schools",
        "Northwind Health",
        "Ostrava Glass",
        "Kestrel Energy",
        "Alder County",
    ]
    assert [seen.group for seen in in_order] == ["needs_you"] * 5 + ["on_track"] * 6 + ["done"] * 3


@pytest.mark.parametrize(
    ("client", "text", "step"),
    [
        (
            "Northwind Health",
            "Email the prod upgrade reminder, then get validation confirmed by 17:00",
            "validation_reminder",
        ),
        ("Kestrel Energy", "Validation is confirmed. Triple-check, then press Schedule Conversion", "timezone_check"),
        ("Juniper Schools", "Open ETIU05 for the Support Week and tell the client", "support_week_opened"),
        ("Alder County", "Agree a prod date with the client", "prod_agreed"),
        ("Larkspur Bank", "Nothing due. Next is Best Practices, Wed 25 Nov, 13:00", ""),
    ],
)
def test_the_next_bar_says_one_thing(example: dict[str, Attention], client: str, text: str, step: str) -> None:
    assert (example[client].next.text, example[client].next.step) == (text, step)


def test_the_reminder_says_what_opens_after_it(example: dict[str, Attention]) -> None:
    following = example["Northwind Health"].next
    assert (following.action, following.hint) == ("email", "Scheduling opens after that")


def calm(scene: Any) -> Any:
    """Northwind before it has begun, with everything that is due by now done."""
    return scene.at("2026-11-16 10:00").done("calendar_tentative")


def test_nothing_due_is_on_track_with_the_next_event_in_your_time(northwind: Any) -> None:
    seen = calm(northwind).need()
    assert (seen.group, seen.reason) == ("on_track", "Dev upgrade Wed 21:00")
    assert seen.next.text == "Nothing due. Next is Dev upgrade, Wed 18 Nov, 21:00"
    assert seen.due == zones.parse_utc("2026-11-19T02:00:00Z")


def test_a_step_that_is_late_is_danger_and_the_earliest_one_wins(northwind: Any) -> None:
    seen = calm(northwind).at("2026-11-20 10:00").facts(backup_taken_utc="2026-11-18 08:00").need()
    assert (seen.group, seen.tone, seen.reason) == ("needs_you", "danger", "Ask for the password as of the backup")


def test_what_a_finished_phase_left_unticked_is_no_longer_asked_for(northwind: Any) -> None:
    seen = northwind.validated().need()
    assert not seen.findings
    assert (seen.tone, seen.reason) == ("accent", "Triple-check, then schedule")
    assert northwind.validated()._with(roadmap=()).need().reason == "Prod time agreed on the roadmap"


def test_a_dev_upgrade_within_its_usual_hours_is_not_late(northwind: Any) -> None:
    scene = calm(northwind).facts(backup_taken_utc="2026-11-18 08:00", password_changed_utc="2026-11-01 08:00")
    scene = scene.done("old_password", "clone_requested").happened("dev_upgrade", "2026-11-18 21:00")
    assert scene.at("2026-11-19 08:59").need().reason == "Tech validation today 12:00"
    late = scene.at("2026-11-19 09:01").need()
    assert (late.group, late.tone, late.reason) == ("needs_you", "warn", "Dev upgrade is running long")


def test_a_validation_past_its_end_says_since_when(northwind: Any) -> None:
    scene = northwind.validated().happened("kickoff", "2026-11-20 16:00", "2026-11-20 17:30")
    running = scene._phase("client_validation", {"actual_end_utc": ""})
    running = running.done("technical_validation_done", "validation_instructions", "roadmap_update", "dev_started")
    running = running.done("old_password", "clone_requested", "validation_reminder", "login_confirmed")
    before, after = running.at("2026-11-24 19:59").need(), running.at("2026-11-24 20:01").need()
    assert (before.tone, before.reason) == ("accent", "Client validation ends 20:00")
    assert (after.tone, after.reason) == ("danger", "Client validation was due 20:00")
    assert after.next.text == "Get validation confirmed by the client"


def prepared(scene: Any) -> Any:
    """Everything up to the end of client validation is recorded and ticked."""
    steps = scene.dossier.playbook.steps
    early = [step.key for step in steps if step.group in {"preparation", "client_validation"}]
    return scene.validated().done(*early)


def test_an_error_comes_before_everything(northwind: Any) -> None:
    seen = prepared(northwind).facts(entered_utc="2026-11-24 10:10").read_back(end="2026-12-03T23:00").need()
    assert (seen.group, seen.tone, seen.reason) == ("needs_you", "danger", "ServiceNow shows other dates")
    assert seen.next.text == "Enter it again, save, reload and read it back"


def test_a_confirmed_validation_opens_the_gate(northwind: Any) -> None:
    seen = prepared(northwind).need()
    assert (seen.tone, seen.reason) == ("accent", "Triple-check, then schedule")
    assert seen.next.hint == "It cannot be cancelled"
    undated = prepared(northwind).plan("prod_upgrade", "")._with(roadmap=())
    assert undated.need().reason == "Validation complete, no prod date"


def test_scheduling_names_the_step_that_waits(northwind: Any) -> None:
    pressed = prepared(northwind).done("timezone_check", "gate_before_scheduling")
    pressed = pressed.facts(entered_utc="2026-11-24 10:10", conversion_utc="2026-11-24 10:12").read_back()
    seen = pressed.done("gate_before_scheduling").need()
    assert (seen.group, seen.tone) == ("needs_you", "warn")
    assert seen.next.step in {"gate_before_scheduling", "gate_after_saving"}


def test_next_never_goes_back_behind_what_has_happened(northwind: Any) -> None:
    scene = prepared(northwind).done("timezone_check", "gate_before_scheduling")
    signed = attention.assess(scene.dossier, scene.now, Formats())
    assert (signed.next.step, signed.reason) == ("schedule_conversion", "Press Schedule Conversion")
    pressed = prepared(northwind).facts(conversion_utc="2026-11-24 10:12").read_back().need()
    assert pressed.next.step == "gate_after_saving"
    assert "press Schedule Conversion" not in pressed.next.text


def test_a_date_that_passed_unscheduled_is_danger(northwind: Any) -> None:
    seen = prepared(northwind).done("support_week_opened", "best_practices_booked").at("2026-12-03 22:01").need()
    assert (seen.tone, seen.reason) == ("danger", "Prod upgrade date has passed")
    assert seen.next.text.startswith("Move the prod upgrade")


def test_an_upgrade_scheduled_in_servicenow_is_never_scheduled_twice(northwind: Any) -> None:
    seen = prepared(northwind).states(ETIU03="Closed Complete").seen("ETIU03.state", "Closed Complete").need()
    assert seen.reason == "Scheduled in ServiceNow, not here"
    assert "already scheduled" in seen.next.text
    assert "press Schedule Conversion" not in seen.next.text


def test_after_scheduling_both_tickets_are_one_next_thing(northwind: Any) -> None:
    scheduled = prepared(northwind).scheduled()
    both = scheduled.states(ETIU03="Open", ETIU05="").need()
    assert (both.group, both.tone) == ("needs_you", "warn")
    assert both.next.text == "Close ETIU03 as Closed Complete and open the Support Week ticket"
    assert scheduled.states(ETIU05="").need().next.text == "Open ETIU05 for the Support Week and tell the client"
    assert scheduled.states(ETIU03="Open").need().next.text == "Close ETIU03 as Closed Complete"


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("2026-11-26 10:00", "Prod upgrade in 7 days"),
        ("2026-11-27 10:00", "Prod upgrade Thu, locked"),
        ("2026-12-03 10:00", "Prod upgrade tonight 22:00, locked"),
        ("2026-12-04 02:00", "Best Practices Mon 13:00"),
    ],
)
def test_a_locked_upgrade_is_on_track_until_its_night(northwind: Any, now: str, reason: str) -> None:
    scene = prepared(northwind).scheduled().done("support_week_told", "best_practices_booked")
    if now > "2026-12-04":
        scene = scene.happened("prod_upgrade", end="2026-12-04 01:10")
    seen = scene.at(now).need()
    assert (seen.group, seen.reason) == ("on_track", reason)


def test_a_short_description_left_behind_needs_you(northwind: Any) -> None:
    scene = calm(northwind).states(ETIU03="Open").text("ETIU03", "Prod Upgrade 2026-12-02 19:00 PST")
    seen = scene.need()
    assert (seen.group, seen.tone, seen.reason) == ("needs_you", "warn", "Short description is out of date")
    assert seen.next.text.startswith("Copy the new text into ETIU03")


def test_a_lead_who_was_not_told_is_danger(northwind: Any) -> None:
    seen = calm(northwind).told("adjustment", created="2026-11-15 09:00").need()
    assert (seen.tone, seen.reason) == ("danger", "Aja is not told of the move")


@pytest.mark.parametrize("quiet", ["same-night", "zone-unconfirmed", "holiday"])
def test_what_asks_for_nothing_today_is_found_and_stays_on_track(northwind: Any, quiet: str) -> None:
    scene = calm(northwind)
    scene = {
        "same-night": scene.beside("Kestrel", "2026-12-03T21:00"),
        "zone-unconfirmed": scene.facts(zone_confirmed=0),
        "holiday": scene.plan("kickoff", "2026-11-26T13:00", "2026-11-26T14:30"),
    }[quiet]
    seen = scene.need()
    assert quiet in {finding.rule for finding in seen.findings}
    assert seen.group == "on_track"


def test_what_is_on_record_and_over_asks_for_nothing(northwind: Any) -> None:
    scene = prepared(northwind).happened("client_validation", "2026-11-19 12:00", "2026-11-24 10:00")
    assert scene.severity("validation-too-long") == "error"
    assert scene.need().reason == "Triple-check, then schedule"


def test_a_phase_with_only_a_date_has_no_time_in_its_reason(northwind: Any) -> None:
    seen = calm(northwind).plan("dev_upgrade", "2026-11-18").need()
    assert (seen.group, seen.reason) == ("on_track", "Dev upgrade Wed 18 Nov")
    assert seen.next.text == "Nothing due. Next is Dev upgrade, Wed 18 Nov"


@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles", "Europe/Berlin"])
def test_a_date_without_a_time_is_due_with_its_day(northwind: Any, zone: str) -> None:
    scene = prepared(northwind).scheduled().done("support_week_told", "best_practices_booked", "prod_outcome")
    scene = scene.happened("prod_upgrade", end="2026-12-04 01:10").plan("best_practices", "2026-12-07", zone=zone)
    seen = scene.at("2026-12-07 10:00").need()
    assert (seen.group, seen.tone, seen.reason) == ("needs_you", "accent", "Hold the Best Practices session")
    assert scene.at("2026-12-04 10:00").need().group == "on_track"


def test_without_anything_ahead_the_stage_is_the_reason(northwind: Any) -> None:
    closing = prepared(northwind).scheduled().at("2026-12-08 10:00").states(ETIU04="Closed Complete")
    closing = closing.happened("prod_upgrade", end="2026-12-04 01:10").done(
        "support_week_told", "best_practices_booked"
    )
    closing = closing.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00")
    assert (closing.need().group, closing.need().reason) == ("on_track", "Support Week, day 3 of 5")
    kinds = northwind.dossier.phases
    scene = calm(northwind)._with(roadmap=())
    for kind in kinds:
        scene = scene.plan(kind, "")
    assert (scene.need().group, scene.need().reason) == ("on_track", "No prod date yet")
    assert scene.need().next.text == "Ask for the password as of the backup"


def test_an_archived_engagement_is_done(northwind: Any) -> None:
    seen = northwind.facts(archived_utc="2026-11-20 10:00").need()
    assert (seen.group, seen.reason, seen.findings) == ("done", "Archived", ())


def test_twelve_hour_clocks_are_kept(northwind: Any) -> None:
    scene = calm(northwind)
    seen = attention.assess(scene.settled(), scene.now, Formats(hour12=True))
    assert seen.reason == "Dev upgrade Wed 9:00 PM"
