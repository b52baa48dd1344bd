"""What the law and the catalogue say of one declaration, and when a version may be published."""

from motcua.register.procedures.rules.choosing import (
    asked_papers,
    case_of,
    competence_problem,
    competent_commune,
    fees_due,
    limit_of,
    papers_of,
)
from motcua.register.procedures.rules.publishing import body_of, decide_publication, digest_of
from motcua.register.procedures.rules.sound import Fault, count_sources, faults_of
from motcua.register.procedures.rules.telling import (
    amount_on,
    other_papers,
    papers_added,
    typical_fees,
    typical_papers,
)

__all__ = [
    "Fault",
    "amount_on",
    "asked_papers",
    "body_of",
    "case_of",
    "competence_problem",
    "competent_commune",
    "count_sources",
    "decide_publication",
    "digest_of",
    "faults_of",
    "fees_due",
    "limit_of",
    "other_papers",
    "papers_added",
    "papers_of",
    "typical_fees",
    "typical_papers",
]
