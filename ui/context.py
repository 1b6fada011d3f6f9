"""What every pane is given: the store, the moment, the looks and the words; nothing global."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal

from models.clock import Clock
from models.errors import UserError
from models.formats import Formats
from models.store import Store
from ui.backups.keeper import BackupKeeper
from ui.colleagues import Colleagues
from ui.feed import Feed
from ui.later import Later
from ui.portfolio import Portfolio
from ui.theme import Appearance
from ui.viewing import Viewing


class Notices(QObject):
    """Short words to the person, shown by the main window as a toast: text, the action's label, the action."""

    told = Signal(str, str, object)

    def tell(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Show a line for six seconds, with one way back or on."""
        self.told.emit(text, action, then)


class Context(Struct, frozen=True):
    """Passed to the constructor of every pane and dialog."""

    store: Store
    feed: Feed
    portfolio: Portfolio
    clock: Clock
    appearance: Appearance
    formats: Formats
    notices: Notices = field(default_factory=Notices)
    later: Later = field(default_factory=Later)
    viewing: Viewing = field(default_factory=Viewing)
    colleagues: Colleagues = field(default_factory=Colleagues)
    """Snapshots in the folder that is watched."""
    playbooks: Path | None = None
    """The folder of the person's own playbooks."""
    backups: BackupKeeper | None = None
    """Makes backups beside the window; None for an example."""

    def after_backup(self, reason: str, then: Callable[[], None]) -> None:
        """Do something that could harm once a backup was made; at once where none are kept."""
        if self.backups is None:
            then()
        else:
            self.backups.back_up(reason, then)

    def tell_failure(self, error: object) -> None:
        """Show what went wrong beside the window in words; what is no refusal is a bug and is raised here."""
        if isinstance(error, UserError):
            self.notices.tell(str(error))
        elif isinstance(error, Exception):
            raise error

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something that may be refused; show the refusal in words and say whether it was done."""
        try:
            act()
        except UserError as error:
            self.notices.tell(str(error))
            return False
        return True
