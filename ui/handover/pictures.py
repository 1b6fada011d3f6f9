"""The dialogs of handing over for pictures: the open engagement as a colleague would hand it over."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from models import handover, settings, zones
from models.handover import Handover, Sender
from ui.handover.give import HandOverDialog
from ui.handover.take_over import TakeOverDialog
from ui.main_window import MainWindow

COLLEAGUE = Sender("Priya Nair", "PN")


def handover_shown(window: MainWindow) -> QWidget:
    """Show a colleague's handover of the open engagement with its date stated."""
    dialog = TakeOverDialog(window.context, _of_colleague(window), "", window)
    stated = dialog.statement
    prod = window.portfolio.current_dossier()
    start = prod.prod.starts if prod else None
    if start is not None:
        stated.date.line.insert(start.date().isoformat())
        stated.time.line.insert(f"{start:%H:%M}")
        stated.zone.setCurrentIndex(1)
        stated.weekday.setCurrentIndex(start.weekday() + 1)
    dialog.show()
    return dialog


def hand_over_shown(window: MainWindow) -> QWidget | None:
    """Show what is asked before the open engagement is handed over."""
    dossier = window.portfolio.current_dossier()
    if dossier is None:
        return None
    dialog = HandOverDialog(window.context, dossier, window)
    dialog.show()
    return dialog


def _of_colleague(window: MainWindow) -> Handover:
    """Return the open engagement as it would come from a colleague who knows more of it."""
    context = window.context
    made = handover.take(context.store, context.portfolio.current)
    you = settings.you(context.store)
    now = zones.utc_text(context.clock.now())
    contacts = (replace(made.contacts[0], role="Process owner"), *made.contacts[1:]) if made.contacts else ()
    phases = tuple(
        replace(item, actual_end_utc=now) if item.kind == "client_validation" else item for item in made.phases
    )
    engagement = replace(made.engagement, consultant=COLLEAGUE.name, dev_instance=f"{you.initials.lower()}dev2")
    found = replace(made, sender=COLLEAGUE, contacts=contacts, phases=phases, engagement=engagement)
    return replace(found, seal=handover.seal_of(found))
