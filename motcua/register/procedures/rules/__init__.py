"""What the law and the catalogue say of one declaration, and when a version may be published."""

from motcua.register.procedures.rules.charging import fees_due
from motcua.register.procedures.rules.choosing import (
    asked_papers,
    case_of,
    competence_problem,
    competent_agency,
    limit_of,
    papers_of,
    rule_of,
)
from motcua.register.procedures.rules.linking import as_part, parts_of
from motcua.register.procedures.rules.publishing import body_of, decide_publication, digest_of
from motcua.register.procedures.rules.serving import at_counter
from motcua.register.procedures.rules.sound import Known, faults_of
from motcua.register.procedures.rules.sound_names import faults_of_names
from motcua.register.procedures.rules.sound_values import Fault, count_sources
from motcua.register.procedures.rules.telling import (
    amount_on,
    other_papers,
    papers_added,
    typical_fees,
    typical_papers,
)

__all__ = [
    "Fault",
    "Known",
    "amount_on",
    "as_part",
    "asked_papers",
    "at_counter",
    "body_of",
    "case_of",
    "competence_problem",
    "competent_agency",
    "count_sources",
    "decide_publication",
    "digest_of",
    "faults_of",
    "faults_of_names",
    "fees_due",
    "limit_of",
    "other_papers",
    "papers_added",
    "papers_of",
    "parts_of",
    "rule_of",
    "typical_fees",
    "typical_papers",
]
