"""Sound declarations of procedures other than births, one of each."""

from typing import Any

from tests.factories.birth import SAI_GON, TAN_DINH

HOME = {"line": "12 Nguyễn Huệ", "commune": SAI_GON.code, "commune_now": SAI_GON.code}

PERSON = {
    "full_name": "Trần Thị Mai",
    "born_on": "1996-04-12",
    "identity_kind": "personal-id",
    "personal_id": "079196004321",
    "residence_kind": "permanent",
    "residence": HOME,
}

COPIES: dict[str, Any] = {
    "filer": {
        "kind": "person",
        "full_name": "Trần Thị Mai",
        "born_on": "1996-04-12",
        "identity_kind": "personal-id",
        "personal_id": "079196004321",
        "phone": "+84901234567",
    },
    "documents": [
        {"name": "Bằng tốt nghiệp đại học", "pages": 1, "copies": 3},
        {"name": "Hợp đồng thuê nhà", "pages": 5, "copies": 2},
    ],
    "papers": {"foreign": "none"},
    "visit": {"at": {"line": "", "commune": TAN_DINH.code, "commune_now": TAN_DINH.code}},
    "statement": {"originals": True},
}

CREMATION: dict[str, Any] = {
    "filer": {
        "capacity": "relative",
        "kinship": "child",
        "full_name": "Trần Thị Mai",
        "born_on": "1976-04-12",
        "identity_kind": "personal-id",
        "personal_id": "079176004321",
        "residence_kind": "permanent",
        "residence": HOME,
        "phone": "+84901234567",
    },
    "deceased": {
        "died_on": "2026-11-01",
        "full_name": "Trần Văn Ba",
        "born_on": "1940",
        "identity_kind": "personal-id",
        "personal_id": "079040000123",
        "residence_kind": "permanent",
        "residence": HOME,
        "death_registered": "in-city",
        "group": "resident",
    },
    "cremation": {
        "facility": "Trung tâm hỏa táng Bình Hưng Hòa",
        "on": "2026-11-04",
        "invoice": "kept",
        "invoice_number": "0001234",
        "paid_vnd": 4_500_000,
    },
    "payout": {"way": "cash"},
    "statement": {"true": True},
}

SOCIAL_PENSION: dict[str, Any] = {
    "request": {"kind": "grant"},
    "filer": {
        "for": "self",
        "full_name": "Trần Văn Ba",
        "born_on": "1940",
        "identity_kind": "personal-id",
        "personal_id": "079040000123",
        "residence_kind": "permanent",
        "residence": HOME,
        "phone": "+84901234567",
    },
    "concerned": {"sex": "male", "ethnicity": "kinh", "age_group": "aged-75"},
    "pension": {"has": False},
    "allowance": {"has": False},
    "payout": {"way": "cash"},
    "statement": {"true": True},
}

BUSINESS: dict[str, Any] = {
    "business": {
        "founder": "person",
        "name": "Tạp hóa Mai Anh",
        "head_office": HOME,
        "phone": "+84901234567",
        "capital_vnd": 50_000_000,
        "employees": 2,
        "starts_on": "2026-12-01",
    },
    "filer": {"role": "owner", **PERSON, "phone": "+84901234567"},
    "owner": {"sex": "female", "ethnicity": "kinh", "nationality": "VN"},
    "lines": [{"name": "Bán lẻ hàng tạp hóa"}],
    "tax": {"elsewhere": False},
    "office": {"choice": "head-office"},
    "result": {"delivery": "counter"},
    "statement": {"may_found": True, "true": True},
}

PERMANENT_RESIDENCE: dict[str, Any] = {
    "filer": {"role": "self", **PERSON, "phone": "+84901234567"},
    "concerned": {
        "sex": "female",
        "lives_abroad": False,
        "nationality_by": "birth",
        "leaves_barracks": "none",
    },
    "consent": {"minor": "none"},
    "dwelling": {"at": HOME, "basis": "family", "owner": "Nguyễn Văn Bình"},
    "household": {
        "place": "existing",
        "head": "Nguyễn Văn Bình",
        "head_id": "079094001234",
        "relation": "spouse",
        "others": False,
    },
    "kin": {"registered": True},
    "fee": {"exemption": "none"},
    "statement": {"true": True},
}

