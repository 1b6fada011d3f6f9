"""What can be done with a step: tick, done anyway, note, skip, and the irreversible ones that ask once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models import after_check, calendar_entries, checklist, locks, rescheduling, tickets
from models.records import Dossier
from models.texts import _
from ui.clipboard import copy_text
from ui.context import Context
from ui.question import Question

HELD = "best_practices_held"


class StepActs(QObject):
    """Does what the rows, their menu and the button of the next step ask for, in the open engagement."""

    def __init__(self, context: Context, pane: QWidget) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane

    def toggle(self, key: str) -> None:
        """Tick an open step, open a ticked one, and ask at a locked one."""
        dossier = self._dossier()
        if dossier is None:
            return
        if dossier.is_done(key):
            self.untick(key)
        elif self.is_check(dossier, key):
            self.check(key)
        elif key == after_check.STEP and not checklist.lock(dossier, key, self._context.clock.now()):
            self.read_ctask_back(dossier)
        elif self._asks_why(dossier, key):
            self.done_anyway(key)
        else:
            self._tick(dossier, key)

    def check_zone(self) -> None:
        """Open the Timezone Check, which ticks its step once it matched."""
        from ui.zones.timezone_check import open_timezone_check  # start-up saving: imported when it is first opened

        open_timezone_check(self._context, self._pane.window())

    def untick(self, key: str) -> None:
        """Open a ticked step again."""
        dossier = self._dossier()
        if dossier is not None:
            self._context.attempt(lambda: checklist.untick(self._context.store, dossier, key))

    def done_anyway(self, key: str) -> None:
        """Ask for one line of why; a lock that holds even then is said at once."""
        dossier = self._dossier()
        definition = dossier.playbook.step(key) if dossier else None
        if dossier is None or definition is None:
            return
        lock = checklist.lock(dossier, key, self._context.clock.now())
        if lock and locks.is_firm(definition):
            self._context.attempt(lambda: checklist.tick(self._context.store, dossier, key))
            return
        from ui.checklist.dialogs import DoneAnyway  # start-up saving: imported when it is first opened
        from ui.unsaved import Unsaved  # start-up saving: imported when it is first opened

        reason = (lock or _("It ticks itself once the check is signed")).rstrip(".")
        dialog = DoneAnyway(
            self._context.appearance,
            definition.text,
            reason[:1].lower() + reason[1:],
            lambda why: self._tick(dossier, key, why),
            self._pane.window(),
        )
        Unsaved(self._context.store, f"why.{dossier.id}.{key}", dialog.why.line, dialog)
        dialog.open()

    def check(self, key: str) -> None:
        """Open the triple check at a step's gate."""
        from ui.triple_check.opening import open_triple_check  # start-up saving: imported when it is first opened

        open_triple_check(self._context, self._pane, key)

    def read_ctask_back(self, dossier: Dossier) -> None:
        """Ask for the state that the CTASK shows after it was closed (N21)."""
        from ui.triple_check.after_check import AfterCheck  # start-up saving: imported when it is first opened

        AfterCheck(self._context, dossier, self._pane.window()).open()

    def is_check(self, dossier: Dossier, key: str) -> bool:
        """Whether a step is a gate of the triple check, which ticks itself once it is signed."""
        definition = dossier.playbook.step(key)
        return definition is not None and definition.fact.startswith("check.")

    def note(self, key: str) -> None:
        """Write or change a step's note."""
        dossier = self._dossier()
        definition = dossier.playbook.step(key) if dossier else None
        if dossier is None or definition is None:
            return
        from ui.checklist.dialogs import StepNote  # start-up saving: imported when it is first opened
        from ui.unsaved import Unsaved  # start-up saving: imported when it is first opened

        step = dossier.steps.get(key)
        dialog = StepNote(
            self._context.appearance,
            definition.text,
            step.note if step else "",
            lambda words: checklist.annotate(self._context.store, dossier, key, words),
            self._pane.window(),
        )
        Unsaved(self._context.store, f"note.{dossier.id}.{key}", dialog.words, dialog)
        dialog.open()

    def skip(self) -> None:
        """Ask for what skipping Best Practices needs."""
        from ui.checklist.skip import SkipBestPractices  # start-up saving: imported when it is first opened

        dossier = self._dossier()
        if dossier is not None:
            SkipBestPractices(self._context, dossier, self._pane.window()).open()

    def compose(self, key: str) -> None:
        """Open the composer at the text that a step is about."""
        from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

        dossier = self._dossier()
        definition = dossier.playbook.step(key) if dossier else None
        if definition is not None and definition.message:
            open_composer(self._context, self._pane, definition.message)

    def copy_text(self, key: str) -> None:
        """Put the short description that a step is about on the clipboard."""
        dossier = self._dossier()
        ticket = text_ticket(dossier, key) if dossier else ""
        if dossier is not None and ticket:
            copy_text(tickets.expected_text(dossier, ticket))
            words = _("Copied the short description of {ticket}").format(ticket=ticket)
            self._context.notices.tell(words)

    def save_calendar(self) -> None:
        """Ask where the file of the block in your calendar goes; once it is saved, its step can be ticked."""
        from ui.calendar_files.saving import ask_file  # start-up saving: imported when it is first opened

        dossier = self._dossier()
        if dossier is not None:
            ask_file(self._context, dossier, self._pane.window(), kind=calendar_entries.BLOCK)

    def add_score(self) -> None:
        """Write down a survey score of the client, which ticks its step (N33)."""
        from ui.surveys.opening import open_score  # start-up saving: imported when it is first opened

        dossier = self._dossier()
        if dossier is not None:
            open_score(self._context, self._pane.window(), dossier.engagement.client)

    def request_session(self) -> None:
        """Record that the client asks to push Best Practices off, cancels or does not come (N25)."""
        from ui.session_requests.dialog import open_requests  # start-up saving: imported when it is first opened

        open_requests(self._context, self._pane.window())

    def finish_validation(self) -> None:
        """Record that the client has confirmed the validation (N07)."""
        dossier = self._dossier()
        if dossier is not None:
            store = self._context.store
            self._context.attempt(lambda: rescheduling.finish_validation_now(store, dossier.id))

    def _asks_why(self, dossier: Dossier, key: str) -> bool:
        return bool(checklist.lock(dossier, key, self._context.clock.now()))

    def _tick(self, dossier: Dossier, key: str, why: str = "") -> None:
        """Tick a step; raises UserError only where a reason was asked for, whose dialog says it."""
        definition = dossier.playbook.step(key)
        if definition is not None and definition.irreversible:
            self._ask_once(dossier, key, why)
        elif why:
            checklist.tick(self._context.store, dossier, key, why=why)
        else:
            self._context.attempt(lambda: checklist.tick(self._context.store, dossier, key))

    def _ask_once(self, dossier: Dossier, key: str, why: str) -> None:
        """Ask before something that can't be cancelled (DESIGN 6.5)."""
        conversion = key == "schedule_conversion"
        title = _("Schedule it in ServiceNow?") if conversion else _("Is the CTASK closed in ServiceNow?")
        text = (
            _("It cannot be cancelled. Press Schedule Conversion at the top right of the change, then say so here.")
            if conversion
            else _("Closing it flips the switch: {client}'s prod upgrade is scheduled. It cannot be cancelled.").format(
                client=dossier.engagement.client
            )
        )
        Question(
            self._context.appearance,
            title,
            text,
            keep=_("Not yet"),
            go=_("I pressed Schedule Conversion") if conversion else _("I closed the CTASK"),
            then=lambda: self._tick_for_good(dossier, key, why),
            danger=True,
            parent=self._pane.window(),
        ).open()

    def _tick_for_good(self, dossier: Dossier, key: str, why: str) -> None:
        self._context.attempt(lambda: checklist.tick(self._context.store, dossier, key, why=why))

    def _dossier(self) -> Dossier | None:
        return self._context.portfolio.current_dossier()


def text_ticket(dossier: Dossier, key: str) -> str:
    """Return the ticket whose short description a step is about and that has a date; empty for every other step."""
    definition = dossier.playbook.step(key)
    kind = definition.fact.removeprefix("text.") if definition and definition.fact.startswith("text.") else ""
    return kind if kind and tickets.expected_text(dossier, kind) else ""
