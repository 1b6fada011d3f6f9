"""What a consultant's user on each ServiceNow instance shows times in: remembered by instance, asked for once (N17).

Every client's instance has its own user record with its own time zone. Where an instance has none remembered, the zone
of the settings counts, and where that is empty the client's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from models import settings
from models.records import Dossier, Engagement
from models.store import Store

SETTING: Final = "servicenow.profiles"
DOMAIN: Final = ".service-now.com"


def profiles(store: Store) -> dict[str, str]:
    """Return the IANA zone of your user by instance, as they were typed."""
    found: dict[str, str] = json.loads(settings.get(store, SETTING))
    return found


def zone_on(known: Mapping[str, str], engagement: Engagement) -> str:
    """Return the zone that is remembered for an engagement's production instance; empty for none."""
    instance = _bare(engagement.prod_instance)
    return next((zone for name, zone in known.items() if instance and _bare(name) == instance), "")


def session_zone(store: Store, dossier: Dossier) -> str:
    """Return what your session shows times in: that of the instance, else that of the settings; empty for neither."""
    return zone_on(profiles(store), dossier.engagement) or settings.get(store, "servicenow.session_zone")


def remember(store: Store, dossier: Dossier, zone: str) -> None:
    """Expect a zone from now on: for the engagement's instance, or for all where it names none.

    Raises:
        UserError: there is no such zone.
    """
    instance = _bare(dossier.engagement.prod_instance)
    if not instance:
        settings.put(store, "servicenow.session_zone", zone)
        return
    others = {name: kept for name, kept in profiles(store).items() if _bare(name) != instance}
    table = others | ({instance: zone} if zone else {})
    settings.put(store, SETTING, json.dumps(table, ensure_ascii=False, sort_keys=True))


def _bare(instance: str) -> str:
    """Return "northwindprod" for "https://NorthwindProd.service-now.com/"."""
    bare = instance.strip().casefold().removeprefix("https://").rstrip("/")
    return bare.removesuffix(DOMAIN)
