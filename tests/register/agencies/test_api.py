"""Agencies for programs: the tree on a day, who followed, which commune and which agency answer for a place."""

from tests.factories.dossiers import BIRTH, load_city
from tests.service.dossiers.api.programs import Program

ANYBODY = Program(token="", person="")


def test_the_tree_and_competence_are_told_to_anybody(db_city):
    load_city()
    wards = ANYBODY.get("/agencies").json()["items"]
    assert {each["code"] for each in wards} >= {"H29.26740", "H29.26743"}
    below = ANYBODY.get("/agencies?below=H29.26740").json()["items"]
    assert [each["kind"] for each in below] == ["one-stop", "police"]
    district = ANYBODY.get("/agencies/H29.760").json()
    assert not district["agency"]["exists"]
    assert {each["code"] for each in district["followed_by"]} & {each["code"] for each in wards}
    assert ANYBODY.get("/agencies/H29.760?on=2025-03-01").json()["agency"]["exists"]
    assert ANYBODY.get("/agencies/H99").json()["code"] == "no-such-agency"
    found = ANYBODY.get("/competent-commune?place=26740").json()
    assert (found["commune"], [each["code"] for each in found["candidates"]]) == ("H29.26740", ["H29.26740"])
    assert ANYBODY.get("/competent-commune?place=nowhere").json()["candidates"] == []
    decides = ANYBODY.get(f"/procedures/{BIRTH}/competent-agency?place=H29.26740").json()
    assert "H29.26740" in {each["agency"] for each in decides["agencies"]}
    assert ANYBODY.get("/procedures/9.999999/competent-agency?place=H29.26740").status_code == 404
    assert ANYBODY.get(f"/procedures/{BIRTH}/competent-agency").status_code == 400
    for names in ("sectors", "paper-types", "result-types"):
        first = ANYBODY.get(f"/{names}?limit=2").json()
        after = ANYBODY.get(first["next"].partition("/api/v1")[2]).json()
        assert len(first["items"]) == 2
        assert not {each["code"] for each in first["items"]} & {each["code"] for each in after["items"]}
