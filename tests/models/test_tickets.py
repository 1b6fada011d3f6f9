from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import tickets, zones
from models.errors import UserError
from models.playbook import Limits, Playbook, TicketDef
from models.records import PHASE_KINDS, Dossier, Engagement, Observation, Phase, Ticket
from models.short_descriptions import parse, resolve

LIMITS = Limits(180, 120, 240, 60, 6, 12, 36, 2, 15, 5, 2, 6, 240, 24, 24, "09:00", 12, 3, 30, 60, 160)
TICKETS = (
    TicketDef("ETIU01", "Kickoff", "kickoff", ("Kickoff",)),
    TicketDef("ETIU02", "Dev Upgrade", "dev_upgrade", ("Dev Upgrade",)),
    TicketDef("ETIU03", "Prod Upgrade", "prod_upgrade", ("Prod Upgrade",)),
    TicketDef("ETIU04", "Best Practices", "best_practices", ("BP",)),
    TicketDef("ETIU05", "Support Week", "support_week", ("Support Week",)),
)
PLAYBOOK = Playbook("test", "Test", "1", LIMITS, (), TICKETS, (), ())
ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "UTC",
)


def engagement(client: str, zone: str) -> Engagement:
    return Engagement(1, "u1", client, *([""] * 2), zone, 1, *([""] * 5), 1, 0, 0, *([""] * 13), 1, *([""] * 3))


def phase(kind: str, at: datetime | date | None, zone: str) -> Phase:
    if at is None:
        return Phase(0, 1, kind, "", "", "", "", "", "", "")
    if not isinstance(at, datetime):
        return Phase(0, 1, kind, at.isoformat(), at.isoformat(), zone, "", "", "", "")
    end = zones.after(at, timedelta(hours=3))
    stamps = zones.utc_text(at), zones.utc_text(end)
    return Phase(0, 1, kind, zones.wall_text(at), zones.wall_text(end), zone, *stamps, "", "")


def dossier(
    client: str = "Northwind Health",
    zone: str = "America/Los_Angeles",
    *,
    texts: dict[str, str] | None = None,
    **dates: datetime | date | None,
) -> Dossier:
    seen = tuple(
        Observation(
            n, "u1", "observation", f"{kind}.short_description", text, *[""] * 3, "2026-11-24T15:00:00Z", *[""] * 5
        )
        for n, (kind, text) in enumerate((texts or {}).items())
    )
    return Dossier(
        engagement(client, zone),
        PLAYBOOK,
        {kind: phase(kind, dates.get(kind), zone) for kind in PHASE_KINDS},
        {},
        observations=seen,
    )


def at(text: str, zone: str = "America/Los_Angeles") -> datetime:
    return zones.attach(datetime.fromisoformat(text), zone)


PROD = at("2026-12-03T19:00")


def test_text_of_one_ticket_carries_its_own_date_in_the_clients_time() -> None:
    item = dossier(prod_upgrade=PROD, best_practices=date(2026, 12, 7))
    assert tickets.expected_text(item, "ETIU03") == "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
    assert tickets.expected_text(item, "ETIU04") == "E2E | Northwind Health | BP 2026-12-07"
    assert tickets.expected_text(item, "ETIU01") == ""


@pytest.mark.parametrize(
    ("zone", "word"),
    [
        ("Asia/Kolkata", "UTC+5:30"),
        ("Asia/Shanghai", "UTC+8"),
        ("America/Sao_Paulo", "UTC-3"),
        ("Europe/Prague", "CET"),
    ],
)
def test_a_zone_whose_word_would_be_misread_is_written_as_an_offset(zone: str, word: str) -> None:
    text = tickets.expected_text(dossier(zone=zone, prod_upgrade=at("2026-12-03T19:00", zone)), "ETIU03")
    assert text.endswith(f"2026-12-03 19:00 {word}")


def test_a_long_client_is_shortened_and_the_date_is_whole() -> None:
    text = tickets.expected_text(dossier(client="Long " * 60, prod_upgrade=PROD), "ETIU03")
    assert len(text) <= 160
    assert text.endswith("… | Prod Upgrade 2026-12-03 19:00 PST")


