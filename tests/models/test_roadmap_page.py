"""The client's roadmap: their time and language, only what they should see, and a file that loads nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models.errors import UserError
from models.records import Contact
from models.roadmap_page import SHOWN, Entry, RoadmapPage, language_of, roadmap_page, to_html


class Reader(HTMLParser):
    """Collects the words of a page, its tags and what they point to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href", "action", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def page(scene: Any, lang: str = "") -> RoadmapPage:
    return roadmap_page(scene.dossier, scene.now, lang)


def agreed(scene: Any) -> Any:
    scene = scene.agreed("2026-12-03T19:00")
    entry = replace(scene.dossier.roadmap[0], agreed_utc="2026-11-20T22:00:00Z", reason="their auditors")
    return replace(scene, dossier=replace(scene.dossier, roadmap=(entry,)))


def test_times_are_those_of_the_client(northwind: Any) -> None:
    made = page(northwind)
    assert made.prod.when == "Thursday 3 December 2026, 7:00 PM – 10:00 PM PST"
    assert made.zone == "All times are those of Los Angeles."
    assert "EST" not in to_html(made)


def test_the_phases_of_the_client_stand_in_their_order(northwind: Any) -> None:
    assert [entry.kind for entry in page(northwind).entries] == list(SHOWN)
    assert "Technical" not in to_html(page(northwind))


def test_it_tells_what_is_agreed(northwind: Any) -> None:
    open_date = replace(northwind, dossier=replace(northwind.dossier, roadmap=()))
    assert page(open_date).agreed == "Proposed, to be agreed."
    assert page(agreed(northwind)).agreed == "Agreed on Fri 20 Nov 2026."
    moved = agreed(northwind).plan("prod_upgrade", "2026-12-02T19:00")
    assert page(moved).agreed == "Proposed. Agreed so far: Thu 3 Dec 2026, 7:00 PM PST."


def test_nothing_internal_gets_out(northwind: Any) -> None:
    scene = agreed(northwind).beside("Kestrel Energy", "2026-12-03T20:00").told("adjustment")
    contact = Contact(1, 1, "Dana Reyes", "Owner", "dana@northwind.example", "")
    stored = replace(scene.dossier.engagement, notes="difficult client", parent="CHG0034512")
    scene = replace(scene, dossier=replace(scene.dossier, engagement=stored, contacts=(contact,)))
    html = to_html(page(scene))
    for secret in (
        "Kestrel",
        "auditors",
        "Aja",
        "Damien",
        "difficult",
        "CHG0034512",
        "ETIU",
        "Dana",
        "lead",
        stored.uid,
    ):
        assert secret not in html, secret


def test_what_is_over_is_told_by_the_days_on_which_it_happened(northwind: Any) -> None:
    scene = northwind.happened("dev_upgrade", "2026-11-19 23:00", "2026-11-20 05:00")
    entry = next(entry for entry in page(scene).entries if entry.kind == "dev_upgrade")
    assert (entry.when, entry.state, entry.note) == ("Thu 19 Nov 2026 – Fri 20 Nov 2026", "Done", "")


def test_a_date_without_a_time_and_no_date_are_said(northwind: Any) -> None:
    scene = northwind.plan("best_practices", "2026-12-07").plan("kickoff", "")
    when = {entry.kind: entry.when for entry in page(scene).entries}
    assert when["best_practices"] == "Mon 7 Dec 2026, time to be agreed"
    assert when["kickoff"] == "Date to be agreed"


def test_a_skipped_session_is_not_mentioned(northwind: Any) -> None:
    made = page(northwind.facts(skip_reason="experienced", skip_approver="D", skip_approved_on="2026-11-20"))
    assert "best_practices" not in [entry.kind for entry in made.entries]


def test_a_scheduled_upgrade_is_told_as_scheduled(northwind: Any) -> None:
    assert page(northwind.scheduled()).prod.state == "Scheduled"


def test_without_a_zone_it_says_what_to_do(northwind: Any) -> None:
    stored = replace(northwind.dossier.engagement, zone="")
    with pytest.raises(UserError, match="time zone is not known"):
        page(replace(northwind, dossier=replace(northwind.dossier, engagement=stored)))


def test_a_language_that_is_not_shipped_falls_back_to_english(northwind: Any) -> None:
    assert page(northwind, "xx").lang == "en"
    assert language_of("") == language_of("ZZ") == "en"


def filled(text: str) -> RoadmapPage:
    """A page whose every field says the same."""
    entry = Entry("kickoff", text, text, text, text)
    return RoadmapPage("en", False, text, text, text, entry, text, (entry,), text)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=40) | st.text(alphabet="<>&\"'/ab=-!", max_size=40))
def test_no_text_can_become_markup(text: str) -> None:
    assert Reader(to_html(filled(text))).tags == Reader(to_html(filled("plain"))).tags


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=//evil>', "</style><b>", "&amp;"])
def test_markup_in_a_name_is_shown_as_it_is_typed(northwind: Any, name: str) -> None:
    stored = replace(northwind.dossier.engagement, client=name)
    read = Reader(to_html(page(replace(northwind, dossier=replace(northwind.dossier, engagement=stored)))))
    assert name in read.words
    assert {"script", "img", "b"}.isdisjoint(read.tags)


def test_the_file_loads_nothing(northwind: Any) -> None:
    html = to_html(page(northwind))
    assert Reader(html).links == []
    assert "http:" not in html
    assert "https:" not in html
    assert "url(" not in html
    assert "default-src 'none'" in html
