"""From the short spelling of the catalogue's files to whole procedures: blocks, lists, papers and fees by name."""

from pathlib import Path
from typing import Any

from motcua.foundation.law.documents import Findings, Section, read_document
from motcua.register.procedures.queries._pointing import Steps, Where, point

Raw = dict[str, Any]


SOURCES: tuple[str, ...] = ("source", "unverified")


class Expanded:
    """A whole procedure, and where each part that was fetched from elsewhere comes from."""

    def __init__(self, raw: Raw, section: Section, findings: Findings) -> None:
        self.raw = raw
        self.section = section
        self.findings = findings
        self._origins: dict[Steps, Where] = {}

    def came_from(self, path: Steps, where: Where) -> None:
        self._origins[path] = where

    def origin(self, path: Steps) -> Where:
        """Return the place to mend for a fault at `path` of the whole procedure."""
        for length in range(len(path), 0, -1):
            known = self._origins.get(path[:length])
            if known is not None:
                return Where(known.section, (*known.path, *path[length:]), known.file)
        return Where(self.section, path)


def expand(raw: Raw, section: Section, folder: Path, fees: dict[str, Raw], findings: Findings) -> Expanded:
    """Return the whole procedure; a name that points to nothing is noted."""
    whole = {key: value for key, value in raw.items() if key not in {"papers", "references"}}
    expanded = Expanded(whole, section, findings)
    whole["cases"] = _cases(raw, expanded)
    whole["fees"] = _fees(raw, fees, expanded)
    if "competence" in raw:
        rules = [conditioned(rule, "applies_when") for rule in raw["competence"]["rules"]]
        whole["competence"] = {**raw["competence"], "rules": rules}
    declaration = raw["declaration"]
    whole["declaration"] = {
        "code": f"{raw['code']}.v{raw['version']}",
        "pages": _pages(declaration["pages"], folder, expanded),
        "lists": {name: _list(value, name, folder, expanded) for name, value in declaration.get("lists", {}).items()},
    }
    return expanded


def condition(short: Raw) -> Raw:
    """Return a condition in full: `{field: a, equals: b}` becomes `{is: equals, field: a, value: b}`."""
    for name in ("all", "any"):
        if name in short:
            return {"is": name, "of": [condition(one) for one in short[name]]}
    if "not" in short:
        return {"is": "not", "of": condition(short["not"])}
    field = short["field"]
    if "equals" in short:
        return {"is": "equals", "field": field, "value": short["equals"]}
    if "in" in short:
        return {"is": "in", "field": field, "values": short["in"]}
    if "more_days_before" in short:
        return {"is": "more-days-before", "field": field, "days": short["more_days_before"], "of": short.get("of", "")}
    empty = {"is": "empty", "field": field}
    return empty if short["empty"] else {"is": "not", "of": empty}


def conditioned(raw: Raw, *names: str) -> Raw:
    """Return `raw` with the conditions under `names` in full."""
    return {key: condition(value) if key in names else value for key, value in raw.items()}


def _cases(raw: Raw, expanded: Expanded) -> list[Raw]:
    papers = raw.get("papers", {})
    cases = []
    for number, case in enumerate(raw["cases"]):
        listed: list[Raw] = []
        for code in case["papers"]:
            if code not in papers:
                message = f"there is no paper `{code}` under `papers`"
                _note(expanded, ("cases", number), "unknown-paper", message)
                continue
            expanded.came_from(("cases", number, "papers", len(listed)), Where(expanded.section, ("papers", code)))
            listed.append({"code": code, **conditioned(papers[code], "show_when")})
        limit = dict(case["limit"])
        if "cut_off" in limit:
            limit["cut_off"] += ":00"
        cases.append({**conditioned(case, "applies_when"), "limit": limit, "papers": listed})
    return cases


def _fees(raw: Raw, fees: dict[str, Raw], expanded: Expanded) -> list[Raw]:
    found = []
    for number, rule in enumerate(raw["fees"]):
        code = rule["fee"]
        if code not in fees:
            _note(expanded, ("fees", number), "unknown-fee", f"there is no fee `{code}` in the city's fees")
            continue
        own = {key: value for key, value in conditioned(rule, "due_when").items() if key != "fee"}
        found.append({**fees[code], **own})
    return found


