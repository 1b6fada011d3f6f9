"""The text with which the lead hears of a low score: drafted here, sent by nobody but the person."""

from __future__ import annotations

from models import surveys
from models.formats import Formats
from models.outgoing import Mail
from models.records import You
from models.survey_files import stage_words
from models.surveys import KINDS, Score
from models.texts import _


def draft(score: Score, you: You, formats: Formats) -> Mail:
    """Return the draft: who, which score of which scale, when, after what, and what was said."""
    scale = score.scale.words()
    value = surveys.value_in_words(score, formats, score.scale)
    kind = _(KINDS[score.kind])
    subject = _("{kind} score of {client}: {score} on {scale}").format(
        kind=kind, client=score.client, score=value, scale=scale
    )
    stage = stage_words(score)
    facts = _("{client} gave {score} on a scale of {scale}, seen in HI on {day}.")
    lines = [facts.format(client=score.client, score=value, scale=scale, day=formats.day_year(score.day))]
    if stage:
        lines.append(_("It came after: {stage}.").format(stage=stage))
    lines.append(
        _("They said: “{comment}”").format(comment=score.comment) if score.comment else _("They left no comment.")
    )
    greeting = _("Hi {lead},").format(lead=you.lead) if you.lead else _("Hi,")
    ask = _("I would like to go through it with you before I answer the client.")
    return Mail("", subject, "\n\n".join([greeting, "\n".join(lines), ask, you.name]).strip())
