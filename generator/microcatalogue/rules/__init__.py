"""The rules of the catalogue: one pure generator a rule, registered with its wording, reason and examples."""

from . import counting, dates, learning, levels, outcomes, pathways, policies, references, status, texts
from .registry import Problem, Rule, all_rules, at, judge, rule

__all__ = [
    "Problem",
    "Rule",
    "all_rules",
    "at",
    "counting",
    "dates",
    "judge",
    "learning",
    "levels",
    "outcomes",
    "pathways",
    "policies",
    "references",
    "rule",
    "status",
    "texts",
]
