"""Every act of the window as declared data; menus, shortcuts and the shortcut sheet derive from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter

from msgspec import Struct
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from models import key_choices, settings
from models.texts import _, mark
from ui.context import Context
from ui.navigation import PLACES


class Action(Struct, frozen=True):
    """One act: its words, its icon, its keys, the method of `ui.commands.Commands` or of a part of it that does it.

    `when` names the condition under which it is enabled: "always", "open" (an engagement is open), "undo", "redo".
    `group` is its heading on the shortcut sheet; `argument`, where there is one, is given to the slot; `everywhere`
    means in the program's other windows too. A single letter acts only while no text field has the focus.
    """

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]
    slot: str
    when: str = "always"
    group: str = "general"
    argument: str = ""
    everywhere: bool = False

    @property
    def single_letter(self) -> bool:
        """Whether one of its keys is a letter or sign alone, which can be turned off in the settings."""
        return any(len(key) == 1 for key in self.keys)


GROUPS: tuple[tuple[str, str], ...] = (
    ("general", mark("Everywhere")),
    ("engagement", mark("The open engagement")),
    ("timeline", mark("Timeline")),
    ("view", mark("View")),
)

ACTIONS: tuple[Action, ...] = (
    Action("new_engagement", mark("New engagement"), "plus", ("Ctrl+N",), "new_engagement"),
    Action("import_files", mark("Import from ServiceNow"), "dl", ("Ctrl+I",), "servicenow.import_files"),
    Action("take_over", mark("Take over an engagement"), "swap", (), "handover.choose_file"),
    Action("reconcile", mark("Reconcile with ServiceNow"), "swap", (), "servicenow.reconcile"),
    Action("palette", mark("Search or jump to"), "search", ("Ctrl+K",), "overlays.show_palette"),
    Action("search", mark("Search engagements"), "search", ("Ctrl+F",), "search"),
    Action("undo", mark("Undo"), "undo", ("Ctrl+Z",), "undo", "undo"),
    Action("redo", mark("Redo"), "undo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "redo"),
    Action("add_score", mark("Add a survey score"), "star", (), "surveys.add_score"),
    Action("import_scores", mark("Import survey scores"), "star", (), "surveys.import_scores"),
    Action("billable_report", mark("Billable report"), "timer", (), "reports.show_billable"),
    Action("lead_digest", mark("Weekly digest for the lead"), "users", (), "lead.show_digest"),
    Action("lead_import", mark("Import colleagues' engagements"), "users", (), "lead.import_snapshots"),
    Action("lead_export", mark("Export my engagements for the lead"), "users", (), "lead.export_snapshot"),
    Action("lead_pdf", mark("Save the lead overview as PDF"), "users", (), "lead.save_overview"),
    Action("settings", mark("Settings"), "gear", ("Ctrl+,",), "settings"),
    Action("bin", mark("Archive and bin"), "folder", (), "show_bin"),
    Action("whose_data", mark("Whose data"), "lock", (), "help.show_whose_data"),
    Action("reminder", mark("Go to the reminder"), "flag", ("Ctrl+Shift+R",), "reminders.take_focus"),
    Action("backups", mark("Backups"), "disk", (), "backups.show"),
    Action("shortcuts", mark("Keyboard shortcuts"), "key", ("?",), "overlays.show_shortcuts"),
    Action("tour", mark("Short tour"), "flag", (), "overlays.show_tour", "open"),
    Action("help", mark("Guide"), "bulb", ("F1",), "help.show_guide", everywhere=True),
    Action("about", mark("About E2E Tracker"), "flip", (), "show_about"),
    Action("quit", mark("Quit"), "x", ("Ctrl+Q",), "quit"),
    Action("log_half", mark("Log 0.5 h"), "timer", ("Ctrl+L",), "log_half_hour", "open", "engagement"),
    Action("log_hour", mark("Log 1 h"), "timer", ("Ctrl+Shift+L",), "log_hour", "open", "engagement"),
    Action(
        "question",
        mark("Start or stop a client question"),
        "timer",
        ("Ctrl+Shift+Q",),
        "questions.toggle",
        "always",
        "engagement",
    ),
    Action("questions", mark("Client questions"), "timer", (), "questions.show_all", "always", "engagement"),
    Action("compose", mark("Compose a text"), "mail", ("Ctrl+E",), "texts.compose", "open", "engagement"),
    Action("triple_check", mark("Triple-check"), "shield", ("Ctrl+T",), "open_triple_check", "open", "engagement"),
    Action(
        "practise", mark("Practise the triple-check"), "shield", (), "practise_triple_check", "always", "engagement"
    ),
    Action(
        "scheduled_act",
        mark("After scheduling: six things"),
        "lock",
        (),
        "servicenow.after_scheduling",
        "open",
        "engagement",
    ),
    Action("time_zones", mark("Compare time zones"), "globe", ("Z",), "time_zones.compare", "open", "engagement"),
    Action("check_zone", mark("Check ServiceNow's time zone"), "globe", (), "time_zones.check", "open", "engagement"),
    Action("calendar", mark("Save calendar file"), "cal", (), "calendar.save", "open", "engagement"),
    Action(
        "session_request",
        mark("Best Practices: request or cancellation"),
        "cal",
        (),
        "calendar.session_request",
        "open",
        "engagement",
    ),
    Action("hand_over", mark("Hand over or take back"), "swap", (), "handover.hand_over", "open", "engagement"),
    Action(
        "state_again",
        mark("State the prod upgrade again"),
        "map",
        (),
        "handover.state_again",
        "open",
        "engagement",
    ),
    Action("archive", mark("Archive"), "folder", (), "archive", "open", "engagement"),
    Action("delete", mark("Delete engagement"), "x", (), "delete", "open", "engagement"),
    Action("next_engagement", mark("Next engagement"), "chev", ("J",), "next_engagement", "always", "engagement"),
    Action(
        "previous_engagement",
        mark("Previous engagement"),
        "chev",
        ("K",),
        "previous_engagement",
        "always",
        "engagement",
    ),
    Action("today", mark("Show today"), "cal", ("T",), "show_today", "open", "timeline"),
    Action("zoom_day", mark("Zoom to a day"), "cal", ("1",), "zoom_day", "open", "timeline"),
    Action("zoom_week", mark("Zoom to a week"), "cal", ("2",), "zoom_week", "open", "timeline"),
    Action("zoom_month", mark("Zoom to a month"), "cal", ("3",), "zoom_month", "open", "timeline"),
    Action("switch_view", mark("All engagements, or this one"), "rows", ("A",), "switch_view", "open", "timeline"),
    Action("move", mark("Move the selected bar by keys"), "arrow", ("M",), "move_bar", "open", "timeline"),
    Action("dates", mark("Change dates"), "cal", ("D",), "change_dates", "open", "timeline"),
    Action("go_to_prod", mark("Show the prod upgrade"), "flip", ("P",), "show_prod", "open", "timeline"),
    Action(
        "history", mark("Show or hide earlier dates"), "undo", ("H",), "timeline.toggle_history", "open", "timeline"
    ),
    Action(
        "plan_from_end",
        mark("Plan from the end"),
        "flip",
        ("Ctrl+Shift+F",),
        "timeline.plan_from_end",
        "open",
        "timeline",
    ),
    Action("copy_picture", mark("Copy as picture"), "copy", (), "timeline.copy_picture", "open", "timeline"),
    Action("save_picture", mark("Save as PNG, SVG or PDF"), "dl", (), "timeline.save_picture", "open", "timeline"),
    Action("print", mark("Print"), "disk", ("Ctrl+P",), "timeline.print_timeline", "open", "timeline"),
    Action("roadmap", mark("Roadmap for the client"), "map", ("Ctrl+R",), "timeline.show_roadmap", "open", "timeline"),
    Action("next_pane", mark("Next pane"), "arrow", ("F6",), "next_pane", "always", "view"),
    Action("previous_pane", mark("Previous pane"), "arrow", ("Shift+F6",), "previous_pane", "always", "view"),
    Action("toggle_sidebar", mark("Narrow or wide side bar"), "rows", ("Ctrl+B",), "toggle_sidebar", "always", "view"),
    Action(
        "toggle_right",
        mark("Hide or show the right pane"),
        "rows",
        ("Ctrl+Shift+B",),
        "toggle_right_pane",
        "always",
        "view",
    ),
    *(
        Action(f"show_{item.id}", item.text, item.icon, (item.keys,), "show_place", "always", "view", item.id)
        for item in PLACES
    ),
)


def keys_of(action: Action, chosen: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the keys of an act: those that the person chose, else the declared ones."""
    return tuple(chosen.get(action.id, action.keys))


def build(commands: QObject, parent: QObject) -> dict[str, QAction]:
    """Make one QAction of each declared act, connected to its slot."""
    built: dict[str, QAction] = {}
    for action in ACTIONS:
        item = QAction(_(action.text), parent)
        item.setObjectName(action.id)
        item.setShortcuts([QKeySequence(key) for key in action.keys])
        if action.everywhere:
            item.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        slot = attrgetter(action.slot)(commands)
        item.triggered.connect(partial(slot, action.argument) if action.argument else slot)
        built[action.id] = item
    return built


def refresh(built: Mapping[str, QAction], context: Context) -> None:
    """Enable each act whose condition holds, with the keys chosen, and without single letters where they are off."""
    store = context.store
    letters, chosen = settings.get(store, "single_keys") == "1", key_choices.chosen(store)
    states = {
        "open": bool(context.portfolio.current),
        "undo": store.next_undo() is not None,
        "redo": store.next_redo() is not None,
    }
    for action in ACTIONS:
        item = built[action.id]
        item.setEnabled(states.get(action.when, True))
        keys = [key for key in keys_of(action, chosen) if letters or len(key) > 1]
        item.setShortcuts([QKeySequence(key) for key in keys])
