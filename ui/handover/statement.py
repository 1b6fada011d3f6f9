"""The receiver's statement: date, start, zone and weekday of the Prod Upgrade from the roadmap, and the next step.

The sender's date stays covered until all four agree with each other: what is read back is understood (N36).
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models import gates, takeover, zones
from models.errors import UserError
from models.outgoing import Mail
from models.readings import Agreed, agreed_walls
from models.records import Dossier
from models.texts import _
from models.zones import FoldError
from ui.context import Context
from ui.draft_dialog import DraftDialog
from ui.field import DropDown, Field, named
from ui.form import Banner, Button, IconLabel, Item, Label, button, column, row
from ui.theme import set_variant

MARGINS = (16, 14, 16, 14)
SHOWN_STEPS = 12
"""How many steps the list of next steps offers: those done last and those to come."""


class Statement(QFrame):
    """Four empty fields, and what they say beside the sender's date.

    Signals:
        changed: something else is stated.
    """

    changed = Signal()

    def __init__(self, context: Context, dossier: Dossier, sender: str) -> None:
        super().__init__()
        self._context, self._dossier = context, dossier
        self._whole_name, self._sender = sender, sender.split(" ", maxsplit=1)[0]
        look = context.appearance
        self.setProperty("card", True)
        set_variant(self, "tone", "accent")
        self.date = Field(look, _("Date"), placeholder=_("yyyy-mm-dd"))
        self.time = Field(look, _("Start"), placeholder=_("hh:mm"))
        self.zone = self._list(_("Zone"), self._zones())
        self.weekday = self._list(_("Weekday"), self._weekdays())
        self.side = self._list(_("Which of the two"), [("", ""), (_("the first"), "0"), (_("the second"), "1")])
        self.step = self._list(_("Next step"), self._steps())
        self.verdict = QWidget()
        self.verdict.setLayout(column())
        self.step_words = Label(look, "", 12, 500, "text2", wrap=True)
        self.ask: Button = button(look, _("Ask {name}").format(name=self._sender), icon="mail")
        self.ask.clicked.connect(self.ask_sender)
        self.verdict_words = ""
        self._lay_out()
        for field in (self.date, self.time):
            field.edited.connect(self._follow)
        for choice in (self.zone, self.weekday, self.side, self.step):
            choice.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def dated(self) -> bool:
        """Whether the sender's plan has a Prod Upgrade with a time, so that there is something to state."""
        return self._dossier.prod.starts is not None

    @property
    def doubt(self) -> str:
        """What is still missing or wrong in itself; empty where all four agree with each other."""
        if not self.zone.currentData():
            return _("Date, start, zone and weekday are stated by hand.")
        return gates.doubt(self._agreed, self._context.formats)

    @property
    def prod(self) -> datetime | None:
        """What is stated; None while it is in doubt."""
        return None if self.doubt else self._instant()

    @property
    def next_step(self) -> str:
        """The key of the step that is stated as the next one."""
        return str(self.step.currentData() or "")

    @property
    def agrees(self) -> bool:
        """Whether the stated Prod Upgrade is the sender's."""
        planned, stated = self._dossier.prod.starts, self.prod
        return planned is not None and stated is not None and zones.utc_text(planned) == zones.utc_text(stated)

    @property
    def _agreed(self) -> Agreed:
        zone, weekday = str(self.zone.currentData() or ""), str(self.weekday.currentData() or "")
        return Agreed(date=self.date.text, time=self.time.text, zone=zone, weekday=weekday)

    def ask_sender(self) -> None:
        """Show the draft to the sender about the date that differs."""
        stated = self.prod
        if stated is not None:
            formats = self._context.formats
            subject, text = takeover.question(self._dossier, self._whole_name, stated, formats)
            title, mail = self.ask.text(), Mail("", subject, text)
            DraftDialog(self._context, title, mail, self._sender, "question.eml", parent=self.window()).open()

    def _instant(self) -> datetime | None:
        """Return the stated moment; None while the side of a time that comes twice isn't chosen."""
        fold = {"0": 0, "1": 1}.get(str(self.side.currentData() or ""))
        try:
            return zones.attach(agreed_walls(self._agreed)[0], self._agreed.zone, fold=fold)
        except FoldError:
            return None

    def _zones(self) -> list[tuple[str, str]]:
        client, you = self._dossier.prod.zone or self._dossier.engagement.zone, self._dossier.you.zone
        found = [("", ""), (_("{city} (client)").format(city=zones.city(client)), client)] if client else [("", "")]
        return found if you == client else [*found, (_("{city} (you)").format(city=zones.city(you)), you)]

    def _weekdays(self) -> list[tuple[str, str]]:
        monday = datetime(2026, 11, 23, tzinfo=zones.UTC).date()
        days = [monday.replace(day=monday.day + number) for number in range(7)]
        english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        names = [self._context.formats.weekday(day, full=True) for day in days]
        return [("", ""), *zip(names, english, strict=True)]

    def _steps(self) -> list[tuple[str, str]]:
        steps = self._dossier.playbook.steps
        at = next((place for place, item in enumerate(steps) if not self._dossier.is_done(item.key)), len(steps))
        first = max(0, at - SHOWN_STEPS // 3)
        return [("", ""), *((item.text, item.key) for item in steps[first : first + SHOWN_STEPS])]

    def _list(self, name: str, choices: list[tuple[str, str]]) -> DropDown:
        look, found = self._context.appearance, DropDown()
        found.setAccessibleName(name)
        found.setFont(look.font(13))
        found.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        found.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for text, key in choices:
            found.addItem(text, key)
        return found

    def _lay_out(self) -> None:
        look = self._context.appearance
        if not self.dated:
            words = _("There is no time to state again. Taking over asks nothing.")
            title = Label(look, _("No prod date yet"), 14, 600)
            self.setLayout(column(title, Label(look, words, 13, 400, "text2", wrap=True), spacing=4, margins=MARGINS))
            for item in (self.date, self.time, self.zone, self.weekday, self.side, self.step):
                item.setParent(self)
                item.hide()
            return
        words = _("In the client's time. {name}'s date stays covered until all four agree with each other.")
        head = column(
            Label(look, _("State the prod upgrade again, from the roadmap"), 14, 600, wrap=True),
            Label(look, words.format(name=self._sender), 13, 400, "text2", wrap=True),
            spacing=2,
        )
        top = row(IconLabel(look, "map", "accent", 18), head, spacing=10)
        top.setStretch(1, 1)
        parts: list[Item] = [self.date, self.time, named(look, _("Zone"), self.zone)]
        fields = row(*parts, named(look, _("Weekday"), self.weekday), spacing=10)
        for place, share in enumerate((4, 3, 5, 4)):
            fields.setStretch(place, share)
        self.sides = named(look, _("That time comes twice that night. Which one?"), self.side)
        next_one = row(named(look, _("And the next step, as you see it"), self.step), spacing=10)
        items: list[Item] = [top, fields, self.sides, self.verdict, next_one, self.step_words]
        self.setLayout(column(*items, spacing=10, margins=MARGINS))

    def _follow(self) -> None:
        if not self.dated:
            return
        try:
            doubt, stated = self.doubt, self.prod
        except UserError as error:
            doubt, stated = f"{error.what} {error.do}".strip(), None
        self.sides.setVisible(not doubt and stated is None)
        layout = self.verdict.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.ask:
                widget.deleteLater()
        self.ask.setParent(self.verdict)
        self.ask.hide()
        shown = self._judged(doubt, stated)
        if layout is not None and shown is not None:
            layout.addWidget(shown)
        self.step_words.setText(self._about_step())
        self.step_words.setVisible(bool(self.step_words.text()))
        self.changed.emit()

    def _judged(self, doubt: str, stated: datetime | None) -> QWidget | None:
        """Return the green or the red line; while in doubt what is missing, and the sender's date stays covered."""
        look, formats, planned = self._context.appearance, self._context.formats, self._dossier.prod.starts
        if doubt or stated is None or planned is None:
            self.verdict_words = doubt
            full = bool(self.date.text and self.time.text and self.zone.currentData() and self.weekday.currentData())
            return Label(look, doubt, 12, 500, "danger" if full else "text2", wrap=True) if doubt else None
        theirs = takeover.in_full(planned, formats)
        yours = formats.with_zone(zones.to_zone(planned, self._dossier.you.zone))
        if self.agrees:
            words = _("Same as {name}'s plan: {when}").format(name=self._sender, when=theirs)
            self.verdict_words = words
            return Banner(look, "ok", words, _("{when} for you").format(when=yours), icon="check")
        words = _("Stop. {name}'s plan says {when}").format(name=self._sender, when=theirs)
        more = _("You stated {when}. You can take over, and the prod upgrade stays unconfirmed until this is settled.")
        self.verdict_words = words
        self.ask.show()
        return Banner(look, "danger", words, more.format(when=takeover.in_full(stated, formats)), actions=(self.ask,))

    def _about_step(self) -> str:
        if not self.next_step:
            return ""
        steps = self._dossier.playbook.steps
        theirs = next((item for item in steps if not self._dossier.is_done(item.key)), None)
        if theirs is None or theirs.key == self.next_step:
            return _("That is the next step in {name}'s list too.").format(name=self._sender)
        return _("In {name}'s list the next step is “{step}”.").format(name=self._sender, step=theirs.text)
