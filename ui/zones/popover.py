"""Compare time zones: every clock that matters on one axis, now, at the Prod Upgrade, or at a picked time (N16, N20).

It stands beside the window, so that it follows a bar that is dragged on the timeline.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from models import reading_texts, zone_data, zone_rows, zones
from models.history import Changed
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from models.zone_bands import Axis, axis_around, overlap
from models.zone_roles import ZoneRole
from models.zone_rows import Window, ZoneRow
from ui.clipboard import copy_text
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import IconLabel, button, column, hline, row
from ui.segmented import Segmented
from ui.zones import compared
from ui.zones.band_paint import Scene
from ui.zones.bands import ZoneBands
from ui.zones.clocks import ZoneClocks
from ui.zones.legend import Legend
from ui.zones.notice_lines import NoticeLines
from ui.zones.party_texts import PartyTexts
from ui.zones.pins import Pins
from ui.zones.timezone_check import open_timezone_check
from ui.zones.window_fields import WindowFields

WIDTH: Final = 860


class ZoneComparison(DialogFrame):
    """The open engagement's clocks; it changes nothing but pinned zones."""

    def __init__(self, context: Context, clocks: ZoneClocks, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Compare time zones"), WIDTH, parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._context, self._clocks = context, clocks
        self._picked: datetime | None = None
        self._proposal: Proposal | None = None
        self._axis: Axis | None = None
        self._roles: tuple[ZoneRole, ...] = ()
        self._found: tuple[ZoneRow, ...] = ()
        self._window: Window | None = None
        look = context.appearance
        modes = [(key, _(words)) for key, words in compared.MODES]
        self.modes = Segmented(look, modes, "prod", _("What is compared"))
        self.fields = WindowFields(context)
        self.bands = ZoneBands(look, row_height=44, interactive=True)
        self.lines = NoticeLines(look)
        self.texts = PartyTexts(look)
        self.pins = Pins(context)
        self._make_buttons()
        self._assemble()
        self._connect()
        self.refresh()

    # What is compared

    @property
    def mode(self) -> str:
        """What is compared: "now", "prod" or "pick"."""
        return self.modes.current

    @property
    def window_shown(self) -> Window | None:
        """The window that is compared."""
        return self._window

    def set_mode(self, mode: str) -> None:
        """Compare something else; picking begins at what is shown."""
        if mode == "pick" and self._picked is None and self._window is not None:
            self._picked = self._window.start.astimezone(zones.UTC)
        self.modes.choose(mode)
        self._axis = None
        self._show()

    def pick(self, moment: datetime) -> None:
        """Compare a moment; the axis stays while it holds it."""
        self._picked = moment.astimezone(zones.UTC)
        self.modes.choose("pick")
        if self._axis is not None and not self._axis.holds(moment):
            self._axis = None
        self._show()
        self._announce()

    def show_overlap(self) -> None:
        """Pick the next stretch in which everybody works."""
        people = [role for role in self._roles if role.is_person]
        now = self._context.clock.now()
        since = max(now, self._picked) if self._picked is not None and self.mode == "pick" else now
        found = overlap(people, since)
        if found is not None and found[0] == self._picked:
            found = overlap(people, found[1])  # again: the one after it
        if found is None:
            self.hint.setText(_("No common working hours in the next two weeks"))
            return
        self._axis = None
        self.pick(found[0])
        formats, here = self._context.formats, self._roles[0].zone
        span = formats.span(*(zones.to_zone(at, here) for at in found))
        self.hint.setText(_("Everybody works {span} (you)").format(span=span))

    def follow(self, proposal: Proposal | None) -> None:
        """Show the place under the pointer while the Prod Upgrade is moved; None when the move is over."""
        self._proposal = proposal
        self._axis = None if self.mode == "prod" else self._axis
        self._show()

    def refresh(self) -> None:
        """Show the open engagement as it is now; without one there is nothing to compare."""
        dossier = self._dossier()
        if dossier is None:
            self.close()
            return
        self._roles = self._clocks.roles(dossier)
        self._proposal = None
        self.fields.set_roles([role for role in self._roles if role.known])
        has_prod = zone_rows.prod_window(dossier) is not None
        self.modes.button("prod").setEnabled(has_prod)
        if self.mode == "prod":
            self._axis = None
            if not has_prod:
                self.modes.choose("now")
        self._show()

    def show_now(self) -> None:
        """Show the present minute."""
        if self.mode == "now":
            self._axis = None
        self._show()

    def copy_all(self) -> None:
        """Put all clocks and all texts on the clipboard as aligned plain text."""
        self._copy_whole(markdown=False)

    def copy_markdown(self) -> None:
        """Put all clocks and all texts on the clipboard as Markdown tables."""
        self._copy_whole(markdown=True)

    # How it is built

    def _make_buttons(self) -> None:
        look = self._context.appearance
        self.common = button(look, _("Next common working hours"), "ghost", "users", height=28)
        self.pinning = button(look, _("Pin a time zone"), "ghost", "plus", height=28)
        self.keep = button(look, _("Write the plan anew with this data"), "secondary", height=28)
        self.copy = button(look, _("Copy all zones"), "secondary", "copy")
        self.markdown = button(look, _("Copy as Markdown"), "ghost")
        self.check = button(look, _("Check ServiceNow zone"), "primary", "shield")

    def _assemble(self) -> None:
        look = self._context.appearance
        self.pins.hide()
        self.keep.hide()
        tools = row(self.common, self.pinning, None, Legend(look), spacing=4)
        body = column(
            self.fields,
            self.bands,
            tools,
            self.pins,
            hline(),
            self.lines,
            row(self.keep, None),
            self.texts,
            spacing=12,
        )
        self.build(body, (self.markdown, self.copy, self.check))
        head = row(IconLabel(look, "globe", "accent", 20), self.heading, self.modes, spacing=12)
        head.setStretch(1, 1)
        self._head.removeWidget(self.heading)
        self._head.insertLayout(0, head)
        self.fit()
        version = _("Time zone data {version}").format(version=zones.tzdata_version())
        self.hint.setText(version)
        self.bands.setFocus()

    def _connect(self) -> None:
        portfolio = self._context.portfolio
        self.modes.chosen.connect(self.set_mode)
        self.fields.typed.connect(self.pick)
        self.fields.role_chosen.connect(self._mark_row)
        self.bands.picked.connect(self.pick)
        self.bands.row_chosen.connect(self._on_row)
        self.texts.copy_wanted.connect(self._copy)
        self.common.clicked.connect(self.show_overlap)
        self.pinning.clicked.connect(self._on_pinning)
        self.keep.clicked.connect(self._on_keep)
        self.copy.clicked.connect(self.copy_all)
        self.markdown.clicked.connect(self.copy_markdown)
        self.check.clicked.connect(self._on_check)
        portfolio.opened.connect(self.refresh)
        portfolio.listed.connect(self.refresh)
        portfolio.engagements_changed.connect(self._on_engagements)
        self._context.feed.changed.connect(self._on_changed)

    # What is shown

    def _show(self) -> None:
        dossier = self._dossier()
        if dossier is None:
            return
        formats, now = self._context.formats, self._context.clock.now()
        held = compared.held_window(dossier, self._proposal)
        self._window, tentative = compared.window_of(dossier, self.mode, self._picked, held, now)
        if self._axis is None:
            self._axis = axis_around(self._window.start, dossier.you.zone)
        self._found = zone_rows.rows(self._roles, self._axis, now, self._window, formats)
        scene = Scene(self._axis, self._window, formats, short=False, tentative=tentative)
        head = compared.head(self.mode, tentative=tentative)
        what = compared.spoken_name(self.mode, tentative=tentative)
        self.bands.show_scene(self._roles, self._found, scene, yours=dossier.you.zone, head=head, what=what)
        self._mark_row()
        titles = {"now": _("Now"), "prod": _("Planned start"), "pick": _("Start")}
        self.fields.show_window(self._window, titles[self.mode])
        self.lines.show_notices(self._clocks.notices(dossier, self._roles, self._window))
        self.keep.setVisible(bool(zone_data.moved(dossier, now)))
        self.texts.show_readings(reading_texts.party_readings(self._roles, self._window, formats))

    def _copy_whole(self, *, markdown: bool) -> None:
        if self._window is not None:
            formats = self._context.formats
            self._copy(reading_texts.whole_text(self._found, self._roles, self._window, formats, markdown=markdown))

    def _copy(self, text: str) -> None:
        copy_text(text)
        self.hint.setText(_("Copied"))

    def _announce(self) -> None:
        """Have the picked time spoken on every clock of a person."""
        formats = self._context.formats
        said = [
            f"{row.role.name} {formats.moment(row.start)}" for row in self._found if row.start and row.role.is_person
        ]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ", ".join(said)))

    def _mark_row(self) -> None:
        chosen = self.fields.chosen
        self.bands.choose(self._roles.index(chosen) if chosen in self._roles else -1)

    def _dossier(self) -> Dossier | None:
        return self._context.portfolio.current_dossier()

    # What happens

    def _on_row(self, at: int) -> None:
        """Read typed times in the zone of the row."""
        self.fields.choose_role(self._roles[at])
        self._mark_row()

    def _on_pinning(self) -> None:
        self.pins.setVisible(not self.pins.isVisible())
        if self.pins.isVisible():
            self.pins.setFocus()

    def _on_keep(self) -> None:
        dossier = self._dossier()
        if dossier is not None:
            self._context.attempt(lambda: zone_data.keep_agreed(self._context.store, dossier.id))

    def _on_check(self) -> None:
        open_timezone_check(self._context, self, self._clocks)

    def _on_engagements(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("setting"):
            self.pins.refresh()
            self.refresh()
