"""Opens the dialogs of scores, and says what was kept: from their page and from the checklist."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from models import settings, surveys
from models.surveys import Score
from models.texts import _
from ui.context import Context
from ui.surveys.score_dialog import ScoreDialog
from ui.surveys.tell_lead import TellLead


def open_score(context: Context, window: QWidget, client: str = "", score: Score | None = None) -> None:
    """Ask for a score, or change one; a low one leads on to the lead."""
    dialog = ScoreDialog(context, score, client, window)
    dialog.kept.connect(partial(_say_kept, context, window))
    dialog.delete_wanted.connect(partial(delete_score, context))
    dialog.open()


def open_tell(context: Context, window: QWidget, id_: int) -> None:
    """Compose what the lead is told of a score."""
    found: list[Score] = []
    if context.attempt(lambda: found.append(surveys.get(context.store, id_))):
        TellLead(context, found[0], window).open()


def delete_score(context: Context, id_: int) -> None:
    """Take a score away; the toast brings it back."""
    found: list[Score] = []
    if not context.attempt(lambda: found.append(surveys.get(context.store, id_))):
        return
    if context.attempt(lambda: surveys.remove(context.store, found[0])):
        words = _("Deleted the score of {client}").format(client=found[0].client)
        context.notices.tell(words, _("Undo"), partial(undo, context))


def tell_words(context: Context) -> str:
    """Return "Tell Aja", by the name that is set."""
    return _("Tell {lead}").format(lead=settings.you(context.store).lead or _("the lead"))


def undo(context: Context) -> None:
    """Take the last step back."""
    context.attempt(context.store.undo)


def _say_kept(context: Context, window: QWidget, id_: int, tell: bool) -> None:
    if tell:
        open_tell(context, window, id_)
        return
    score, marks = surveys.get(context.store, id_), surveys.marks(context.store)
    value = surveys.value_in_words(score, context.formats, marks.scale)
    words = _("Kept {score} of {client}").format(score=value, client=score.client)
    if marks.is_low(score) and not score.told:
        context.notices.tell(words, tell_words(context), partial(open_tell, context, window, id_))
    else:
        context.notices.tell(words, _("Undo"), partial(undo, context))