def test_the_form_with_all_dates_keeps_every_date_within_160_characters() -> None:
    zone = "Asia/Kolkata"
    moment = at("2026-12-03T19:00", zone)
    item = dossier(
        client="A client with a rather long name",
        zone=zone,
        kickoff=moment,
        dev_upgrade=moment,
        prod_upgrade=moment,
        best_practices=moment,
    )
    text = tickets.all_dates_text(item)
    assert len(text) <= 160
    assert "Prod Upgrade 2026-12-03 19:00 UTC+5:30" in text
    assert text.endswith("Support Week TBD")
    days = [found.date for found in parse(text, item.engagement.client).dates]
    assert days == [date(2026, 12, 3)] * 4 + [None]


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=200)
WALLS = st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2099-12-31")).map(
    lambda item: item.replace(second=0, microsecond=0)
)


@given(NAMES, st.sampled_from(ZONES), WALLS, st.sampled_from(TICKETS), st.booleans())
def test_what_is_written_is_read_back(client: str, zone: str, wall: datetime, ticket: TicketDef, timed: bool) -> None:
    instants = zones.instants(wall, zone)
    assume(instants)
    moment = zones.to_zone(instants[-1], zone)
    item = dossier(client=client, zone=zone, **{ticket.phase: moment if timed else moment.date()})
    text = tickets.expected_text(item, ticket.kind)
    assert len(text) <= 160
    found = parse(text, client).date_of(ticket.phase)
    assert found is not None
    assert found.date == wall.date()
    if timed:
        assert resolve(found).at == instants[-1]
    planned = moment if timed else moment.date()
    shown = dossier(client=client, zone=zone, texts={ticket.kind: text}, **{ticket.phase: planned})
    assert tickets.drift(shown, ticket.kind) is None


@given(WALLS, st.sampled_from(ZONES))
def test_the_form_with_all_dates_is_read_back(wall: datetime, zone: str) -> None:
    instants = zones.instants(wall, zone)
    assume(instants)
    moment = zones.to_zone(instants[0], zone)
    item = dossier(zone=zone, kickoff=moment, prod_upgrade=moment, support_week=moment.date())
    found = parse(tickets.all_dates_text(item), "Northwind Health")
    assert [part.phase for part in found.dates] == [definition.phase for definition in TICKETS]
    prod = found.date_of("prod_upgrade")
    assert prod is not None
    assert resolve(prod).at == instants[0]


@pytest.mark.parametrize(
    ("text", "phase_kind", "day", "clock", "word"),
    [
        ("E2E | Acme | Kickoff 2026-11-20 13:00 EST", "kickoff", date(2026, 11, 20), time(13), "EST"),
        ("Acme - Kickoff 11/18/2026", "kickoff", date(2026, 11, 18), None, ""),
        ("Acme – BP 24 Nov 2026", "best_practices", date(2026, 11, 24), None, ""),
        ("Acme s.r.o. | Dev Upgrade 2026-11-24", "dev_upgrade", date(2026, 11, 24), None, ""),
        ("Acme, Dev upgrade date: 11/30/2026", "dev_upgrade", date(2026, 11, 30), None, ""),
        ("Acme | Kickoff 01.12.2026 09:30 MEZ", "kickoff", date(2026, 12, 1), time(9, 30), "MEZ"),
        ("Acme - Prod Upgrade 12/30/2026 9:00 PM EST", "prod_upgrade", date(2026, 12, 30), time(21), "EST"),
        ("Prod-Upgrade am 3. Dezember 2026 um 19:00 Uhr MEZ", "prod_upgrade", date(2026, 12, 3), time(19), "MEZ"),
        ("Mise à niveau prod le 1er décembre 2026 à 19h30 CET", "prod_upgrade", date(2026, 12, 1), time(19, 30), "CET"),
        ("Actualización de producción: 3 de diciembre de 2026", "prod_upgrade", date(2026, 12, 3), None, ""),
        ("Prod Upgrade: 19:00 PST on 2026-12-03", "prod_upgrade", date(2026, 12, 3), time(19), "PST"),
        ("Go-live Nov 9th, 2026 at 9 pm ET", "prod_upgrade", date(2026, 11, 9), time(21), "ET"),
        ("Support Week 2026-12-04 – 2026-12-10", "support_week", date(2026, 12, 4), None, ""),
        ("Dev Upgrade 2026-11-18, takes 10 h", "dev_upgrade", date(2026, 11, 18), None, ""),
    ],
)
def test_every_style_is_read(text: str, phase_kind: str, day: date, clock: time | None, word: str) -> None:
    found = parse(text).date_of(phase_kind)
    assert found is not None
    assert (found.date, found.time, found.abbreviation) == (day, clock, word)