def _pages(pages: list[Raw], folder: Path, expanded: Expanded) -> list[Raw]:
    built = []
    for page_number, page in enumerate(pages):
        inherited = {key: page[key] for key in SOURCES if key in page}
        fields: list[Raw] = []
        for number, entry in enumerate(page["fields"]):
            here = Where(expanded.section, ("declaration", "pages", page_number, "fields", number))
            for field, where in _fields(entry, here, folder, expanded):
                expanded.came_from(("declaration", "pages", page_number, "fields", len(fields)), where)
                own = {} if "source" in field or "unverified" in field else inherited
                fields.append({**own, **field})
        rest = {key: value for key, value in page.items() if key not in {"source", "unverified", "fields"}}
        built.append({**conditioned(rest, "show_when"), "fields": fields})
    return built


def _fields(entry: Raw, here: Where, folder: Path, expanded: Expanded) -> list[tuple[Raw, Where]]:
    if "block" not in entry:
        return [(_field(entry), here)]
    path = folder / "_blocks" / f"{entry['block']}.yaml"
    if not path.is_file():
        _note(expanded, here.path, "unknown-block", f"there is no block `{entry['block']}`")
        return []
    procedure = expanded.findings.file
    section = read_document(path, expanded.findings)
    expanded.findings.file = procedure
    changes, left_out = entry.get("change", {}), entry.get("leave_out", [])
    known = [field["code"] for field in section.raw("fields") or []]
    for name in (*changes, *left_out):
        if name not in known:
            _note(expanded, here.path, "unknown-field", f"block `{entry['block']}` has no field `{name}`")
    fields = []
    for number, field in enumerate(section.raw("fields") or []):
        if field["code"] in left_out:
            continue
        moved = _moved(field, entry["at"], known)
        shared = {key: entry[key] for key in SOURCES if key in entry and not set(SOURCES) & set(moved)}
        same = (
            {"same_as": f"{entry['same_as']}.{field['code']}", "same_when": entry["same_when"]}
            if "same_as" in entry
            else {}
        )
        if field["code"] in entry.get("never_same", []):
            same = {}
        change = _moved_conditions(changes.get(field["code"], {}), "", [])
        fields.append(
            (_field({**moved, **shared, **same, **change}), Where(section, ("fields", number), path.as_posix()))
        )
    return fields


def _field(raw: Raw) -> Raw:
    full = conditioned(raw, "show_when", "same_when")
    if "columns" in full:
        full["columns"] = [_field(column) for column in full["columns"]]
    return full


def _moved(field: Raw, at: str, known: list[str]) -> Raw:
    moved = {**field, "code": f"{at}.{field['code']}"}
    if "agrees_with" in moved:
        moved["agrees_with"] = {
            key: f"{at}.{value}" if value in known else value for key, value in moved["agrees_with"].items()
        }
    return _moved_conditions(moved, at, known)


def _moved_conditions(raw: Raw, at: str, known: list[str]) -> Raw:
    def move(short: Any) -> Any:
        if isinstance(short, dict):
            return {
                key: f"{at}.{value}" if key in {"field", "of"} and value in known else move(value)
                for key, value in short.items()
            }
        return [move(one) for one in short] if isinstance(short, list) else short

    return {key: move(value) if key == "show_when" else value for key, value in raw.items()}


def _list(value: Any, name: str, folder: Path, expanded: Expanded) -> list[Raw]:
    if isinstance(value, list):
        return value
    path = folder / "_lists" / f"{value['file']}.yaml"
    if not path.is_file():
        _note(expanded, ("declaration", "lists", name), "unknown-list", f"there is no list `{value['file']}`")
        return []
    procedure = expanded.findings.file
    section = read_document(path, expanded.findings)
    expanded.findings.file = procedure
    options: list[Raw] = section.raw("options") or []
    return options


def _note(expanded: Expanded, path: Steps, rule: str, message: str) -> None:
    point(Where(expanded.section, path), rule, message, expanded.findings)
