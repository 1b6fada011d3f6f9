"""Which page of the guide fits where the focus is: the class of a widget, or of one that it stands in, names it."""

from __future__ import annotations

from PySide6.QtCore import QObject

PAGES: dict[str, str] = {
    "AboutVideo": "videos",
    "ActivityPane": "trouble",
    "AfterCheck": "scheduling",
    "AllEngagementsPage": "timeline",
    "ArchiveDialog": "whose-data",
    "BackupsDialog": "trouble",
    "BillableReport": "time",
    "BugDialog": "trouble",
    "CalendarDialog": "calendar",
    "ChecklistPane": "checklist",
    "ColumnQuestion": "import",
    "ComposerFrame": "texts",
    "DateEditor": "timeline",
    "DetailsPane": "zones",
    "DoneAnyway": "checklist",
    "HandOverDialog": "handover",
    "ImportSummary": "import",
    "LeadPage": "lead",
    "MomentDialog": "videos",
    "NewEngagementDialog": "start",
    "NextBar": "start",
    "PlanFromEnd": "timeline",
    "PlayerWindow": "videos",
    "PracticeResult": "triple-check",
    "ReadBack": "scheduling",
    "ReconcilePage": "import",
    "Refusal": "import",
    "ReminderCard": "settings",
    "RescheduleReview": "timeline",
    "RoadmapDialog": "timeline",
    "ScheduledWindow": "scheduling",
    "ScoreDialog": "surveys",
    "SentText": "texts",
    "SessionRequestDialog": "calendar",
    "SettingsPage": "settings",
    "SkipBestPractices": "checklist",
    "StepNote": "checklist",
    "SurveysPage": "surveys",
    "StateAgain": "handover",
    "TakeOverDialog": "handover",
    "TellLead": "surveys",
    "TimeLogPage": "time",
    "TimelineCard": "timeline",
    "TimezoneCheckDialog": "zones",
    "TodayPage": "start",
    "TripleCheckDialog": "triple-check",
    "VideosPage": "videos",
    "ZoneComparison": "zones",
    "ZoneQuestion": "zones",
    "ZoneStrip": "zones",
}


def page_for(widget: QObject | None) -> str:
    """Return the page for a widget: its own, or that of the nearest part that it stands in; the first where none."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in PAGES:
                return PAGES[kind.__name__]
        widget = widget.parent()
    return "start"
