"""Says how many engagements have new findings after a setting was changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from models.texts import _, ngettext
from ui.context import Context

Found = dict[int, frozenset[tuple[str, str]]]


class FindingsWatch(QObject):
    """Compares the findings before a change with those once every engagement was looked at again."""

    def __init__(self, context: Context, show: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._show = show
        self._before: Found | None = None
        context.portfolio.listed.connect(self._compare)

    def begin(self) -> None:
        """Remember the findings before a change."""
        self._before = self._found()

    def end(self) -> None:
        """Compare now where nothing is waiting to be looked at again."""
        if self._context.portfolio.complete:
            self._compare()

    def _compare(self) -> None:
        before, self._before = self._before, None
        if before is None:
            return
        count = sum(1 for id_, found in self._found().items() if found - before.get(id_, frozenset()))
        if count:
            words = ngettext("{count} engagement has new findings", "{count} engagements have new findings", count)
            self._context.notices.tell(words.format(count=count), _("Show"), self._show)

    def _found(self) -> Found:
        assessed = ((item.id, self._context.portfolio.attention(item.id)) for item in self._context.portfolio.loaded())
        return {
            id_: frozenset((finding.rule, finding.severity) for finding in state.findings)
            for id_, state in assessed
            if state is not None
        }