def test_a_text_with_all_dates_gives_each_phase_its_own() -> None:
    text = (
        "Tidewater Co-op, Kickoff date: 11/12/2026, Dev upgrade date: 11/10/2026, Prod upgrade date: TBD, BP date: TBD"
    )
    found = parse(text)
    assert found.client == "Tidewater Co-op"
    assert [item.phase for item in found.dates] == ["kickoff", "dev_upgrade", "prod_upgrade", "best_practices"]
    kickoff, _, prod, _ = found.dates
    assert kickoff.order_ambiguous
    assert kickoff.chosen("mdy").date == date(2026, 11, 12)
    assert kickoff.chosen("dmy").date == date(2026, 12, 11)
    assert prod.days == ()
    assert "TBD" in prod.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prod Upgrade 12/03/26", "two digits"),
        ("Prod Upgrade 31/02/2026", "does not exist"),
        ("Prod Upgrade Dec 3, 19:00 PST", "is missing"),
        ("Prod Upgrade 2026-12-03 25:00 PST", "no such time"),
        ("Prod Upgrade ???", "still open"),
    ],
)
def test_what_cannot_be_read_says_why_and_has_no_date(text: str, words: str) -> None:
    found = parse(text).date_of("prod_upgrade")
    assert found is not None
    assert found.days == ()
    assert words in found.problem


def test_a_company_named_like_a_phase_is_a_company() -> None:
    found = parse("E2E | Prod 2025-01-01 Foods | Kickoff 2026-11-20", "Prod 2025-01-01 Foods")
    assert [(item.phase, item.date) for item in found.dates] == [("kickoff", date(2026, 11, 20))]


def test_eastern_standard_time_in_july_names_both_instants() -> None:
    found = parse("Prod Upgrade 2026-07-03 19:00 EST").date_of("prod_upgrade")
    assert found is not None
    answer = resolve(found)
    assert answer.at is None
    assert "20:00 EDT" in answer.reason


def test_a_time_without_a_zone_is_no_instant() -> None:
    found = parse("Prod Upgrade 2026-07-03 19:00").date_of("prod_upgrade")
    assert found is not None
    assert "zone is missing" in resolve(found).reason


@pytest.mark.parametrize(
    "text",
    [
        "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST",
        "Northwind Health - Prod upgrade 12/03/2026 10:00 PM EST",
        "Prod Upgrade 3 Dec 2026",
        "E2E | Northwind Health | Kickoff 2026-11-20, Prod Upgrade 2026-12-03 19:00 PST, BP TBD",
    ],
)
def test_a_text_in_any_style_that_says_the_plans_date_has_not_drifted(text: str) -> None:
    item = dossier(texts={"ETIU03": text}, prod_upgrade=PROD, kickoff=date(2026, 11, 20))
    assert tickets.drift(item, "ETIU03") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("E2E | Northwind Health | Prod Upgrade 2026-12-02 19:00 PST", "2026-12-02 19:00 PST"),
        ("Northwind Health - Prod upgrade 12/03/2026 19:00 EST", "12/03/2026 19:00 EST"),
        ("Northwind Health, Prod upgrade date: TBD", "TBD"),
        ("Northwind Health", ""),
    ],
)
def test_a_text_that_says_another_date_has_drifted(text: str, says: str) -> None:
    found = tickets.drift(dossier(texts={"ETIU03": text}, prod_upgrade=PROD), "ETIU03")
    assert found == tickets.Drift("prod_upgrade", says, "2026-12-03 19:00 PST")


def test_the_newer_of_confirmed_and_seen_text_counts() -> None:
    item = dossier(texts={"ETIU03": "Prod Upgrade 2026-12-02"}, prod_upgrade=PROD)
    before, after = "2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z"
    for confirmed_at, shown in ((before, "Prod Upgrade 2026-12-02"), (after, "confirmed")):
        ticket = Ticket(1, 1, "ETIU03", "ETIU03", "Open", "", "confirmed", confirmed_at)
        with_ticket = Dossier(item.engagement, PLAYBOOK, item.phases, {}, (ticket,), observations=item.observations)
        assert tickets.shown_text(with_ticket, "ETIU03") == shown


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("3", "Closed Complete"),
        ("closed", "Closed Complete"),
        (" work in  progress ", "Work in Progress"),
        ("Canceled", "Closed Incomplete"),
        ("7", "Closed Skipped"),
        ("-5", "Pending"),
        ("", ""),
    ],
)
def test_states_are_read_as_numbers_and_labels(text: str, label: str) -> None:
    assert tickets.read_state(text) == label


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(UserError, match="not a state"):
        tickets.read_state("Half done")
