"""Pictures of pages, drawn offscreen: for README, reviews and reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from models import client_questions, planning, zones
from models.errors import UserError
from models.paths import Paths
from models.session import Session
from models.texts import _
from ui.about import AboutBox
from ui.app import Program
from ui.backups.pictures import backups_shown, ways_on_shown
from ui.billable_report.dialog import BillableReport
from ui.calendar_files.dialog import CalendarDialog
from ui.composer.opening import open_composer
from ui.context import Context
from ui.handover.pictures import hand_over_shown, handover_shown
from ui.help.whose_data import whose_data_page
from ui.lead.page import CAPACITY, LeadPage
from ui.main_window import MainWindow
from ui.new_engagement.dialog import NewEngagementDialog
from ui.palette.panel import Palette
from ui.questions.dialog import QuestionDialog
from ui.questions.list_dialog import QuestionList
from ui.reschedule.review import RescheduleReview
from ui.session_requests.dialog import SessionRequestDialog
from ui.surveys.score_dialog import ScoreDialog

PAGES = (
    "engagement",
    "details",
    "activity",
    "day",
    "week",
    "quarter",
    "time-zones",
    "new-engagement",
    "review",
    "calendar-files",
    "session-request",
    "settings",
    "palette",
    "time-log",
    "videos",
    "today",
    "lead",
    "lead-capacity",
    "lead-digest",
    "handover",
    "hand-over",
    "surveys",
    "survey-score",
    "questions",
    "question",
    "billable-report",
    "shortcuts",
    "about",
    "guide",
    "whose-data",
    "composer",
    "backups",
    "recovery",
)
SETTLE_MS = 400


def draw(session: Session, page: str, out: Path, size: tuple[int, int]) -> None:
    """Save a picture of a page as PNG.

    Args:
        session: data, moment and theme.
        page: one of `PAGES`, with `=CLIENT` after it to choose the engagement: "engagement=Northwind Health".
        out: the file.
        size: of the window, in logical pixels.

    Raises:
        UserError: no such page or engagement, or the file can't be written.
    """
    name, _sep, client = page.partition("=")
    if name not in PAGES:
        raise UserError(_("There is no page “{page}”.").format(page=name), do=_("Choose one of: ") + ", ".join(PAGES))
    application = QApplication([])
    program = Program(session, banner=False)
    window = program.show_window()
    window.resize(*size)
    _settle(application)
    _open(window, client)
    _settle(application)
    if name in _OF_BACKUPS:
        shown: QWidget | None = _OF_BACKUPS[name](window.context, session.paths)
    else:
        shown = _PAGES.get(name, _window)(window)
    _settle(application)
    saved = (shown or window).grab().save(str(out), "PNG")
    program.close()
    if not saved:
        raise UserError(_("The picture can't be written."), str(out), _("Choose another file."))


def _open(window: MainWindow, client: str) -> None:
    portfolio = window.portfolio
    wanted = client.casefold()
    found = next((id_ for id_ in portfolio.ids() if portfolio.name(id_).casefold().startswith(wanted)), 0)
    if client and not found:
        raise UserError(_("There is no engagement “{client}”.").format(client=client), do=_("See the list command."))
    if client:
        window.open_engagement(found)


def _settle(application: QApplication) -> None:
    """Let the window load and paint what it has."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _window(_window: MainWindow) -> QWidget | None:
    return None


def _tab(key: str) -> Callable[[MainWindow], QWidget | None]:
    def show(window: MainWindow) -> None:
        window.page.right.show_tab(key)

    return show


def _zoom(level: str) -> Callable[[MainWindow], QWidget | None]:
    def show(window: MainWindow) -> None:
        window.page.timeline.set_zoom(level)
        window.page.timeline.focus_phase("prod_upgrade")

    return show


def _opened(dialog: QWidget) -> QWidget:
    dialog.show()
    return dialog


def _time_zones(window: MainWindow) -> QWidget | None:
    window.page.zones.compare()
    return window.page.zones.comparison


def _new(window: MainWindow) -> QWidget:
    return _opened(NewEngagementDialog(window.context, window))


def _settings(window: MainWindow) -> None:
    window.pages.show_settings()