TEMPORARY_RESIDENCE: dict[str, Any] = {
    "stay": {"kind": "household", "from": "2026-11-25", "until": "2028-11-24"},
    "filer": {"role": "self", **PERSON, "phone": "+84901234567"},
    "concerned": {"sex": "female", "minor": "none", "nationality_by": "birth"},
    "dwelling": {"at": HOME, "basis": "rented", "owner": "Nguyễn Văn Bình"},
    "household": {"place": "own", "others": False},
    "fee": {"exemption": "none"},
    "statement": {"true": True},
}

DEATH: dict[str, Any] = {
    "filer": {"relation": "child", **PERSON, "phone": "+84901234567"},
    "deceased": {
        "died_on": "2026-11-15",
        "died_at": "21:30",
        "death_place": HOME,
        "cause": "Tuổi già",
        "proof": "paper",
        "sex": "male",
        "full_name": "Trần Văn Ba",
        "born_on": "1940",
        "ethnicity": "kinh",
        "nationality": "VN",
        "identity_kind": "personal-id",
        "personal_id": "079040000123",
        "residence_kind": "permanent",
        "residence": {"line": "9 Trần Quang Khải", "commune": TAN_DINH.code, "commune_now": TAN_DINH.code},
    },
    "notice": {"number": "15/2026", "issued_by": "Bệnh viện Chợ Rẫy", "issued_on": "2026-11-15"},
    "result": {"copies": 0, "delivery": "counter"},
    "statement": {"true": True},
}

MARRIAGE: dict[str, Any] = {
    "filer": {"side": "wife", **PERSON, "phone": "+84901234567"},
    "wife": {"ethnicity": "kinh", "nationality": "VN", "before": "never"},
    "husband": {
        "full_name": "Nguyễn Văn Bình",
        "born_on": "1994-09-30",
        "ethnicity": "kinh",
        "nationality": "VN",
        "identity_kind": "personal-id",
        "personal_id": "079094001234",
        "residence_kind": "permanent",
        "residence": {"line": "9 Trần Quang Khải", "commune": TAN_DINH.code, "commune_now": TAN_DINH.code},
        "before": "never",
    },
    "registration": {"at": "wife"},
    "result": {"copies": 0},
    "statement": {"willing": True, "together": True, "true": True},
}

EXTRACTS: dict[str, Any] = {
    "filer": {"kind": "person", "relation": "self", **PERSON, "phone": "+84901234567"},
    "extracts": [
        {"kind": "birth", "registered_at": "UBND phường Bến Nghé, Quận 1", "registered_on": "1996", "copies": 3},
        {"kind": "marriage", "registered_at": "UBND phường Tân Định", "copies": 2},
    ],
    "office": {"choice": "residence"},
    "result": {"delivery": "counter"},
    "statement": {"true": True},
}

MARITAL_STATUS: dict[str, Any] = {
    "filer": {"relation": "self", **PERSON, "phone": "+84901234567"},
    "concerned": {
        "sex": "female",
        "ethnicity": "kinh",
        "nationality": "VN",
        "status": "never",
        "lived_elsewhere": False,
    },
    "request": {"kind": "first"},
    "purpose": {"kind": "marriage", "marry_at": "UBND phường Sài Gòn"},
    "partner": {
        "full_name": "Nguyễn Văn Bình",
        "born_on": "1994-09-30",
        "nationality": "VN",
        "identity_kind": "personal-id",
        "personal_id": "079094001234",
    },
    "fee": {"exemption": "none"},
    "result": {"delivery": "counter"},
    "statement": {"true": True},
}

LINKED_BIRTH: dict[str, Any] = {
    "filer": {
        **PERSON,
        "phone": "+84901234567",
        "relation": "parent",
    },
    "child": {
        "proof": "facility",
        "full_name": "Nguyễn Minh An",
        "sex": "male",
        "born_on": "2026-11-20",
        "ethnicity": "kinh",
        "birthplace": "Bệnh viện Từ Dũ, phường Bến Thành",
        "home_town": "Thành phố Hồ Chí Minh",
        "household": "parents",
        "home": HOME,
        "householder": "Nguyễn Văn Bình",
        "hospital": "Trạm y tế phường Sài Gòn",
    },
    "mother": {**PERSON, "ethnicity": "kinh", "nationality": "VN"},
    "father": {"declared": False},
    "result": {"delivery": "counter"},
    "statement": {"true": True},
}
