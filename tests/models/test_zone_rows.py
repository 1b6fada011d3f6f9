"""Rows are roles: whose clock, which zone, which date; and what each party will read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from msgspec.structs import replace

from models import engagements, reading_texts, settings, zone_roles, zone_rows, zones
from models.dossiers import load
from models.engagements import Draft
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store
from models.zone_bands import axis_around
from models.zone_roles import ZoneRole, of_kind
from models.zone_rows import Window, ZoneRow

F = Formats()
LA, NEW_YORK = "America/Los_Angeles", "America/New_York"


@pytest.fixture
def northwind(store: Store) -> Dossier:
    """Prod on 3 December, 19:00 in Los Angeles; you are in New York."""
    settings.put(store, "you.zone", NEW_YORK)
    return load(store, engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19))))


@pytest.fixture
def rows_of(store: Store) -> Callable[[Dossier], tuple[tuple[ZoneRole, ...], tuple[ZoneRow, ...], Window]]:
    def make(dossier: Dossier) -> tuple[tuple[ZoneRole, ...], tuple[ZoneRow, ...], Window]:
        roles = zone_roles.roles(dossier, zone_roles.setup(store))
        window = zone_rows.prod_window(dossier)
        assert window is not None
        axis = axis_around(window.start, dossier.you.zone)
        return roles, zone_rows.rows(roles, axis, store.clock.now(), window, F), window

    return make


Rows = Callable[[Dossier], tuple[tuple[ZoneRole, ...], tuple[ZoneRow, ...], Window]]


def test_the_rows_are_roles_in_their_order(northwind: Dossier, store: Store) -> None:
    zone_roles.pin(store, "Aja", "Europe/Berlin")
    roles = zone_roles.roles(northwind, zone_roles.setup(store))
    assert [(role.kind, role.zone) for role in roles] == [
        ("you", NEW_YORK),
        ("client", LA),
        ("session", LA),
        ("system", LA),
        ("utc", "UTC"),
        ("pinned", "Europe/Berlin"),
    ]
    assert [role.name for role in roles if role.is_person] == ["You", "Client", "Aja"]


def test_the_session_is_what_a_check_found_then_the_setting_then_the_client(northwind: Dossier, store: Store) -> None:
    settings.put(store, "servicenow.session_zone", "Europe/London")
    named = zone_roles.setup(store)
    assert of_kind(zone_roles.roles(northwind, named), "session").zone == "Europe/London"
    assert of_kind(zone_roles.roles(northwind, named, session=NEW_YORK), "session").zone == NEW_YORK


def test_rows_name_dates_that_differ_and_midnights(northwind: Dossier, rows_of: Rows) -> None:
    _roles, found, _window = rows_of(northwind)
    said = {row.role.kind: row for row in found}
    assert said["you"].crosses_midnight
    assert zone_rows.end_words(said["you"], F) == "Fri 01:00"
    assert zone_rows.end_words(said["client"], F) == "22:00"
    assert [zone_rows.shift_words(said[kind].shift) for kind in ("you", "client", "utc")] == ["", "", "+1 day"]
    assert zone_rows.shift_words(-2) == "−2 days"


def test_a_row_is_one_readable_sentence(northwind: Dossier, rows_of: Rows) -> None:
    _roles, found, _window = rows_of(northwind)
    assert zone_rows.spoken(found[0], "Prod upgrade", F) == (
        "You, New York, UTC−5. Now 10:42. Prod upgrade Thursday 3 December 2026, 22:00 to Friday 01:00. "
        "Working hours 08:00 to 18:00."
    )
    assert "Friday 4 December 2026, 03:00 to 06:00, +1 day" in zone_rows.spoken(found[4], "Prod upgrade", F)


def test_an_offset_that_will_change_until_then_is_shown_as_both(northwind: Dossier, store: Store) -> None:
    roles = zone_roles.roles(northwind, zone_roles.setup(store))
    window = zone_rows.prod_window(northwind, zones.attach(datetime(2027, 3, 20, 19), LA))
    assert window is not None
    found = zone_rows.rows(roles, axis_around(window.start, NEW_YORK), store.clock.now(), window, F)
    assert [row.offset for row in found if row.role.kind in {"you", "client", "utc"}] == [
        "UTC−5 → −4",
        "UTC−8 → −7",
        "UTC",
    ]


def test_impact_is_sure_for_two_hours_and_may_last_four(northwind: Dossier) -> None:
    window = zone_rows.prod_window(northwind)
    assert window is not None
    shown = [f"{zones.to_zone(moment, LA):%H:%M}" for moment in (window.end, window.sure_end, window.impact_end)]
    assert shown == ["22:00", "21:00", "23:00"]


def test_what_each_party_will_read(northwind: Dossier, rows_of: Rows) -> None:
    roles, found, window = rows_of(northwind)
    readings = reading_texts.party_readings(roles, window, F)
    assert [(item.place, item.text) for item in readings] == [
        ("ServiceNow form", "2026-12-03 19:00:00 – 2026-12-03 22:00:00"),
        ("ServiceNow e-mail", "2026-12-03 19:00:00 PST – 2026-12-03 22:00:00 PST"),
        ("Client's mail", "Thu 3 Dec 2026, 19:00 – 22:00 PST"),
        ("Your calendar", "Thu 3 Dec 2026, 22:00 – Fri 01:00 EST"),
    ]
    plain = reading_texts.whole_text(found, roles, window, F, markdown=False).splitlines()
    assert plain[0] == "You                 New York     Thu 3 Dec 2026, 22:00 – Fri 01:00  EST (UTC−5)"
    assert len({line.index(city) for line, city in zip(plain[:2], ("New York", "Los Angeles"), strict=True)}) == 1
    markdown = reading_texts.whole_text(found, roles, window, F, markdown=True)
    assert "| Client | Los Angeles | Thu 3 Dec 2026, 19:00 – 22:00 | PST (UTC−8) |" in markdown
    assert markdown.count("\n| --- |") == 2


def test_a_pinned_label_cannot_break_the_markdown_table(northwind: Dossier, store: Store, rows_of: Rows) -> None:
    zone_roles.pin(store, "A|B", "Europe/Berlin")
    _roles, found, _window = rows_of(northwind)
    assert "| A\\|B | Berlin |" in zone_rows.as_markdown(found, F)


def test_a_window_over_a_clock_change_names_the_zone_at_both_ends(northwind: Dossier, store: Store) -> None:
    roles = zone_roles.roles(northwind, zone_roles.setup(store))
    window = zone_rows.prod_window(northwind, zones.attach(datetime(2027, 3, 14, 1), NEW_YORK))
    assert window is not None
    assert reading_texts.party_readings(roles, window, F)[-1].text == "Sun 14 Mar 2027, 01:00 EST – 05:00 EDT"


@pytest.mark.parametrize(
    ("zone", "trouble"),
    [("", "Time zone not known yet"), ("Europe/Foo", "No rules for Europe/Foo. Update tzdata.")],
)
def test_a_zone_without_rules_is_said_and_the_others_stay(
    northwind: Dossier, store: Store, zone: str, trouble: str
) -> None:
    engagement = replace(northwind.engagement, zone=zone)
    prod = replace(northwind.prod, zone=zone)
    dossier = replace(northwind, engagement=engagement, phases=northwind.phases | {"prod_upgrade": prod})
    roles = zone_roles.roles(dossier, zone_roles.setup(store))
    assert of_kind(roles, "client").trouble == trouble
    window = zone_rows.prod_window(dossier)
    assert window is not None
    assert zones.utc_text(window.start) == "2026-12-04T03:00:00Z"
    found = zone_rows.rows(roles, axis_around(window.start, NEW_YORK), store.clock.now(), window, F)
    assert [row.role.kind for row in found] == ["you", "system", "utc"]
    assert [item.place for item in reading_texts.party_readings(roles, window, F)] == [
        "ServiceNow e-mail",
        "Your calendar",
    ]


def test_pins_keep_their_order_are_replaced_and_taken_away_again(store: Store) -> None:
    zone_roles.pin(store, "  Aja  ", "Europe/Berlin")
    zone_roles.pin(store, "Partner", "Asia/Kolkata")
    zone_roles.pin(store, "Aja", "Europe/Prague")
    assert list(zone_roles.pinned(store).items()) == [("Aja", "Europe/Prague"), ("Partner", "Asia/Kolkata")]
    zone_roles.unpin(store, "Aja")
    zone_roles.unpin(store, "Aja")
    assert zone_roles.pinned(store) == {"Partner": "Asia/Kolkata"}
    store.undo()
    assert "Aja" in zone_roles.pinned(store)


@pytest.mark.parametrize(("label", "zone"), [(" ", "Europe/Berlin"), ("x" * 41, "Europe/Berlin"), ("Aja", "Nowhere")])
def test_a_pin_without_label_or_rules_is_refused(store: Store, label: str, zone: str) -> None:
    with pytest.raises(UserError) as refusal:
        zone_roles.pin(store, label, zone)
    assert refusal.value.do
    assert zone_roles.pinned(store) == {}
