"""A playbook in the interface language: what is written in English in its file, in the words of the catalogue."""

from __future__ import annotations

from msgspec.structs import replace

from models.playbook import Playbook
from models.texts import _

BETWEEN = " | "
"""Between the alternatives of a hint."""


def translated(playbook: Playbook) -> Playbook:
    """Return the playbook with the names of phases and groups, and the words of steps, in the interface language.

    Names of tickets stay: they are the words that short descriptions in ServiceNow carry. So do words that no catalogue
    has, such as those of a person's own playbook.
    """
    return replace(
        playbook,
        title=_(playbook.title),
        phases=tuple(replace(phase, name=_(phase.name), short=_(phase.short)) for phase in playbook.phases),
        groups=tuple(replace(group, name=_(group.name)) for group in playbook.groups),
        steps=tuple(replace(step, text=_(step.text), hint=_hint(step.hint)) for step in playbook.steps),
    )


def _hint(text: str) -> str:
    return BETWEEN.join(_(part.strip()) for part in text.split("|")) if text else text
