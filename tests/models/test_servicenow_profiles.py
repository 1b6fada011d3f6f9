"""Each instance shows times in the zone of your user on it; it is asked for once and remembered there."""

from __future__ import annotations

import pytest

from models import engagements, servicenow_profiles, settings, zone_roles
from models.dossiers import load
from models.errors import UserError
from models.store import Store

NEW_YORK, LONDON, LOS_ANGELES = "America/New_York", "Europe/London", "America/Los_Angeles"


@pytest.fixture
def one(store: Store) -> int:
    id_ = engagements.create(store, engagements.Draft("Northwind Health", LOS_ANGELES, "US"))
    engagements.edit(store, id_, prod_instance="northwindprod")
    return id_


@pytest.mark.parametrize("typed", ["northwindprod", "NorthwindProd", "https://northwindprod.service-now.com/"])
def test_an_instance_is_known_however_it_is_written(store: Store, one: int, typed: str) -> None:
    settings.put(store, "servicenow.session_zone", LONDON)
    settings.put(store, servicenow_profiles.SETTING, f'{{"{typed}": "{NEW_YORK}"}}')
    assert servicenow_profiles.session_zone(store, load(store, one)) == NEW_YORK


def test_what_is_found_on_one_instance_says_nothing_of_another(store: Store, one: int) -> None:
    other = engagements.create(store, engagements.Draft("Larkspur Bank", LONDON, "GB"))
    engagements.edit(store, other, prod_instance="larkspurprod")
    settings.put(store, "servicenow.session_zone", LONDON)
    servicenow_profiles.remember(store, load(store, one), NEW_YORK)
    assert servicenow_profiles.profiles(store) == {"northwindprod": NEW_YORK}
    assert servicenow_profiles.session_zone(store, load(store, other)) == LONDON
    setup = zone_roles.setup(store)
    assert [zone_roles.expected_session(load(store, id_), setup) for id_ in (one, other)] == [NEW_YORK, LONDON]
    store.undo()
    assert servicenow_profiles.session_zone(store, load(store, one)) == LONDON


def test_without_an_instance_it_holds_for_all(store: Store) -> None:
    id_ = engagements.create(store, engagements.Draft("Aster Labs", LOS_ANGELES, "US"))
    servicenow_profiles.remember(store, load(store, id_), NEW_YORK)
    assert settings.get(store, "servicenow.session_zone") == NEW_YORK
    assert servicenow_profiles.profiles(store) == {}


def test_an_unknown_zone_is_refused_and_the_old_one_stays(store: Store, one: int) -> None:
    servicenow_profiles.remember(store, load(store, one), NEW_YORK)
    with pytest.raises(UserError):
        servicenow_profiles.remember(store, load(store, one), "Mars/Olympus")
    assert servicenow_profiles.session_zone(store, load(store, one)) == NEW_YORK
    servicenow_profiles.remember(store, load(store, one), "")
    assert servicenow_profiles.profiles(store) == {}
