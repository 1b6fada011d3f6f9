"""What strip, popover and Timezone Check know together: whose clocks, how the check stands, what is odd here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from models import timezone_check, zone_roles
from models.records import Dossier
from models.timezone_check import CheckStatus
from models.zone_roles import ZoneRole, ZoneSetup
from models.zone_rows import Window
from ui.context import Context

if TYPE_CHECKING:
    from models.clock_watch import Notice
    from models.computer_clock import ComputerClock


class ZoneClocks:
    """Reads the settings of zones and this computer's clock for the parts of the window that show them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def named(self) -> ZoneSetup:
        """The zones that the settings name."""
        return zone_roles.setup(self._context.store)

    @cached_property
    def first_look(self) -> ComputerClock:
        """This computer's zone beside the one of the start before; the new one is kept from now on."""
        from models import computer_clock  # start-up saving: only needed once the window stands

        computer = computer_clock.look(self._context.store)
        computer_clock.remember(self._context.store, computer)
        return computer

    def roles(self, dossier: Dossier) -> tuple[ZoneRole, ...]:
        """Return everybody whose clock matters; a fresh check names the session's zone."""
        return zone_roles.roles(dossier, self.named, session=self.status(dossier).session)

    def status(self, dossier: Dossier) -> CheckStatus:
        """Return how the engagement's newest Timezone Check stands."""
        context, here = self._context, ""
        if any(item.kind in {timezone_check.KIND, "check"} for item in dossier.observations):
            from models import computer_clock  # start-up saving: most engagements have no check yet

            here = computer_clock.computer_zone()
        now, rehearsal = context.clock.now(), context.clock.rehearsal
        return timezone_check.status(dossier, now, here, context.formats, rehearsal=rehearsal)

    def doubts(self) -> tuple[Notice, ...]:
        """Return what may be wrong with this computer's time zone; a rehearsal pretends the time anyway."""
        if self._context.clock.rehearsal:
            return ()
        from models import computer_clock  # start-up saving: only needed once the window stands

        before = self.first_look.before
        seen = computer_clock.look(self._context.store)
        computer = computer_clock.ComputerClock(seen.zone, seen.setting, before)
        return computer_clock.doubts(computer, self._context.clock.now())

    def journey(self) -> Notice | None:
        """Return that this computer's zone changed since the last start; None where it did not."""
        from models import computer_clock  # start-up saving: only needed once the window stands

        return computer_clock.journey(self.first_look)

    def notices(self, dossier: Dossier, roles: tuple[ZoneRole, ...], window: Window | None) -> list[Notice]:
        """Return all that is to know: what zone data moved, the watch over a window, the check, this computer."""
        from models import clock_watch, zone_data  # start-up saving: only the comparison shows them

        now, formats = self._context.clock.now(), self._context.formats
        found = [*zone_data.notices(dossier, now, formats)]
        if window is not None and not window.instant_only:
            found += clock_watch.watch(roles, window, now, formats)
        status = self.status(dossier)
        return [*found, clock_watch.Notice(status.tone, status.title, status.detail), *self.doubts()]
