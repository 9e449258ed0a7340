"""A workplace and what is known about it in, everything that is wrong or doubtful in its file out (facts Part 5).

The rules stand in the modules that end in ``_rules``; each is a function that takes a Case and yields findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model.kit import PlannedDate
from ..model.organisation import Organisation
from ..model.themes import Catalogue
from ..model.workplace import Workplace
from . import date_rules, group_rules, people_rules, plan_rules, theme_rules
from .finding import Case, Finding
from .organisation_rules import organisation_findings

__all__ = ["RULES", "Finding", "findings", "organisation_findings"]

Rule = Callable[[Case], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    *theme_rules.RULES,
    *date_rules.RULES,
    *people_rules.RULES,
    *group_rules.RULES,
    *plan_rules.RULES,
)


def findings(
    workplace: Workplace,
    organisation: Organisation,
    catalogue: Catalogue,
    content_languages: Sequence[str],
    dates: Mapping[str, PlannedDate],
) -> tuple[Finding, ...]:
    """Every finding, errors first. ``dates`` is what ``plan_dates`` returned for the same workplace."""
    case = Case(workplace, organisation, catalogue, content_languages, dates)
    found = [finding for rule in RULES for finding in rule(case)]
    return tuple(sorted(found, key=lambda f: not f.error))
