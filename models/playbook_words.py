"""A playbook in the interface language: what is written in English in its file, in the words of the catalogue."""

from __future__ import annotations

from msgspec.structs import replace

from models.playbook import Limits, Playbook
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


def limits_line(limits: Limits) -> str:
    """Return the limits that people ask for in one line, as the playbook has them."""
    parts = (
        _("Planned end {hours} h after planned start").format(hours=limits.prod_window_minutes // 60),
        _("business impact {low} to {high} h").format(
            low=limits.impact_min_minutes // 60, high=limits.impact_max_minutes // 60
        ),
        _("client validation {days} days").format(days=limits.validation_days),
        _("Best Practices within {days} working days").format(days=limits.best_practices_limit_days),
        _("same-night warning {hours} h").format(hours=limits.same_night_minutes // 60),
    )
    return ", ".join(parts) + ". " + _("A change applies to new engagements")


def _hint(text: str) -> str:
    return BETWEEN.join(_(part.strip()) for part in text.split("|")) if text else text
