"""Field names of ServiceNow's tables and the labels that lists and forms show for them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LABELS: Final = MappingProxyType(
    {
        "number": ("Number",),
        "parent": ("Parent",),
        "company": ("Company", "Account", "Customer"),
        "short_description": ("Short description",),
        "state": ("State", "Status"),
        "priority": ("Priority",),
        "assigned_to": ("Assigned to",),
        "opened_at": ("Opened",),
        "closed_at": ("Closed",),
        "sys_created_on": ("Created",),
        "sys_updated_on": ("Updated",),
        "work_notes": ("Work notes",),
        "change_request": ("Change request",),
        "start_date": ("Planned start date",),
        "end_date": ("Planned end date",),
        "planned_start_date": (),
        "planned_end_date": (),
    }
)
"""Field name → its labels, the usual one first."""

_NAMES: Final = {label.casefold(): name for name, labels in LABELS.items() for label in labels}


def field_name(header: str) -> str:
    """Return the field that a column header names, by name or by label; an unknown header is its own name."""
    word = " ".join(header.split()).casefold()
    return _NAMES.get(word, word)


def label(name: str) -> str:
    """Return the usual label of a field, for messages: "Short description"."""
    labels = LABELS.get(name, ())
    return labels[0] if labels else name.replace("_", " ").capitalize()
