"""What is answered is what the document of the API says."""

import msgspec
from jsonschema import Draft202012Validator


def test_what_is_answered_is_what_the_document_says(mai, code, posts):
    from motcua.web import api  # noqa: PLC0415 -- Django is set up by now

    described = msgspec.json.decode(api.document())
    asked = {
        "/dossiers/{code}": (mai, f"/dossiers/{code}"),
        "/dossiers/{code}/timeline": (mai, f"/dossiers/{code}/timeline"),
        "/dossiers/{code}/why": (mai, f"/dossiers/{code}/why"),
        "/dossiers/mine": (mai, "/dossiers/mine"),
        "/queues": (posts["desk"], "/queues"),
        "/queues/{queue}": (posts["desk"], "/queues/to-receive"),
        "/dossiers/search": (posts["desk"], "/dossiers/search?q=mai"),
        "/tracking/{code}": (mai, f"/tracking/{code}"),
        "/procedures": (mai, "/procedures"),
        "/procedures/{code}": (mai, "/procedures/1.001193"),
        "/procedures/{code}/declaration-schema": (mai, "/procedures/1.001193/declaration-schema"),
    }
    assert posts["desk"].act(code, "receive").status_code == 200
    for path, (who, address) in asked.items():
        answer = who.get(address)
        assert answer.status_code == 200, path
        _check(described, described["paths"][f"/api/v1{path}"]["get"]["responses"]["200"], answer)
    refused = mai.post("/dossiers", {"procedure": "1.001193", "declaration": {}})
    _check(described, described["paths"]["/api/v1/dossiers"]["post"]["responses"]["422"], refused)


def _check(described, response, answer):
    kind = answer["Content-Type"]
    shape = {**response["content"][kind]["schema"], "components": described["components"]}
    Draft202012Validator(shape).validate(answer.json())