def _palette(window: MainWindow) -> None:
    window.acts["palette"].trigger()
    next(iter(window.findChildren(Palette))).query.setText("nor tri")


def _lead(window: MainWindow) -> None:
    window.pages.show_place("lead")


def _lead_page(window: MainWindow) -> LeadPage:
    _lead(window)
    return next(iter(window.findChildren(LeadPage)))


def _lead_capacity(window: MainWindow) -> None:
    _lead_page(window).view.button(CAPACITY).click()


def _lead_digest(window: MainWindow) -> QWidget:
    return _lead_page(window).acts.show_digest()


def _surveys(window: MainWindow) -> None:
    window.pages.show_place("surveys")


def _survey_score(window: MainWindow) -> QWidget:
    return _opened(ScoreDialog(window.context, client=window.portfolio.name(window.portfolio.current), parent=window))


def _questions(window: MainWindow) -> QWidget:
    return _opened(QuestionList(window.context, window.commands.questions.acts, window))


def _question(window: MainWindow) -> QWidget | None:
    """The question that runs, as after its hand-off."""
    question = client_questions.running(window.context.store)
    if question is None:
        return None
    return _opened(QuestionDialog(window.context, question, handed_off=True, parent=window))


def _billable_report(window: MainWindow) -> QWidget:
    return _opened(BillableReport(window.context, window))


def _today(window: MainWindow) -> None:
    window.pages.show_place("today")


def _videos(window: MainWindow) -> None:
    window.pages.show_place("videos")


def _time_log(window: MainWindow) -> None:
    window.pages.show_place("time_log")


def _shortcuts(window: MainWindow) -> None:
    window.acts["shortcuts"].trigger()


def _about(window: MainWindow) -> QWidget:
    return _opened(AboutBox(window.context, window))


def _guide(window: MainWindow) -> QWidget | None:
    window.commands.help.show_guide()
    return window.findChild(QWidget, "guide")


def _whose_data(window: MainWindow) -> QWidget:
    return _opened(whose_data_page(window.context, window))


def _composer(window: MainWindow) -> QWidget | None:
    """The composer at the text that is due; at its own size."""
    return open_composer(window.context, window)


def _review(window: MainWindow) -> QWidget | None:
    """The review of a move of the Prod Upgrade by one day earlier."""
    context = window.context
    dossier = context.portfolio.current_dossier()
    if dossier is None or dossier.prod.starts is None:
        return None
    start = zones.move_days(dossier.prod.starts, -1)
    proposal = planning.propose_move(dossier, "prod_upgrade", start, context.clock.now(), formats=context.formats)
    return _opened(RescheduleReview(context, dossier, proposal, window))


def _calendar_files(window: MainWindow) -> QWidget:
    return _opened(CalendarDialog(window.context, window.context.portfolio.current, window))


def _session_request(window: MainWindow) -> QWidget | None:
    dossier = window.context.portfolio.current_dossier()
    return _opened(SessionRequestDialog(window.context, dossier, window)) if dossier else None


_PAGES: dict[str, Callable[[MainWindow], QWidget | None]] = {
    "details": _tab("details"),
    "activity": _tab("activity"),
    "day": _zoom("day"),
    "week": _zoom("week"),
    "quarter": _zoom("quarter"),
    "time-zones": _time_zones,
    "new-engagement": _new,
    "settings": _settings,
    "palette": _palette,
    "time-log": _time_log,
    "videos": _videos,
    "today": _today,
    "lead": _lead,
    "lead-capacity": _lead_capacity,
    "lead-digest": _lead_digest,
    "handover": handover_shown,
    "hand-over": hand_over_shown,
    "surveys": _surveys,
    "survey-score": _survey_score,
    "questions": _questions,
    "question": _question,
    "billable-report": _billable_report,
    "shortcuts": _shortcuts,
    "about": _about,
    "guide": _guide,
    "whose-data": _whose_data,
    "review": _review,
    "calendar-files": _calendar_files,
    "session-request": _session_request,
    "composer": _composer,
}

_OF_BACKUPS: dict[str, Callable[[Context, Paths], QWidget]] = {"backups": backups_shown, "recovery": ways_on_shown}
