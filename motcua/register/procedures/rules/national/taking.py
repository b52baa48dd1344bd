"""Which parts of a record are taken, which say nothing of their own, and which are not taken yet."""

from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.types import Outcome

TAKEN = frozenset({
    "code", "codeNotation", "name", "executionSteps", "executionMethods", "description", "executionCases", "state",
    "isInternal", "type", "isWard", "isProvince", "isMinistry", "isOtherAgency", "isVertical", "isFullProcess", "note",
    "keywords", "categoriesDetails", "departmentsExecuting", "unitGroupsExecuting", "legalBasisesDetails", "resultsDetails",
    "subjectTypesDetails", "departmentPromulgateCode", "departmentPromulgateName", "cases", "executingAgencies",
    "dossierReceivingAddresses", "requirementsAndConditions", "procedureProposal", "isOfflineOnly", "isNonTerritorial",
})  # fmt: skip
# The portal's own ids and moments, and names that stand at length in a part beside them.
SAYS_NOTHING = frozenset({
    "id", "createdAt", "updatedAt", "category", "isUndetermined", "isSharedService", "formalityType", "categoryIds",
    "serviceGroupIds", "legalBasisIds", "resultIds", "subjectTypeIds", "departmentExecutingIds", "departmentAuthorityIds",
    "departmentAuthorizedIds", "departmentCoordinatingIds", "unitGroupExecutingIds", "unitGroupAuthorityIds",
    "unitGroupAuthorizedIds", "unitGroupCoordinatingIds", "departmentPromulgateId",
})  # fmt: skip
NOT_TAKEN = frozenset({
    "decisionNo", "formalityTargetType", "departmentDetails", "departmentsAuthority", "departmentsAuthorized",
    "departmentsCoordinating", "unitGroupsAuthority", "unitGroupsAuthorized", "unitGroupsCoordinating",
    "serviceGroupsDetails", "fees", "profileComponents", "targetObjects", "authorizedAgencies", "delegatedAgencies",
    "coordinatingAgencies", "procedureRelatedGroup", "returningMethods",
})  # fmt: skip
_EMPTY: tuple[object, ...] = (None, "", [], {}, False)


@house_rule("Nothing of a record is dropped without saying so.")
def note_unused(raw: Raw) -> None:
    """Say which parts of a record are not taken, known ones and strangers."""
    for key, value in raw.values.items():
        if key in TAKEN or key in SAYS_NOTHING or value in _EMPTY:
            continue
        if key in NOT_TAKEN:
            raw.remarks.add("not-taken", Outcome.DROPPED, key, "this part of records is not taken yet")
        else:
            raw.remarks.add("unknown-field", Outcome.DROPPED, str(key)[:80], "a part that is not known here")
    forms = [
        file.text("fileName")
        for case in raw.rows("executionCases")
        for paper in case.rows("profileComponents")
        for file in paper.rows("attachments")
    ]
    if forms:
        message = f"{len(forms)} files of forms ({', '.join(forms)[:200]}): the record has their names alone"
        raw.remarks.add("form-files", Outcome.DROPPED, "executionCases", message)
