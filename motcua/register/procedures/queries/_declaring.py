"""A procedure's declaration in full: the pages of a common declaration, blocks of fields, lists of answers."""

from motcua.register.procedures.queries._conditions import conditioned, moved
from motcua.register.procedures.queries._pointing import Steps, Where
from motcua.register.procedures.queries._reading import Document, Raw
from motcua.register.procedures.queries._shelves import Shelves

SOURCES: tuple[str, ...] = ("source", "unverified")
Placed = list[tuple[Raw, Where]]


class Declaring:
    """Makes one procedure's declaration whole, and remembers where each page and field came from."""

    def __init__(self, procedure: Document, shelves: Shelves) -> None:
        self.raw: Raw = procedure.raw["declaration"]
        self.here = procedure.where("declaration")
        self.code = f"{procedure.raw['code']}.v{procedure.raw['version']}"
        self.shelves = shelves
        self.origins: dict[Steps, Where] = {}
        self._common: set[str] = set()

    def whole(self) -> Raw:
        """Return the declaration as the form that it is."""
        pages = [self._page(number, page, where) for number, (page, where) in enumerate(self._pages())]
        for name in (*self.raw.get("change", {}), *self.raw.get("leave_out", [])):
            if name not in self._common:
                message = f"the common declaration has no page or field `{name}`"
                self.shelves.reader.note(self.here, "unknown-field", message)
        return {"code": self.code, "pages": pages, "lists": self._lists(pages)}

    def _pages(self) -> Placed:
        own: Placed = [
            (page, self.here.below("pages", number)) for number, page in enumerate(self.raw.get("pages", []))
        ]
        if "uses" not in self.raw:
            return own
        found = self.shelves.find("declarations", self.raw["uses"], self.here.below("uses"))
        if found is None:
            return own
        common, where = found
        pages: Placed = []
        for number, page in enumerate(common["pages"]):
            if "own_pages" in page:
                pages.extend(own)
                continue
            self._common.add(page["code"])
            if page["code"] not in self.raw.get("leave_out", []):
                pages.append((page, where.below("pages", number)))
        return pages

    def _page(self, place: int, page: Raw, where: Where) -> Raw:
        inherited = {key: page[key] for key in SOURCES if key in page}
        common = where.file != self.here.file
        fields: list[Raw] = []
        for number, entry in enumerate(page["fields"]):
            for field, origin in self._fields(entry, where.below("fields", number)):
                if common:
                    self._common.add(field["code"])
                    if field["code"] in self.raw.get("leave_out", []):
                        continue
                self.origins["declaration", "pages", place, "fields", len(fields)] = origin
                own = {} if set(SOURCES) & set(field) else inherited
                fields.append({**own, **field, **(self._changed(field["code"]) if common else {})})
        self.origins["declaration", "pages", place] = where
        rest = {key: value for key, value in page.items() if key not in {*SOURCES, "fields"}}
        changed = self._changed(page["code"]) if common else {}
        return {**conditioned(rest, "show_when"), **changed, "fields": fields}

    def _changed(self, code: str) -> Raw:
        return conditioned(self.raw.get("change", {}).get(code, {}), "show_when", "same_when")

    def _fields(self, entry: Raw, here: Where) -> Placed:
        if "block" not in entry:
            return [(_whole(entry), here)]
        block = self.shelves.block(entry["block"], here)
        if block is None:
            return []
        known = [field["code"] for field in block.raw["fields"]]
        changes, left_out = entry.get("change", {}), entry.get("leave_out", [])
        for name in (*changes, *left_out):
            if name not in known:
                message = f"block `{entry['block']}` has no field `{name}`"
                self.shelves.reader.note(here, "unknown-field", message)
        return [
            (self._of_block(entry, field, changes.get(field["code"], {}), known), block.where("fields", number))
            for number, field in enumerate(block.raw["fields"])
            if field["code"] not in left_out
        ]

    def _of_block(self, entry: Raw, field: Raw, change: Raw, known: list[str]) -> Raw:
        at = entry["at"]
        whole = {**self.shelves.ours(field), "code": f"{at}.{field['code']}"}
        if "agrees_with" in whole:
            whole["agrees_with"] = {
                key: f"{at}.{value}" if value in known else value for key, value in whole["agrees_with"].items()
            }
        if "show_when" in whole:
            whole["show_when"] = moved(whole["show_when"], at, known)
        shared = {key: entry[key] for key in SOURCES if key in entry and not set(SOURCES) & set(whole)}
        same = {}
        if "same_as" in entry and field["code"] not in entry.get("never_same", []):
            same = {"same_as": f"{entry['same_as']}.{field['code']}", "same_when": entry["same_when"]}
        return _whole({**whole, **shared, **same, **change})

    def _lists(self, pages: list[Raw]) -> Raw:
        own: Raw = self.raw.get("lists", {})
        fields = [field for page in pages for field in page["fields"]]
        cells = [column for field in fields for column in field.get("columns", [])]
        named = dict.fromkeys(field["options_from"] for field in (*fields, *cells) if "options_from" in field)
        lists: Raw = {}
        for name in dict.fromkeys((*own, *named)):
            here = self.here.below("lists", name)
            if name in own:
                value = own[name]
            elif self.shelves.has("lists", name):
                value, here = self.shelves.find("lists", name, here) or ([], here)
            else:
                continue
            lists[name] = value if isinstance(value, list) else self.shelves.answers(value["file"], here)
        return lists


def _whole(raw: Raw) -> Raw:
    full = conditioned(raw, "show_when", "same_when")
    if "columns" in full:
        full["columns"] = [_whole(column) for column in full["columns"]]
    return full
