"""The rules: pure functions over one engagement and a moment; limits are the playbook's (PRODUCT, "Rules")."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from models import stages
from models.records import Dossier
from models.rules import before_prod, best_practices, prod_dates, questions, read_backs, scheduling, team
from models.rules.finding import ORDER, Finding
from models.rules.team import portfolio_findings

__all__ = ["RULES", "Finding", "findings", "portfolio_findings"]

Rule = Callable[[Dossier, datetime], Iterable[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    before_prod.clone_password_changed,
    before_prod.dev_upgrade_long,
    before_prod.results_told_early,
    before_prod.validation_too_long,
    before_prod.reminder_due,
    before_prod.prod_before_validation,
    before_prod.holiday,
    prod_dates.roadmap_differs,
    prod_dates.clock_change,
    prod_dates.zone_data,
    prod_dates.zone_unconfirmed,
    prod_dates.same_night,
    read_backs.planned_end,
    read_backs.read_back_differs,
    read_backs.not_read_back,
    scheduling.etiu03_open,
    scheduling.best_practices_ticket,
    scheduling.support_week_ticket,
    scheduling.already_scheduled,
    scheduling.calendar,
    best_practices.best_practices_late,
    best_practices.best_practices_early,
    best_practices.skip_not_approved,
    best_practices.best_practices_ticket_open,
    team.text_out_of_date,
    team.lead_not_told,
    team.prod_unconfirmed,
    team.no_prod_date,
    team.billable_first,
    questions.long_question,
)


def findings(dossier: Dossier, now: datetime) -> tuple[Finding, ...]:
    """Return what every rule says at a moment, errors first; nothing about one that is done, archived or deleted."""
    engagement = dossier.engagement
    if engagement.archived_utc or engagement.deleted_utc or stages.is_done(dossier, now):
        return ()
    found = [finding for rule in RULES for finding in rule(dossier, now)]
    return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))
