"""This computer's own clock is doubted: its zone against the setting, UTC, and a zone that changed on a journey (N16).

The Timezone Check compares with this computer's clock, so a wrong zone here makes every comparison wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from models import settings, zones
from models.clock_watch import Notice
from models.errors import UserError
from models.store import Store
from models.texts import _

_KEPT: Final = "computer.zone"


class ComputerClock(Struct, frozen=True):
    """IANA zones: the one that the system names (empty for none), the setting's (empty: as the system), the last."""

    zone: str
    setting: str = ""
    before: str = ""


def computer_zone() -> str:
    """Return this computer's zone; empty where it does not say it, which no stamp is fresh for."""
    try:
        return zones.local_zone()
    except UserError:
        return ""


def look(store: Store) -> ComputerClock:
    """Return this computer's zone as it is now, and as it was when the program was started the last time."""
    return ComputerClock(computer_zone(), settings.get(store, "you.zone"), store.recall(_KEPT))


def remember(store: Store, computer: ComputerClock) -> None:
    """Keep this computer's zone for the next start."""
    if computer.zone and computer.zone != computer.before:
        store.remember(_KEPT, computer.zone)


def doubts(computer: ComputerClock, now: datetime) -> tuple[Notice, ...]:
    """Return what may be wrong with this computer's time zone, in words; nothing where it is as expected."""
    return tuple(_doubts(computer, now))


def _doubts(computer: ComputerClock, now: datetime) -> Iterator[Notice]:
    here, setting = computer.zone, computer.setting
    if not here:
        text = _("Choose your time zone in the settings; the Timezone Check needs this computer's.")
        yield Notice("warn", _("This computer does not say its time zone"), text)
        return
    if here == "UTC" and setting != "UTC":
        text = _("“You” follows the setting, {city}.").format(city=zones.city(setting)) if setting else ""
        do = _("Set the time zone of the system, or yours in the settings.")
        yield Notice("warn", _("This computer's time zone is UTC"), f"{text} {do}".strip())
    elif setting and zones.exists(setting) and zones.zone_difference(now, here, setting):
        title = _("This computer is in {here}, your setting says {setting}")
        text = _("“You” follows the setting. Choose your time zone in the settings if you travel.")
        yield Notice("warn", title.format(here=zones.city(here), setting=zones.city(setting)), text)
    moved = journey(computer)
    if moved is not None:
        yield moved


def journey(computer: ComputerClock) -> Notice | None:
    """Return that this computer was in another zone at the last start; None where it was not."""
    if not (computer.zone and computer.before) or computer.before == computer.zone:
        return None
    text = _("It was {before} and is {here}. Check ServiceNow's zone again.")
    text = text.format(before=zones.city(computer.before), here=zones.city(computer.zone))
    return Notice("warn", _("This computer's time zone changed since the last start"), text)
