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
