"""Whose clocks are compared: roles, not cities; you, the client, ServiceNow's session and system, UTC, pinned ones.

ServiceNow shows dates in the session's zone and prints e-mails in the system's; both are settings, and a fresh
Timezone Check says more about the session than its setting does (N16).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct, field

from models import servicenow_profiles, settings, zones
from models.calendars import WorkCalendar, calendar
from models.errors import UserError
from models.limits import calendar_of, zone_of
from models.records import Dossier
from models.store import Store
from models.texts import _

Kind = Literal["you", "client", "session", "system", "utc", "pinned"]
PINNED: Final = "zones.pinned"
LONGEST_LABEL: Final = 40


class ZoneRole(Struct, frozen=True):
    """One party whose clock is shown.

    Attributes:
        kind: which role it has.
        name: "You", "Client"; the own label of a pinned one.
        zone: IANA zone; empty where it is not known.
        calendar: its working days.
        work_start: "08:00", on its own clock.
        work_end: "18:00".
    """

    kind: Kind
    name: str
    zone: str
    calendar: WorkCalendar
    work_start: str = "08:00"
    work_end: str = "18:00"

    @property
    def short_name(self) -> str:
        """The name for a narrow place where the system's row isn't shown."""
        return _("ServiceNow") if self.kind == "session" else self.name

    @property
    def known(self) -> bool:
        """Whether there are rules for its zone."""
        return zones.exists(self.zone)

    @property
    def has_hours(self) -> bool:
        """Whether somebody works by this clock; nobody does by UTC."""
        return self.kind != "utc"

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who works: their hours are looked at for a common one."""
        return self.kind in {"you", "client", "pinned"}

    @property
    def trouble(self) -> str:
        """Why its clock can't be shown, in words; empty where it can."""
        if not self.zone:
            return _("Time zone not known yet")
        return "" if self.known else _("No rules for {zone}. Update tzdata.").format(zone=self.zone)


class ZoneSetup(Struct, frozen=True):
    """The zones that the settings name.

    Attributes:
        session: IANA name; empty is the client's.
        system: IANA name.
        pinned: label → IANA name.
        profiles: instance → IANA name, as `servicenow_profiles.profiles` gives them.
    """

    session: str = ""
    system: str = "America/Los_Angeles"
    pinned: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)


def setup(store: Store) -> ZoneSetup:
    """Return the zones that the settings name."""
    return ZoneSetup(
        settings.get(store, "servicenow.session_zone"),
        settings.get(store, "servicenow.system_zone"),
        pinned(store),
        servicenow_profiles.profiles(store),
    )


def roles(dossier: Dossier, named: ZoneSetup, *, session: str = "") -> tuple[ZoneRole, ...]:
    """Return everybody whose clock matters, in the order of the rows; working hours are taken to be yours.

    Args:
        dossier: the engagement.
        named: the zones of the settings.
        session: what a fresh Timezone Check says of ServiceNow's session; it counts more than the setting.
    """
    you, hours = dossier.you, (dossier.you.work_start, dossier.you.work_end)
    client = zone_of(dossier, "prod_upgrade")
    anywhere = calendar("")
    return (
        ZoneRole("you", _("You"), you.zone, calendar(you.country, you.subdivision), *hours),
        ZoneRole("client", _("Client"), client, calendar_of(dossier), *hours),
        ZoneRole("session", _("ServiceNow session"), session or expected_session(dossier, named), anywhere, *hours),
        ZoneRole("system", _("ServiceNow system"), named.system, anywhere, *hours),
        ZoneRole("utc", _("UTC"), "UTC", anywhere, *hours),
        *(ZoneRole("pinned", label, zone, anywhere, *hours) for label, zone in named.pinned.items()),
    )


def expected_session(dossier: Dossier, named: ZoneSetup) -> str:
    """Return the zone that ServiceNow's session should be in: the setting's, else the client's; may be empty."""
    own = servicenow_profiles.zone_on(named.profiles, dossier.engagement)
    return own or named.session or zone_of(dossier, "prod_upgrade")


def of_kind(found: Sequence[ZoneRole], kind: str) -> ZoneRole:
    """Return the role of that kind; each but the pinned ones is there once."""
    return next(role for role in found if role.kind == kind)


def pinned(store: Store) -> dict[str, str]:
    """Return label → IANA zone of the pinned ones, in the order in which they were pinned."""
    table: dict[str, str] = json.loads(settings.get(store, PINNED))
    return table


def pin(store: Store, label: str, zone: str) -> None:
    """Pin a zone under an own label; one that is there gets the new zone.

    Raises UserError where the label is empty or too long, or tzdata has no rules for the zone.
    """
    label = " ".join(label.split())
    if not label:
        raise UserError(_("The zone has no label."), do=_("Say whose it is: a name or a team."))
    if len(label) > LONGEST_LABEL:
        raise UserError(_("The label is too long."), do=_("Use up to {count} letters.").format(count=LONGEST_LABEL))
    zones.zone(zone)
    settings.put(store, PINNED, json.dumps(pinned(store) | {label: zone}, ensure_ascii=False))


def unpin(store: Store, label: str) -> None:
    """Take a pinned zone away; one that is not there changes nothing."""
    left = {name: zone for name, zone in pinned(store).items() if name != label}
    settings.put(store, PINNED, json.dumps(left, ensure_ascii=False))
