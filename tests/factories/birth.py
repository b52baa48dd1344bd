"""Declarations of births that are sound: what an ordinary family tells, and what changes in each case."""

from datetime import date
from typing import Any

from motcua.foundation.forms.places import Place, PlaceBook
from motcua.register.procedures.types import ProcedureVersion
from tests.factories.procedures import CATALOGUE, changed, procedure  # noqa: F401 -- others take it from here

FILED_ON = date(2026, 11, 20)

CITY = "Thành phố Hồ Chí Minh"
SAI_GON = Place("H29.26740", "Phường Sài Gòn", within=CITY)
TAN_DINH = Place("H29.26737", "Phường Tân Định", within=CITY)
BEN_NGHE_FORMER = Place("H29.760.26740", "Phường Bến Nghé", successors=(SAI_GON.code,), within=CITY)
DA_KAO_FORMER = Place("H29.760.26737", "Phường Đa Kao", successors=(TAN_DINH.code, SAI_GON.code), within=CITY)
PLACES = PlaceBook((SAI_GON, TAN_DINH, BEN_NGHE_FORMER, DA_KAO_FORMER))

_HOME = {"line": "12 Nguyễn Huệ", "commune": SAI_GON.code, "commune_now": SAI_GON.code}
_ORDINARY: dict[str, Any] = {
    "filer": {
        "relation": "mother",
        "full_name": "Trần Thị Mai",
        "born_on": "1996-04-12",
        "identity_kind": "personal-id",
        "personal_id": "079196004321",
        "residence_kind": "permanent",
        "residence": _HOME,
        "phone": "+84901234567",
        "email": "mai.tran@example.vn",
    },
    "child": {
        "situation": "ordinary",
        "proof": "paper",
        "full_name": "Nguyễn Minh An",
        "sex": "female",
        "born_on": "2026-11-02",
        "born_at": "09:05",
        "born_in": "health-facility",
        "birth_facility": "Bệnh viện Từ Dũ",
        "birth_place": {"line": "284 Cống Quỳnh", "commune": SAI_GON.code, "commune_now": SAI_GON.code},
        "ethnicity": "kinh",
        "nationality": "VN",
        "home_town": "Xã Cần Giờ, Thành phố Hồ Chí Minh",
    },
    "parents": {"marriage": "married", "marriage_number": "45/2023", "married_at": "UBND phường Bến Nghé, Quận 1"},
    "mother": {
        "full_name": "Trần Thị Mai",
        "born_on": "1996-04-12",
        "ethnicity": "kinh",
        "nationality": "VN",
        "identity_kind": "personal-id",
        "personal_id": "079196004321",
        "residence_kind": "permanent",
        "residence": _HOME,
    },
    "father": {
        "full_name": "Nguyễn Văn Bình",
        "born_on": "1994-09-30",
        "ethnicity": "kinh",
        "nationality": "VN",
        "identity_kind": "personal-id",
        "personal_id": "079094001234",
        "residence_kind": "permanent",
        "residence": _HOME,
    },
    "registration": {"at": "mother"},
    "result": {"copies": 2, "delivery": "counter"},
    "statement": {"true": True},
}


def birth_procedure() -> ProcedureVersion:
    """Return version 1 of the birth registration, read from the catalogue."""
    return procedure("1.001193")


def birth_declaration(**overrides: Any) -> dict[str, Any]:
    """
    Return a sound declaration of a birth, filed by the mother on time.

    Overrides name fields by path, dots as two underscores or in a spread mapping: `child__born_on="2026-08-01"`,
    `**{"child.proof": "witness"}`. A field set to None is left out.
    """
    return changed(_ORDINARY, **overrides)


def late_birth(**overrides: Any) -> dict[str, Any]:
    """A child declared more than 60 days after its birth."""
    return birth_declaration(**{"child__born_on": "2026-08-01", "fee__exemption": "none", **overrides})


def birth_of_unmarried_parents(**overrides: Any) -> dict[str, Any]:
    """A child whose parents are not married: the father's part stays empty."""
    changes = {"parents": {"marriage": "unmarried"}, "father": None, "registration": None}
    return birth_declaration(**{**changes, **overrides})


def abandoned_child(**overrides: Any) -> dict[str, Any]:
    """An abandoned child, declared by whoever cares for it."""
    changes = {
        "filer__relation": "carer",
        "child__situation": "abandoned",
        "child__proof": None,
        "child__cared_for_at": {"line": "38 Tú Xương", "commune": SAI_GON.code, "commune_now": SAI_GON.code},
        "parents": None,
        "mother": None,
        "father": None,
        "registration": None,
    }
    return birth_declaration(**{**changes, **overrides})


def birth_by_surrogacy(**overrides: Any) -> dict[str, Any]:
    """A child born by surrogacy to commissioning parents."""
    return birth_declaration(**{"child__situation": "surrogacy", **overrides})


def birth_filed_by_grandmother(**overrides: Any) -> dict[str, Any]:
    """A grandmother files: no authorisation, but agreed with the parents."""
    changes = {
        "filer__relation": "grandparent",
        "filer__agreed_with_parents": True,
        "filer__full_name": "Lê Thị Hoa",
        "filer__born_on": "1965",
        "filer__personal_id": "079165000077",
    }
    return birth_declaration(**{**changes, **overrides})


def birth_filed_by_authorised_person(*, close_relative: bool = False, **overrides: Any) -> dict[str, Any]:
    """A person whom the parents authorised files."""
    changes = {
        "filer__relation": "authorised",
        "filer__is_close_relative": close_relative,
        "filer__full_name": "Phạm Quốc Dũng",
        "filer__born_on": "1988-01-20",
        "filer__personal_id": "079088005555",
    }
    return birth_declaration(**{**changes, **overrides})
