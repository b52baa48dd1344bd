"""The articles that the lifecycle's rules apply, named once."""

from motcua.foundation.law.citations import Citation, HouseRule

ONE_STOP = Citation(act="118-2025-nd-cp")
RECEPTION = Citation(act="118-2025-nd-cp", article="17")
FORMS = Citation(act="03-2025-tt-vpcp")
INDEX_766 = Citation(act="766-qd-ttg")
BIRTH_RECORD = Citation(act="163-qd-btp")

CHECKED_BEFORE_SIGNING = Citation(act="30-2020-nd-cp", article="12")
SIGNING = Citation(act="30-2020-nd-cp", article="13")

PAUSE_IS_THE_APPLICANTS = HouseRule(
    "While the applicant has to act, the agency cannot, so the time is written to the applicant and does not count."
)
ONE_AT_A_TIME = HouseRule("A dossier waits for one thing at a time, so that everybody sees who has to act.")
HOLDER_WORKS = HouseRule("Whoever holds the dossier works on it, so that two officials never decide it apart.")
ONE_ROUND = HouseRule(
    "A draft goes one way at a time, and everybody in it sees the same version, so that what is signed is what was read."
)
UNDO_UNTIL_OPENED = HouseRule("A mistake may be taken back until somebody has built on it.")
REASON_IS_OWED = HouseRule("Whoever is told no, or asked for more, is told why.")
"""A reason in writing is asked by the forms of both circulars (02, 03, 05); that it may not be empty is ours."""
