from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.servicenow import exports

DATA = Path(__file__).parents[1] / "data"


def parse(document: Any) -> Any:
    return exports.parse(json.dumps(document).encode(), "list.json")


def test_display_values_are_shown_and_raw_values_are_utc() -> None:
    rows = exports.read(DATA / "change_task_table_api_all.json")
    first, second = rows.rows
    assert not rows.raw_utc
    assert first["planned_start_date"] == "2026-12-03 19:00:00"
    assert first.utc["planned_start_date"] == "2026-12-04 03:00:00"
    assert (first["change_request"], first["state"]) == ("CHG0041877", "Open")
    assert (second["planned_end_date"], second.utc["planned_end_date"]) == ("", "")


def test_jsonv2_records_are_raw_utc_and_ids_name_nobody() -> None:
    rows = exports.read(DATA / "change_request_jsonv2_raw.json")
    assert rows.raw_utc
    assert [row["number"] for row in rows.rows] == ["CHG0041877", "CHG0041902", "CHG0041790"]
    assert (rows.rows[0]["state"], rows.rows[0]["company"]) == ("-2", "")


def test_one_record_alone_is_a_list_of_one() -> None:
    rows = exports.read(DATA / "snow_change_api_all_fields_CHG0000024.json")
    assert [row["number"] for row in rows.rows] == ["CHG0000024"]
    assert rows.rows[0]["state"] == "Closed"
    assert rows.rows[0].utc["state"] == "3"
    assert rows.rows[0].utc["sys_updated_on"] == "2015-07-06 18:59:27"


def test_raw_lists_of_the_table_api_are_utc() -> None:
    assert exports.read(DATA / "snow_table_api_list_problem_raw.json").raw_utc


def test_display_values_alone_are_a_sessions_view() -> None:
    record = {"number": "CHG1", "state": "Scheduled", "start_date": "2026-12-03 19:00:00"}
    assert not parse({"result": [record]}).raw_utc
    company = {"display_value": "Acme", "link": "https://example.invalid/x"}
    rows = parse({"result": [{"number": "CHG1", "company": company}]})
    assert (rows.raw_utc, rows.rows[0]["company"], dict(rows.rows[0].utc)) == (False, "Acme", {})


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"error": {"message": "User Not Authenticated"}, "status": "failure"}, "User Not Authenticated"),
        ({"error": "Unauthorized"}, "Unauthorized"),
        ({"records": [{"number": "CHG1", "__status": "failure", "__error": {"reason": "ACL"}}]}, "ACL"),
        ({"result": []}, "no rows"),
        ({"result": "CHG1"}, "no list of records"),
        ({"result": [1, 2]}, "something else than records"),
        ({"result": [{"number": ["CHG1"]}]}, "a list where a text belongs"),
        ({"result": [{"number": "a\0b"}]}, "no text"),
        ({"result": [{"number": "\ud800"}]}, "no text"),
        ({"result": [{"number": "1", "Number": "2"}]}, "twice"),
        ({"result": [{"number": "CHG1"}] * 10_000}, "stops at 10,000"),
        ([], "no rows"),
    ],
)
def test_answers_that_are_no_list_are_refused_in_one_line(document: Any, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        parse(document)
    assert caught.value.where == "list.json"
    assert "\n" not in str(caught.value)


def test_the_example_of_a_refusal_is_named() -> None:
    with pytest.raises(UserError, match="Rate limit exceeded"):
        exports.read(DATA / "snow_rest_429_body.json")


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"result":' * 100_000, b'{"result": [{"number": "CHG', b"[\xff]"])
def test_nested_and_half_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"nested too deeply|damaged"):
        exports.parse(data, "list.json")
