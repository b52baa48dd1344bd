"""What the law and the catalogue say of one declaration, and when a version may be published."""

from motcua.register.procedures.rules.charging import fees_due
from motcua.register.procedures.rules.choosing import (
    asked_papers,
    case_of,
    competence_problem,
    competent_agency,
    limit_of,
    must_be_offered,
    papers_of,
    rule_of,
)
from motcua.register.procedures.rules.guiding import asks_for_own_track, is_on_own_track
from motcua.register.procedures.rules.linking import as_part, parts_of
from motcua.register.procedures.rules.national import content_of, differences, numbered, version_of
from motcua.register.procedures.rules.publishing import body_of, decide_publication, digest_of, following
from motcua.register.procedures.rules.serving import at_counter
from motcua.register.procedures.rules.sound import Known, faults_of
from motcua.register.procedures.rules.sound_form import form_faults
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
    "asks_for_own_track",
    "at_counter",
    "body_of",
    "case_of",
    "competence_problem",
    "competent_agency",
    "content_of",
    "count_sources",
    "decide_publication",
    "differences",
    "digest_of",
    "faults_of",
    "faults_of_names",
    "fees_due",
    "following",
    "form_faults",
    "is_on_own_track",
    "limit_of",
    "must_be_offered",
    "numbered",
    "other_papers",
    "papers_added",
    "papers_of",
    "parts_of",
    "rule_of",
    "typical_fees",
    "typical_papers",
    "version_of",
]
