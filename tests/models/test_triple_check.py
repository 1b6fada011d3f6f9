"""The triple check: every cause, every question, and what it says on the command line (N16–N22)."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from click.testing import CliRunner, Result

from models.errors import UserError
from models.mismatch import CauseName
from models.readings import Request, decode
from models.triple_check import check
from models.triple_check_cli import triple_check_command
from models.verdict import Verdict
from models.weekdays import weekday_number

READING: dict[str, Any] = {
    "agreed": {"date": "2026-12-03", "time": "19:00", "weekday": "Thu", "zone": "America/Los_Angeles"},
    "plan_start_utc": "2026-12-04T03:00:00Z",
    "shown": {"start": "2026-12-03 19:00:00", "end": "2026-12-03 22:00:00"},
    "stamp": "2026-11-24 07:43:10",
    "clock": "2026-11-24T10:43:24-05:00",
    "zones": {"you": "America/New_York", "client": "America/Los_Angeles", "system": "America/Los_Angeles"},
    "gate": "after_saving",
    "before_saving": None,
}
SPRING = {"agreed": {"date": "2027-03-14", "time": "00:30", "weekday": "Sun"}, "plan_start_utc": None}


def reading(**changes: Any) -> bytes:
    """READING with keys changed; a dict is merged into the one that is there."""
    changed = deepcopy(READING)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(changed.get(key), dict):
            changed[key] |= value
        else:
            changed[key] = value
    return json.dumps(changed).encode()


def verdict_of(**changes: Any) -> Verdict:
    return check(decode(reading(**changes)))


def shown(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


def row(verdict: Verdict, name: str) -> Any:
    return next(line for line in verdict.rows if line.row == name)


# --- passes ---------------------------------------------------------------------------------------


def test_all_three_agree() -> None:
    verdict = verdict_of()
    assert (verdict.verdict, verdict.causes, verdict.session_zone) == ("pass", (), "America/Los_Angeles")
    assert verdict.title == "All three agree: Thu 3 Dec 2026, 19:00 to 22:00 in Los Angeles"
    assert verdict.detail.startswith("For you that is 22:00 to Fri 4 Dec, 01:00 in New York.")
    assert {line.result for line in verdict.rows} == {"same"}


@pytest.mark.parametrize(
    "changes",
    [
        {"agreed": {"weekday": "Do"}},
        {"agreed": {"weekday": "jueves"}},
        {"agreed": {"weekday": None}},
        {"agreed": {"time": "7:00 PM"}},
        {"agreed": {"time": "7 pm"}},
        {"agreed": {"date": "03.12.2026"}},
        {"plan_start_utc": None},
        {"zones": None},
        {"zones": {"you": None, "partner": "Asia/Kolkata"}},
        {"shown": shown("2026-12-03 07:00:00 PM", "2026-12-03 10:00 PM")},
        {"shown": shown("03.12.2026 19:00", "03.12.2026 22:00")},
        {"before_saving": shown("", "")},
        {"before_saving": shown("2026-12-03 19:00:00", "2026-12-03 22:00:00")},
        {"before_saving": shown("n/a", "n/a")},
        {"gate": "ctask", "change": shown("2026-12-03 19:00:00", "2026-12-03 22:00:00")},
        {"gate": "before_scheduling"},
        {"something_new": 1},
        {"stamp": "11/24/2026 07:43", "shown": shown("12/03/2026 7:00 PM", "12/03/2026 10:00 PM")},
        {"stamp": "24-11-2026 07:43:10", "shown": shown("03-12-2026 19:00:00", "03-12-2026 22:00:00")},
        {"stamp": "2026-11-24 10:43:10", "shown": shown("2026-12-03 22:00:00", "2026-12-04 01:00:00")},
        {"stamp": "2026-11-24 15:43:10", "shown": shown("2026-12-04 03:00:00", "2026-12-04 06:00:00")},
    ],
)
def test_a_right_reading_passes(changes: dict[str, Any]) -> None:
    assert verdict_of(**changes).verdict == "pass"


def test_before_scheduling_nothing_need_be_typed_yet() -> None:
    verdict = verdict_of(gate="before_scheduling", shown=None)
    assert verdict.verdict == "pass"
    assert verdict.title.startswith("Ready to enter")
    assert verdict.correct is not None
    assert verdict.correct.start == "2026-12-03 19:00:00"


def test_the_offset_at_the_upgrade_counts_not_the_one_at_the_stamp() -> None:
    changes = {"clock": "2026-10-20T10:43:24-04:00", "stamp": "2026-10-20 07:43:10"}
    assert verdict_of(**changes).verdict == "pass"
    late = verdict_of(**changes, shown=shown("2026-12-03 20:00:00", "2026-12-03 23:00:00"))
    assert late.causes == ("clock-change",)
    assert late.title == "Stop. ServiceNow is 1 hour off."
    assert late.detail == "The clocks change on Sun 1 Nov."


def test_a_clock_change_inside_the_window_warns_and_passes() -> None:
    verdict = verdict_of(**SPRING, shown=shown("2027-03-14 00:30:00", "2027-03-14 04:30:00"))
    assert verdict.verdict == "pass"
    assert "Los Angeles" in row(verdict, "clock_change").warning


# --- causes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "causes", "title", "detail"),
    [
        (
            {"shown": shown("2026-12-03 22:00:00", "2026-12-04 01:00:00")},
            ("zone",),
            "Stop. ServiceNow has the upgrade 3 hours late.",
            "22:00 is the New York time in a Los Angeles session.",
        ),
        (
            {"shown": shown("2026-12-04 03:00:00", "2026-12-04 06:00:00")},
            ("zone",),
            "Stop. ServiceNow has the upgrade 8 hours late.",
            "03:00 is the UTC time in a Los Angeles session.",
        ),
        (
            {"shown": shown("2026-12-03 16:00:00", "2026-12-03 19:00:00")},
            ("zone",),
            "Stop. ServiceNow has the upgrade 3 hours early.",
            "19:00 was typed in a New York session; this Los Angeles session shows 16:00.",
        ),
        (
            {"stamp": "2026-11-24 10:43:10"},
            ("zone",),
            "Stop. ServiceNow has the upgrade 3 hours early.",
            "19:00 is the Los Angeles time in a New York session.",
        ),
        (
            {"shown": shown("2026-12-03 07:00:00", "2026-12-03 10:00:00")},
            ("am-pm",),
            "Stop. ServiceNow has the upgrade 12 hours off.",
            "Looks like am and pm were swapped.",
        ),
        (
            {"shown": shown("2026-03-12 19:00:00", "2026-03-12 22:00:00")},
            ("day-month",),
            "Stop. ServiceNow has day and month swapped.",
            "It shows Thu 12 Mar 2026; Thu 3 Dec 2026 was agreed.",
        ),
        (
            {"shown": shown("2026-12-04 19:00:00", "2026-12-04 22:00:00")},
            ("day",),
            "Stop. ServiceNow has the wrong day.",
            "Midnight in your zone is another date for the client.",
        ),
        (
            {"shown": shown("2026-12-10 19:00:00", "2026-12-10 22:00:00")},
            ("day",),
            "Stop. ServiceNow has the wrong day.",
            "It shows Thu 10 Dec 2026; Thu 3 Dec 2026 was agreed.",
        ),
        (
            {"shown": shown("2027-12-03 19:00:00", "2027-12-03 22:00:00")},
            ("year",),
            "Stop. ServiceNow has the wrong year.",
            "It shows 2027; 2026 was agreed.",
        ),
        (
            {"shown": shown("", "")},
            ("empty",),
            "Stop. ServiceNow did not keep the dates.",
            "This field can fail silently. Enter them again, save, reload.",
        ),
        (
            {
                "shown": shown("2026-12-01 09:10:00", "2026-12-01 12:10:00"),
                "before_saving": shown("2026-12-01 09:10", "2026-12-01 12:10"),
            },
            ("not-saved",),
            "Stop. ServiceNow did not keep the dates.",
            "This field can fail silently. Enter them again, save, reload.",
        ),
        (
            {"shown": {"end": "2026-12-03 23:00:00"}},
            ("length",),
            "Stop. The window is 4 hours, not 3.",
            "Planned end should be 2026-12-03 22:00:00.",
        ),
        (
            {"shown": {"end": "2026-12-03 20:00:00"}},
            ("length",),
            "Stop. The window is 1 hour, not 3.",
            "Planned end should be 2026-12-03 22:00:00.",
        ),
        (
            {"shown": {"end": "2026-12-03 21:30:00"}},
            ("length",),
            "Stop. The window is 2 hours 30 minutes, not 3 hours.",
            "Planned end should be 2026-12-03 22:00:00.",
        ),
        (
            {"shown": {"end": "2026-12-03 19:00:00"}},
            ("length",),
            "Stop. The window ends before it begins.",
            "Planned end should be 2026-12-03 22:00:00.",
        ),
        (
            {"plan_start_utc": "2026-12-05T03:00:00Z"},
            ("roadmap-plan",),
            "Stop. The roadmap and your timeline differ.",
            "Which one did the client agree to?",
        ),
        (
            {
                "plan_start_utc": "2026-12-05T03:00:00Z",
                "shown": shown("2026-12-04 19:00:00", "2026-12-04 22:00:00"),
            },
            ("roadmap-plan",),
            "Stop. The roadmap and your timeline differ.",
            "Which one did the client agree to?",
        ),
        (
            {"agreed": {"weekday": "Friday"}},
            ("weekday",),
            "Stop. Thu 3 Dec 2026 is not a “Friday”.",
            "Look at the roadmap's date and weekday again.",
        ),
        (
            {"now": "2026-12-04T03:00:00Z"},
            ("past",),
            "Stop. The planned start is in the past.",
            "Thu 3 Dec, 19:00 PST is over; it is Thu 3 Dec, 19:00 PST there now.",
        ),
        (
            {"stamp": "2026-11-24 07:18:24"},
            ("stamp-expired",),
            "Stop. The stamp is 25 minutes old.",
            "Post a new note and paste its stamp.",
        ),
        (
            {"stamp": "2026-11-23 07:43:10"},
            ("clock",),
            "Stop. Clock or stamp is off.",
            "Post a new note and paste its stamp.",
        ),
        (
            {"gate": "ctask", "change": shown("2026-12-04 19:00:00", "2026-12-04 22:00:00")},
            ("ctask-window",),
            "Stop. The CTASK lies outside the change's window.",
            "The change is planned for Fri 4 Dec, 19:00 – 22:00 in Los Angeles.",
        ),
        (
            {"shown": shown("2026-12-03 19:47:00", "2026-12-03 22:47:00")},
            ("unknown",),
            "Stop. ServiceNow has the upgrade 47 minutes late.",
            "No usual cause fits. Enter the dates again, save, reload.",
        ),
        (
            {"shown": shown("2026-12-03 19:00:30", "2026-12-03 22:00:30")},
            ("unknown",),
            "Stop. ServiceNow has the upgrade 1 minute late.",
            "No usual cause fits. Enter the dates again, save, reload.",
        ),
        (
            {**SPRING, "shown": shown("2027-03-14 00:30:00", "2027-03-14 03:30:00")},
            ("clock-change", "length"),
            "Stop. ServiceNow is 1 hour off.",
            "The clocks change on Sun 14 Mar.",
        ),
        (
            {**SPRING, "shown": shown("2027-03-14 02:30:00", "2027-03-14 05:30:00")},
            ("gap",),
            "Stop. ServiceNow shows a time that does not exist.",
            "02:30 on 14 Mar 2027 does not exist in Los Angeles: the clock jumps from 02:00 to 03:00.",
        ),
    ],
)
def test_a_mismatch_names_its_cause(changes: dict[str, Any], causes: tuple[str, ...], title: str, detail: str) -> None:
    verdict = verdict_of(**changes)
    assert (verdict.verdict, verdict.causes, verdict.title, verdict.detail) == ("mismatch", causes, title, detail)


def test_a_late_start_is_late_in_its_row_and_the_right_values_are_offered() -> None:
    verdict = verdict_of(shown=shown("2026-12-03 22:00:00", "2026-12-04 01:00:00"))
    start = row(verdict, "start")
    assert (start.a, start.b) == ("Thu 3 Dec, 19:00 PST", "Thu 3 Dec, 22:00 PST")
    assert (start.result, start.difference_minutes, start.text) == ("differs", 180, "3 hours late")
    assert row(verdict, "length").result == "same"
    assert verdict.correct is not None
    assert (verdict.correct.start, verdict.correct.end) == ("2026-12-03 19:00:00", "2026-12-03 22:00:00")


def test_the_right_values_are_those_of_the_session() -> None:
    correct = verdict_of(stamp="2026-11-24 10:43:10").correct
    assert correct is not None
    assert (correct.start, correct.end) == ("2026-12-03 22:00:00", "2026-12-04 01:00:00")


def test_an_agreed_time_in_a_gap_is_no_time() -> None:
    verdict = verdict_of(agreed={"date": "2027-03-14", "time": "02:30", "weekday": "Sun"}, plan_start_utc=None)
    assert (verdict.verdict, verdict.causes, verdict.correct) == ("mismatch", ("gap",), None)
    assert row(verdict, "real_time").text == "Not a real time"


def test_another_zone_past_midnight_with_the_old_date() -> None:
    late = {"agreed": {"time": "22:00"}, "plan_start_utc": None}
    verdict = verdict_of(**late, shown=shown("2026-12-03 01:00:00", "2026-12-03 04:00:00"))
    assert verdict.causes == ("zone", "day")


def test_unsaved_dates_keep_their_pattern_as_a_second_cause() -> None:
    old = shown("2026-12-02 19:00:00", "2026-12-02 22:00:00")
    assert verdict_of(shown=old, before_saving=old).causes == ("not-saved", "day")


def test_only_the_end_was_not_saved() -> None:
    verdict = verdict_of(shown={"end": "2026-12-03 21:00:00"}, before_saving=shown("", "2026-12-03 21:00:00"))
    assert verdict.causes == ("not-saved", "length")


@pytest.mark.parametrize("gate", ["before_scheduling", "after_saving", "ctask"])
def test_half_a_window_is_empty(gate: str) -> None:
    verdict = verdict_of(gate=gate, shown=shown("2026-12-03 19:00:00", " "))
    assert (verdict.verdict, verdict.causes) == ("mismatch", ("empty",))


def test_a_change_without_dates_is_empty() -> None:
    assert verdict_of(gate="ctask", change=shown("", "")).causes == ("empty",)


def test_several_causes_stand_most_likely_first() -> None:
    verdict = verdict_of(
        agreed={"weekday": "Fri"}, shown=shown("2026-12-03 22:00:00", "2026-12-04 02:00:00"), stamp=READING["stamp"]
    )
    assert verdict.causes == ("weekday", "zone", "length")


# --- questions ------------------------------------------------------------------------------------


def test_a_date_in_doubt_is_asked_and_the_answer_counts() -> None:
    doubtful = {"shown": shown("03/12/2026 19:00", "03/12/2026 22:00")}
    asked = verdict_of(**doubtful)
    assert (asked.verdict, asked.causes) == ("ask", ("ambiguous",))
    assert asked.question == "Does ServiceNow mean Thu 12 Mar 2026 or Thu 3 Dec 2026?"
    assert [choice.value for choice in asked.choices] == ["mdy", "dmy"]
    assert verdict_of(**doubtful, answers={"order": "dmy"}).verdict == "pass"
    assert verdict_of(**doubtful, answers={"order": "mdy"}).causes == ("day-month",)


def test_the_stamp_settles_the_date_order_of_its_session() -> None:
    changes = {"stamp": "12/02/2026 19:43:10", "clock": "2026-12-02T22:43:24-05:00"}
    assert verdict_of(**changes, shown=shown("12/03/2026 19:00", "12/03/2026 22:00")).verdict == "pass"
    assert verdict_of(**changes, shown=shown("03/12/2026 19:00", "03/12/2026 22:00")).causes == ("day-month",)


def test_contradictory_orders_are_asked() -> None:
    verdict = verdict_of(shown=shown("13/12/2026 19:00", "12/13/2026 22:00"))
    assert (verdict.verdict, verdict.causes) == ("ask", ("ambiguous",))


def test_a_roadmap_date_in_doubt_is_asked() -> None:
    verdict = verdict_of(agreed={"date": "03/12/2026"})
    assert verdict.verdict == "ask"
    assert verdict.question == "Does the roadmap's “03/12/2026” mean Thu 12 Mar 2026 or Thu 3 Dec 2026?"


def test_two_sessions_that_fit_are_asked_and_the_answer_counts() -> None:
    summer = {
        "clock": "2026-10-20T10:43:24-04:00",
        "stamp": "2026-10-20 07:43:10",
        "zones": {"partner": "America/Phoenix"},
    }
    asked = verdict_of(**summer)
    assert (asked.verdict, asked.causes, asked.session_zone) == ("ask", ("ambiguous",), None)
    assert asked.question == "Is the session in Los Angeles or Phoenix?"
    assert verdict_of(**summer, answers={"session_zone": "America/Los_Angeles"}).verdict == "pass"
    wrong = verdict_of(**summer, answers={"session_zone": "America/Phoenix"})
    assert (wrong.verdict, wrong.causes) == ("mismatch", ("zone", "clock-change"))


def test_two_sessions_that_read_the_same_are_not_asked() -> None:
    verdict = verdict_of(zones={"partner": "America/Tijuana"})
    assert (verdict.verdict, verdict.session_zone) == ("pass", "America/Los_Angeles")


def test_an_unknown_offset_is_named_and_asked() -> None:
    verdict = verdict_of(stamp="2026-11-24 07:28:10", zones={"system": None}, clock="2026-11-24T18:43:24+03:00")
    assert verdict.causes == ("stamp-expired",)
    verdict = verdict_of(stamp="2026-11-24 21:13:10")
    assert (verdict.verdict, verdict.causes) == ("ask", ("unknown",))
    assert verdict.title == "The stamp says UTC+5:30: no zone that you use."
    named = verdict_of(
        stamp="2026-11-24 21:13:10",
        shown=shown("2026-12-04 08:30:00", "2026-12-04 11:30:00"),
        answers={"session_zone": "Asia/Kolkata"},
    )
    assert (named.verdict, named.session_zone) == ("pass", "Asia/Kolkata")


def test_an_agreed_time_that_comes_twice_is_asked_never_chosen() -> None:
    autumn = {"agreed": {"date": "2027-11-07", "time": "01:30", "weekday": "Sun"}, "plan_start_utc": None}
    asked = verdict_of(**autumn, shown=shown("2027-11-07 01:30:00", "2027-11-07 03:30:00"))
    assert (asked.verdict, asked.causes) == ("ask", ("fold",))
    in_utc = {"stamp": "2026-11-24 15:43:10", "shown": shown("2027-11-07 09:30:00", "2027-11-07 12:30:00")}
    assert verdict_of(**autumn, **in_utc, answers={"fold": 1}).verdict == "pass"
    assert verdict_of(**autumn, **in_utc, answers={"fold": 0}).verdict == "mismatch"


def test_a_shown_time_that_comes_twice_is_asked() -> None:
    agreed = {"agreed": {"date": "2027-11-06", "time": "23:30", "weekday": "Sat"}, "plan_start_utc": None}
    verdict = verdict_of(**agreed, shown=shown("2027-11-06 23:30:00", "2027-11-07 01:30:00"))
    assert (verdict.verdict, verdict.causes) == ("ask", ("fold",))


# --- invalid --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shown": {"start": "03/12/26 19:00"}}, "Planned start date: The year"),
        ({"shown": {"end": "2026-12-03"}}, "Planned end date: “2026-12-03” has no time"),
        ({"agreed": {"date": "2026-02-30"}}, "Date: “2026-02-30” is a date that does not exist"),
        ({"agreed": {"date": "2026-12-03 19:00"}}, "Date: "),
        ({"agreed": {"time": "25:00"}}, "Start: “25:00” is no time of day"),
        ({"agreed": {"time": ""}}, "Start: "),
        ({"agreed": {"weekday": "ma"}}, "Weekday: “ma” names no weekday"),
        ({"agreed": {"zone": "PST"}}, "Time zone: No rules for PST"),
        ({"agreed": {"zone": ""}}, "Time zone: No rules for an empty time zone"),
        ({"zones": {"partner": "Europe/Foo"}}, "Time zone: No rules for Europe/Foo"),
        ({"stamp": ""}, "Work note time stamp: "),
        ({"clock": "2026-11-24T10:43:24"}, "This computer's clock: "),
        ({"clock": "10:43"}, "This computer's clock: "),
        ({"plan_start_utc": "soon"}, "Planned start on the timeline: "),
        ({"gate": "ctask", "change": shown("x", "y")}, "Start of the change: "),
    ],
)
def test_what_cannot_be_read_is_named(changes: dict[str, Any], words: str) -> None:
    verdict = verdict_of(**changes)
    assert verdict.verdict == "invalid"
    assert verdict.title.startswith(words)
    assert verdict.detail


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"[" * 100_000, b"\xff", b'{"agreed": 1}'])
def test_what_is_no_request_is_refused(text: bytes) -> None:
    with pytest.raises(UserError):
        decode(text)


# --- words, schema and command line ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [("Mon", 0), ("Di", 1), ("mercredi", 2), ("Thurs", 3), ("Do.", 3), ("viernes", 4), ("sáb", 5), ("SUNDAY", 6)],
)
def test_weekdays_are_read_in_several_languages(text: str, number: int) -> None:
    assert weekday_number(text) == number


@pytest.mark.parametrize("text", ["", "T", "s", "ma", "se", "someday", "4"])
def test_weekdays_are_never_guessed(text: str) -> None:
    with pytest.raises(UserError):
        weekday_number(text)


def test_the_schema_is_that_of_the_code() -> None:
    path = Path(__file__).parents[2] / "resources" / "schemas" / "triple_check.schema.json"
    written = json.loads(path.read_text(encoding="utf-8"))["$defs"]
    _types, made = msgspec.json.schema_components([Request, Verdict], ref_template="#/$defs/{name}")
    assert _bare(written) == _bare(json.loads(json.dumps(made)))
    assert set(written["Verdict"]["properties"]["causes"]["items"]["enum"]) == set(get_args(CauseName))


def _bare(schema: Any) -> Any:
    if isinstance(schema, dict):
        words = {key for key in ("description", "title") if isinstance(schema.get(key), str)}
        return {key: _bare(value) for key, value in schema.items() if key not in words}
    return schema


def run(data: bytes, *arguments: str) -> Result:
    return CliRunner().invoke(triple_check_command, arguments, input=data)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({}, 0), ({"shown": None}, 1), ({"agreed": {"date": "03/12/2026"}}, 1), ({"stamp": "x"}, 2)],
)
def test_the_exit_code_says_the_verdict(changes: dict[str, Any], code: int) -> None:
    assert run(reading(**changes)).exit_code == code
    assert run(reading(**changes), "--json").exit_code == code


def test_json_has_the_documented_shape() -> None:
    late = run(reading(shown=shown("2026-12-03 22:00:00", "2026-12-04 01:00:00")), "--json")
    answer = json.loads(late.stdout)
    assert answer["verdict"] == "mismatch"
    assert answer["causes"] == ["zone"]
    assert answer["session_zone"] == "America/Los_Angeles"
    assert answer["correct"] == {"start": "2026-12-03 19:00:00", "end": "2026-12-03 22:00:00"}
    assert answer["rows"][0]["row"] == "start"
    assert answer["rows"][0]["difference_minutes"] == 180


def test_a_pretty_printed_reading_is_one_reading() -> None:
    text = json.dumps(json.loads(reading()), indent=2).encode()
    assert run(b"\xef\xbb\xbf" + text).exit_code == 0


def test_json_lines_go_on_after_an_unreadable_line() -> None:
    answer = run(b"\n".join([reading(), b"{broken", b"", reading(shown=None), b"[]"]), "--json")
    verdicts = [json.loads(line)["verdict"] for line in answer.stdout.splitlines()]
    assert verdicts == ["pass", "invalid", "mismatch", "invalid"]
    assert answer.exit_code == 2
    assert "reading 2" in answer.stderr


def test_the_worst_line_counts() -> None:
    assert run(reading() + b"\n" + reading()).exit_code == 0
    assert run(reading() + b"\n" + reading(shown=None) + b"\n" + reading()).exit_code == 1


def test_plain_text_says_what_to_enter() -> None:
    text = run(reading(shown=shown("2026-12-03 22:00:00", "2026-12-04 01:00:00"))).stdout
    assert "Stop. ServiceNow has the upgrade 3 hours late." in text
    assert "Right in this session: 2026-12-03 19:00:00 to 2026-12-03 22:00:00" in text


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"nonsense\nmore"])
def test_what_is_no_json_is_one_plain_line_on_standard_error(data: bytes) -> None:
    answer = run(data)
    assert answer.exit_code == 2
    assert answer.stderr.count("\n") == 1
    assert json.loads(run(data, "--json").stderr)["error"]["what"]
