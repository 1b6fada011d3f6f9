"""The headers of exported lists that a person has named once, for instances in other words or another language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from models import settings
from models.servicenow import columns
from models.servicenow.rows import Rows
from models.store import Store


def known(store: Store, files: Sequence[Rows]) -> list[Rows]:
    """Return the files with the headers that a person has named once read as the fields that they are."""
    names: dict[str, str] = json.loads(settings.get(store, "servicenow.columns"))
    return [columns.rename(rows, names) for rows in files]


def remember(store: Store, names: Mapping[str, str]) -> None:
    """Remember which fields headers are, beside those that are known already; one undoable step.

    Args:
        store: the store.
        names: header, as `columns.unknown` gives it → field name.
    """
    before: dict[str, str] = json.loads(settings.get(store, "servicenow.columns"))
    settings.put(store, "servicenow.columns", json.dumps(before | dict(names), ensure_ascii=False, sort_keys=True))
