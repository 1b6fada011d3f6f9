from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import UserError
from models.servicenow import exports

DATA = Path(__file__).parents[1] / "data"
BOMB = """<?xml version="1.0"?><!DOCTYPE unload [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<unload><change_request><number>&b;</number></change_request></unload>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE unload [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<unload><change_request><number>&a;</number></change_request></unload>"""


def test_an_unload_is_raw_utc_and_references_show_their_name() -> None:
    rows = exports.read(DATA / "change_request_unload.xml")
    assert rows.raw_utc
    assert [row["company"] for row in rows.rows] == ["Northwind Health", "Kestrel Energy", "Juniper Schools"]
    assert rows.rows[1]["start_date"] == "2026-12-04 02:00:00"


def test_the_xml_processors_root_is_read_too() -> None:
    cells = "<number>CTASK1</number><company>d3f1c0aa4f0010101c2e9ec6db961900</company>"
    text = f"<xml><change_task>{cells}</change_task></xml>"
    rows = exports.parse(text.encode(), "list.xml")
    assert (rows.rows[0]["number"], rows.rows[0]["company"]) == ("CTASK1", "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_and_wide_letters_are_read(encoding: str) -> None:
    text = '<unload><change_request><number>CHG1</number><company display_value="Gerätebau"/></change_request></unload>'
    assert exports.parse(text.encode(encoding), "list.xml").rows[0]["company"] == "Gerätebau"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        ("<unload>" * 50, "nested too deeply"),
        ("<unload>" + "<a>" * 100_000, "nested too deeply"),
        ("<unload><change_request><number>CHG1</number>", "damaged"),
        ("<unload></unload>", "no rows"),
        ("<feed><entry/></feed>", "no export"),
        ("<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        ("<unload>" + "<a><number>1</number></a>" * 10_000 + "</unload>", "stops at 10,000"),
        ('<?xml version="1.0" encoding="no-such"?><unload/>', "damaged"),
    ],
)
def test_hostile_and_broken_xml_is_refused_in_one_line(data: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        exports.parse(data.encode(), "list.xml")
    assert caught.value.where == "list.xml"
    assert "\n" not in str(caught.value)
