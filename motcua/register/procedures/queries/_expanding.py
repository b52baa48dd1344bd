"""From the short spelling of the catalogue's files to whole procedures: everything that is named is put in its place."""

from typing import Any

from motcua.register.procedures.queries._conditions import conditioned
from motcua.register.procedures.queries._declaring import Declaring
from motcua.register.procedures.queries._pointing import Steps, Where
from motcua.register.procedures.queries._reading import Document, Raw
from motcua.register.procedures.queries._shelves import Shelves
from motcua.register.procedures.types import Names

# What is spelled otherwise in the file than in the whole procedure.
SHORT = frozenset({"papers", "references", "uses"})


class Expanded:
    """A whole procedure, and where each part that was fetched from elsewhere comes from."""

    def __init__(self, procedure: Document, shelves: Shelves, names: Names, fees: Raw) -> None:
        self.procedure = procedure
        self.shelves = shelves
        self.names = names
        self.fees = fees
        self.origins: dict[Steps, Where] = {}
        self.raw = self._whole(procedure.raw)

    def origin(self, path: Steps) -> Where:
        """Return the place to mend for a fault at `path` of the whole procedure."""
        for length in range(len(path), 0, -1):
            known = self.origins.get(path[:length])
            if known is not None:
                return known.below(*path[length:])
        return self.procedure.where(*path)

    def _whole(self, raw: Raw) -> Raw:
        declaring = Declaring(self.procedure, self.shelves)
        whole: Raw = {
            **{key: value for key, value in raw.items() if key not in SHORT},
            "sector_name": self._sector(raw["sector"]),
            **self._subjects(raw.get("subjects", [])),
            "cases": [self._case(number, case) for number, case in enumerate(raw["cases"])],
            "steps": self._steps(raw["steps"]),
            "fees": self._fees(raw["fees"]),
            "results": self._results(raw["results"]),
            "competence": self._competence(raw["competence"]),
            "declaration": declaring.whole(),
            **({"parts": [self._part(part) for part in raw["parts"]]} if "parts" in raw else {}),
            **{key: self._notes(key, raw[key]) for key in ("requirements", "after_filing", "notes") if key in raw},
        }
        self.origins.update(declaring.origins)
        return whole

    def _note(self, path: Steps, rule: str, message: str) -> None:
        self.shelves.reader.note(self.procedure.where(*path), rule, message)

    def _sector(self, code: str) -> Raw:
        if code not in self.names.sectors:
            self._note(("sector",), "unknown-sector", f"there is no sector `{code}`")
            return {"vi": code}
        return _pair(self.names.sectors[code].name)

    def _subjects(self, codes: list[str]) -> Raw:
        found = []
        for number, code in enumerate(codes):
            if code in self.names.subject_types:
                found.append(self.names.subject_types[code])
            else:
                self._note(("subjects", number), "unknown-subject", f"there is no subject type `{code}`")
        whole: Raw = {"subjects": [_pair(one.name) for one in found]}
        if any(one.organisation for one in found):
            whole["organisations"] = True
        return whole

    def _case(self, number: int, case: Raw) -> Raw:
        papers: list[Raw] = []
        for code in case["papers"]:
            found = self._paper(code, ("cases", number, "papers"))
            if found is not None:
                paper, where = found
                self.origins["cases", number, "papers", len(papers)] = where
                papers.append({"code": code, **conditioned(paper, "show_when")})
        whole = {**conditioned(case, "applies_when"), "limit": _limit(case["limit"]), "papers": papers}
        if "limits" in case:
            whole["limits"] = [_channel_limit(one) for one in case["limits"]]
        return whole

    def _paper(self, code: str, asked_at: Steps) -> tuple[Raw, Where] | None:
        own = self.procedure.raw.get("papers", {}).get(code)
        here = self.procedure.where("papers", code)
        if own is None:
            return self.shelves.find("papers", code, self.procedure.where(*asked_at))
        if "use" not in own:
            return own, here
        found = self.shelves.find("papers", own["use"], here)
        return None if found is None else ({**found[0], **{k: v for k, v in own.items() if k != "use"}}, here)

    def _steps(self, steps: Any) -> list[Raw]:
        if isinstance(steps, list):
            return steps
        found = self.shelves.find("steps", steps["use"], self.procedure.where("steps"))
        if found is None:
            return []
        listed, where = found
        self.origins.update({("steps", number): where.below(number) for number in range(len(listed))})
        minutes = steps.get("minutes", {})
        for code in minutes:
            if code not in {step["code"] for step in listed}:
                self._note(("steps", "minutes", code), "unknown-step", f"`{steps['use']}` has no step `{code}`")
        return [{**step, "minutes": minutes.get(step["code"], step["minutes"])} for step in listed]

    def _part(self, part: Raw) -> Raw:
        return {
            **conditioned(part, "applies_when"),
            "limit": _limit(part["limit"]),
            "steps": self._steps(part["steps"]),
            "fees": self._fees(part.get("fees", [])),
            "results": self._results(part["results"]),
            "competence": self._competence(part["competence"]),
        }

    def _notes(self, key: str, notes: list[Any]) -> list[Raw]:
        whole: list[Raw] = []
        for number, note in enumerate(notes):
            if isinstance(note, dict):
                self.origins[key, len(whole)] = self.procedure.where(key, number)
                whole.append(note)
                continue
            found = self.shelves.find("notes", note, self.procedure.where(key, number))
            if found is not None:
                self.origins[key, len(whole)] = found[1]
                whole.append({"code": note, **found[0]})
        return whole

    def _fees(self, rules: list[Raw]) -> list[Raw]:
        found = []
        for number, rule in enumerate(rules):
            code = rule["fee"]
            if code not in self.fees:
                self._note(("fees", number), "unknown-fee", f"there is no fee `{code}` in the city's fees")
                continue
            own = {key: value for key, value in conditioned(rule, "due_when").items() if key != "fee"}
            found.append({**self.fees[code], **own})
        return found

    def _results(self, codes: list[str]) -> list[Raw]:
        results: list[Raw] = []
        for number, code in enumerate(codes):
            found = self.names.result_types.get(code)
            if found is None:
                self._note(("results", number), "unknown-result-type", f"there is no result type `{code}`")
                continue
            official = found.official_codes[0] if found.official_codes else code
            results.append({"code": official, "name": _pair(found.name), **_sources(found)})
        return results

    def _competence(self, competence: Raw) -> Raw:
        rules = []
        for number, rule in enumerate(competence["rules"]):
            whole = conditioned(rule, "applies_when")
            if "areas" in rule:
                here = self.procedure.where("competence", "rules", number)
                whole["areas"] = self.shelves.areas(rule["areas"], here)
            rules.append(whole)
        return {**competence, "rules": rules}


def _limit(limit: Raw) -> Raw:
    return {**limit, "cut_off": f"{limit['cut_off']}:00"} if "cut_off" in limit else limit


def _channel_limit(one: Raw) -> Raw:
    parts = {"amount", "unit", "cut_off"}
    limit = {key: value for key, value in one.items() if key in parts}
    return {**{key: value for key, value in one.items() if key not in parts}, "limit": _limit(limit)}


def _pair(text: Any) -> Raw:
    return {"vi": text.vi, "en": text.en}


def _sources(found: Any) -> Raw:
    source = {} if found.source is None else {"source": found.source}
    return {**source, "unverified": True} if found.unverified else source
