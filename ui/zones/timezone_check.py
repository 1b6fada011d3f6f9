"""The Timezone Check: copy the note's text, paste its stamp, and see in which zone ServiceNow's session is (N16)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import gates, servicenow_profiles, timezone_check, zones
from models.computer_clock import computer_zone
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from models.timezone_check import StampVerdict
from ui.clipboard import copy_text
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import Banner, Label, button, column, row
from ui.zones.clocks import ZoneClocks
from ui.zones.notice_lines import NoticeLines

WIDTH: Final = 560
_TONES: Final = {"matched": "ok", "differs": "danger", "ask": "accent"}
_ICONS: Final = {"matched": "check", "ask": "globe"}
_KEPT: Final = frozenset({"matched", "differs", "unknown", "clock"})


class TimezoneCheckDialog(DialogFrame):
    """One check; it is kept with the engagement when the person says so."""

    def __init__(self, context: Context, clocks: ZoneClocks, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Check ServiceNow's time zone"), WIDTH, parent)
        self._context, self._clocks, self._dossier = context, clocks, dossier
        self._clock: datetime | None = None
        self._answer = ""
        self.verdict: StampVerdict | None = None
        look = context.appearance
        self.copy = button(look, _("Copy note text"), "secondary", "copy")
        self.stamp = Field(look, _("Work note time stamp"), placeholder="2026-11-24 07:43:10")
        self.frozen = Label(look, "", 12, 400, "text2", wrap=True)
        self.doubts = NoticeLines(look)
        self._place: QVBoxLayout = column(spacing=0)
        self._banner: Banner | None = None
        self.keep = button(look, _("Keep the check"), "primary")
        self._assemble()
        self.copy.clicked.connect(self.copy_note)
        self.stamp.line.textChanged.connect(self._on_stamp)
        self.stamp.line.returnPressed.connect(self.keep_check)
        self.keep.clicked.connect(self.keep_check)
        self._judge()

    def copy_note(self) -> None:
        """Put the note's text on the clipboard and wait for its stamp."""
        copy_text(gates.NOTE_TEXT)
        self.hint.setText(_("Copied. Post it, then paste its stamp."))
        self.stamp.setFocus()

    def choose(self, zone: str) -> None:
        """Answer in which of the zones that fit the session is."""
        self._answer = zone
        self._judge()

    def expect_session(self) -> None:
        """Take the zone that was found for the one that is expected from now on."""
        verdict = self.verdict
        if verdict is not None and verdict.session:
            put = self._context.attempt
            put(lambda: servicenow_profiles.remember(self._context.store, self._dossier, verdict.session))
            self._judge()

    def keep_check(self) -> None:
        """Keep the result with the engagement, and close."""
        verdict, clock = self.verdict, self._clock
        if verdict is None or clock is None or verdict.result not in _KEPT:
            return
        store, stamp = self._context.store, self.stamp.text
        if self._context.attempt(lambda: timezone_check.record(store, self._dossier.id, stamp, clock, verdict)):
            self._context.notices.tell(_("Timezone Check kept: {title}").format(title=verdict.title))
            self.accept()

    def _assemble(self) -> None:
        look = self._context.appearance
        words = _("Post “{note}” as a work note on the change of {client}, then paste the time stamp that it gets.")
        text = words.format(note=gates.NOTE_TEXT, client=self._dossier.engagement.client)
        self.doubts.show_notices(self._clocks.doubts())
        self.doubts.setVisible(bool(self.doubts.notices))
        body = column(
            Label(look, text, 13, 400, "text2", wrap=True),
            row(self.copy, None),
            self.stamp,
            self.frozen,
            self._place,
            self.doubts,
            spacing=10,
        )
        close = button(look, _("Close"))
        close.clicked.connect(self.reject)
        self.build(body, (close, self.keep))
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stamp(self, text: str) -> None:
        """Freeze this computer's time at the moment of pasting: the stamp's age counts from there."""
        now = self._context.clock.now()
        self._clock = zones.to_zone(now, computer_zone() or self._dossier.you.zone) if text.strip() else None
        self._answer = ""
        self._judge()

    def _judge(self) -> None:
        self.verdict = None
        self.stamp.set_error("")
        self.frozen.setText(self._frozen_words())
        if self._clock is not None:
            try:
                self.verdict = timezone_check.judge(
                    self._dossier,
                    self._clocks.named,
                    self.stamp.text,
                    self._clock,
                    self._context.formats,
                    self._answer,
                )
            except UserError as error:
                self.stamp.set_error(f"{error.what} {error.do}".strip())
        self.keep.setEnabled(self.verdict is not None and self.verdict.result in _KEPT)
        self._show_verdict()

    def _frozen_words(self) -> str:
        if self._clock is None:
            return _("This computer's time is kept at the moment when you paste.")
        text = _("This computer at that moment: {moment}, {city}")
        shown = self._context.formats.servicenow(self._clock)
        return text.format(moment=shown, city=zones.city(zones.zone_name(self._clock)))

    def _show_verdict(self) -> None:
        if self._banner is not None:
            self._place.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        verdict = self.verdict
        if verdict is None:
            return
        look = self._context.appearance
        actions = []
        for zone in verdict.choices:
            choice = button(look, zones.city(zone), height=28)
            choice.setProperty("zone", zone)
            choice.clicked.connect(self._on_choice)
            actions.append(choice)
        if verdict.result == "differs":
            expect = button(look, _("Expect {city} from now on").format(city=zones.city(verdict.session)), height=28)
            expect.clicked.connect(self.expect_session)
            actions.append(expect)
        tone, icon = _TONES.get(verdict.result, "warn"), _ICONS.get(verdict.result, "alert")
        self._banner = Banner(look, tone, verdict.title, verdict.detail, icon=icon, actions=actions)
        self._place.addWidget(self._banner)

    def _on_choice(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(str(sender.property("zone")))


def open_timezone_check(context: Context, parent: QWidget | None, clocks: ZoneClocks | None = None) -> None:
    """Open the check for the open engagement; without one nothing happens."""
    dossier = context.portfolio.current_dossier()
    if dossier is not None:
        TimezoneCheckDialog(context, clocks or ZoneClocks(context), dossier, parent).open()
