"""What the actions do; each method is the slot of an entry of `ui.actions.ACTIONS`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import engagements, zones
from models.history import Act
from models.texts import _
from ui.backups.commands import BackupCommands
from ui.billable_report.commands import ReportCommands
from ui.calendar_files.commands import CalendarCommands
from ui.composer.commands import TextCommands
from ui.context import Context
from ui.handover.commands import HandoverCommands
from ui.help.commands import HelpCommands
from ui.lead.commands import LeadCommands
from ui.lead.keeper import SnapshotKeeper
from ui.navigation_page import NavigationPage
from ui.overlay_commands import OverlayCommands
from ui.question import Question
from ui.questions.commands import QuestionCommands
from ui.reminders.keeper import ReminderKeeper
from ui.servicenow_commands import ServiceNowCommands
from ui.surveys.commands import SurveyCommands
from ui.text_fields import TextFields
from ui.time_log.watch import TimerWatch
from ui.timeline_commands import TimelineCommands
from ui.zones.commands import ZoneCommands

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Commands(QObject):
    """The acts of the window; parts of the window and the models do the work."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._text_fields = TextFields(self)
        self.overlays = OverlayCommands(window)
        self.timeline = TimelineCommands(context, window)
        self.servicenow = ServiceNowCommands(context, window)
        self.time_zones = ZoneCommands(window)
        self.backups = BackupCommands(context, window)
        self.timer_watch = TimerWatch(context, window)
        self.reminders = ReminderKeeper(context, window)
        self.snapshots = SnapshotKeeper(context, window)
        self.lead = LeadCommands(window)
        self.calendar = CalendarCommands(context, window)
        self.handover = HandoverCommands(context, window)
        self.texts = TextCommands(context, window)
        self.surveys = SurveyCommands(window)
        self.questions = QuestionCommands(context, window)
        self.help = HelpCommands(context, window)
        self.reports = ReportCommands(context, window)

    # Engagements

    def new_engagement(self) -> None:
        """Ask for a client, a zone and a date, and show the plan before it is made."""
        from ui.new_engagement.dialog import NewEngagementDialog  # start-up saving: imported when it is first opened

        dialog = NewEngagementDialog(self._context, self._window)
        dialog.created.connect(self._window.open_engagement)
        dialog.open()

    def archive(self) -> None:
        """Put the open engagement away, or take it out of the archive."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        stored = dossier.engagement
        act = engagements.unarchive if stored.archived_utc else engagements.archive
        words = _("Took {client} out of the archive") if stored.archived_utc else _("Archived {client}")
        if self._context.attempt(lambda: act(self._context.store, dossier.id)):
            self._context.notices.tell(words.format(client=stored.client), _("Undo"), self.undo)

    def delete(self) -> None:
        """Ask, then put the open engagement into the bin for 30 days."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        client = dossier.engagement.client
        checks = sum(1 for item in dossier.observations if item.kind == "check")
        text = _("{items} items and {checks} signed checks go to the bin for 30 days.")
        Question(
            self._context.appearance,
            _("Delete {client}?").format(client=client),
            text.format(items=len(dossier.steps), checks=checks),
            keep=_("Keep"),
            go=_("Delete"),
            then=lambda: self._context.after_backup("delete", lambda: self._delete(dossier.id, client)),
            danger=True,
            parent=self._window,
        ).open()

    def _delete(self, engagement: int, client: str) -> None:
        if self._context.attempt(lambda: engagements.delete(self._context.store, engagement)):
            self._context.notices.tell(_("{client} is in the bin").format(client=client), _("Undo"), self.undo)

    def show_bin(self) -> None:
        """Show what is archived and what is in the bin."""
        from ui.archive.dialog import ArchiveDialog  # start-up saving: imported when it is first opened

        ArchiveDialog(self._context, self._window).open()

    def next_engagement(self) -> None:
        """Open the next engagement of the side bar."""
        self._step(1)

    def previous_engagement(self) -> None:
        """Open the engagement before this one in the side bar."""
        self._step(-1)

    def _step(self, by: int) -> None:
        neighbour = self._window.sidebar.model.neighbour(self._context.portfolio.current, by)
        if neighbour:
            self._window.pages.choose(neighbour)

    def search(self) -> None:
        """Put the focus into the search field, unfolding the side bar."""
        self._window.sidebar.set_narrow(narrow=False)
        self._window.sidebar.focus_search()

    # Undo

    def undo(self) -> None:
        """Undo in the focused text field, else take back the newest step after showing its engagement."""
        if self._text_fields.undo():
            return
        act = self._context.store.next_undo()
        if act is None:
            self._context.notices.tell(_("Nothing to undo"))
        elif act.barrier or not self._asks_first(act):
            self._undo(act)
        else:
            self._ask_undo(act)

    def redo(self) -> None:
        """Redo in the focused text field, else do the step again that was undone last."""
        if self._text_fields.redo():
            return
        act = self._context.store.next_redo()
        if act is None:
            self._context.notices.tell(_("Nothing to redo"))
            return
        self._show_engagement(act)
        if self._context.attempt(self._context.store.redo):
            self._show_engagement(act)
            words = _("Done again: {label}").format(label=self._named(act))
            self._context.notices.tell(words, _("Undo"), self.undo)

    def _asks_first(self, act: Act) -> bool:
        """Whether the step is of an earlier day of yours, or the command line made it."""
        here = zones.zone(self._window.your_zone)
        made = zones.parse_utc(act.made_utc).astimezone(here).date()
        return act.origin == "cli" or self._context.clock.now_in(here).date() - made >= timedelta(days=1)

    def _ask_undo(self, act: Act) -> None:
        here = zones.zone(self._window.your_zone)
        made = self._context.formats.moment(zones.parse_utc(act.made_utc).astimezone(here))
        by = _("by the command line") if act.origin == "cli" else _("in the window")
        Question(
            self._context.appearance,
            _("Take back “{label}”?").format(label=self._named(act)),
            _("It was made {by}, {when}.").format(by=by, when=made),
            keep=_("Keep"),
            go=_("Take back"),
            then=lambda: self._undo(act),
            parent=self._window,
        ).open()

    def _undo(self, act: Act) -> None:
        self._show_engagement(act)
        if self._context.attempt(self._context.store.undo):
            words = _("Undone: {label}").format(label=self._named(act))
            self._context.notices.tell(words, _("Redo"), self.redo)

    def _show_engagement(self, act: Act) -> None:
        page = self._window.pages.currentWidget()
        seen = page.shows if isinstance(page, NavigationPage) else frozenset()
        if seen and seen.issuperset(change.table for change in self._context.store.changes(act)):
            return
        if act.engagement and self._context.portfolio.name(act.engagement):
            self._window.pages.choose(act.engagement)

    def _named(self, act: Act) -> str:
        client = self._context.portfolio.name(act.engagement) if act.engagement else ""
        return f"{act.label} ({client})" if client and client not in act.label else act.label

    # The open engagement

    def log_half_hour(self) -> None:
        """Log half an hour to the open engagement."""
        self._window.page.right.quick_log.log_half_hour()

    def log_hour(self) -> None:
        """Log an hour to the open engagement."""
        self._window.page.right.quick_log.log_hour()

    def open_triple_check(self) -> None:
        """Open the triple check at the gate that is due."""
        self._window.page.triple_check()

    def practise_triple_check(self) -> None:
        """Try the triple check on examples with planted errors."""
        from ui.triple_check.practice import Practice  # start-up saving: imported when it is first opened

        Practice(self._context, self._window).begin()

    def show_today(self) -> None:
        """Scroll the timeline to today."""
        self._window.pages.timeline.show_today()

    def zoom_day(self) -> None:
        """Show a day."""
        self._window.pages.timeline.set_zoom("day")

    def zoom_week(self) -> None:
        """Show a week."""
        self._window.pages.timeline.set_zoom("week")

    def zoom_month(self) -> None:
        """Show a month."""
        self._window.pages.timeline.set_zoom("month")

    def switch_view(self) -> None:
        """Show all engagements on the timeline, or this one again."""
        self._window.pages.toggle()

    def move_bar(self) -> None:
        """Move the selected bar by keys."""
        self._window.pages.timeline.start_move_mode()

    def change_dates(self) -> None:
        """Open the date editor for the selected bar."""
        self._window.pages.timeline.edit_dates()

    def show_prod(self) -> None:
        """Scroll to the Prod Upgrade and select it."""
        self._window.pages.timeline.focus_phase("prod_upgrade")

    # The window

    def settings(self) -> None:
        """Show the settings."""
        self._window.pages.show_settings()

    def show_place(self, id_: str, _checked: bool = False) -> None:
        """Show a page of the side bar."""
        self._window.pages.show_place(id_)

    def show_about(self) -> None:
        """Show which version this is, and with which time zone data."""
        from ui.about import AboutBox  # start-up saving: imported when it is first opened

        AboutBox(self._context, self._window).open()

    def next_pane(self) -> None:
        """Put the focus into the next pane."""
        self._window.focus_pane(1)

    def previous_pane(self) -> None:
        """Put the focus into the pane before this one."""
        self._window.focus_pane(-1)

    def toggle_sidebar(self) -> None:
        """Narrow or widen the side bar."""
        self._window.sidebar.set_narrow(narrow=not self._window.sidebar.narrow)

    def toggle_right_pane(self) -> None:
        """Hide or show the right pane."""
        right = self._window.pages.right
        right.setVisible(not right.isVisible())

    def quit(self) -> None:
        """Close the window and end the program."""
        self._window.close()
