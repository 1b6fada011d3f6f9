"""What strip, popover and Timezone Check know together: whose clocks, how the check stands, what is odd here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from models import computer_clock, timezone_check, zone_data, zone_roles
from models.clock_watch import Notice
from models.computer_clock import ComputerClock
from models.records import Dossier
from models.timezone_check import CheckStatus
from models.zone_roles import ZoneRole, ZoneSetup
from ui.context import Context


class ZoneClocks:
    """Reads the settings of zones and this computer's clock for the parts of the window that show them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def first_look(self) -> ComputerClock:
        """This computer's zone at the start of the program, beside the one of the start before; kept from now on."""
        computer = computer_clock.look(self._context.store)
        computer_clock.remember(self._context.store, computer)
        return computer

    @property
    def named(self) -> ZoneSetup:
        """The zones that the settings name."""
        return zone_roles.setup(self._context.store)

    def roles(self, dossier: Dossier) -> tuple[ZoneRole, ...]:
        """Return everybody whose clock matters; a fresh check names the session's zone."""
        return zone_roles.roles(dossier, self.named, session=self.status(dossier).session)

    def status(self, dossier: Dossier) -> CheckStatus:
        """Return how the engagement's newest Timezone Check stands."""
        context = self._context
        checked = any(item.kind in {timezone_check.KIND, "check"} for item in dossier.observations)
        here = computer_clock.computer_zone() if checked else ""
        now, rehearsal = context.clock.now(), context.clock.rehearsal
        return timezone_check.status(dossier, now, here, context.formats, rehearsal=rehearsal)

    def doubts(self) -> tuple[Notice, ...]:
        """Return what may be wrong with this computer's time zone."""
        before = self.first_look.before
        seen = computer_clock.look(self._context.store)
        computer = ComputerClock(seen.zone, seen.setting, before)
        return computer_clock.doubts(computer, self._context.clock.now())

    def moved(self, dossier: Dossier) -> Sequence[Notice]:
        """Return what new time zone data moved in the plan."""
        return zone_data.notices(dossier, self._context.clock.now(), self._context.formats)
