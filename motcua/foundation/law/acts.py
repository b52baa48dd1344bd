"""The acts that rules cite: `catalogue/<country>/law/<act>.yaml`, and which of them was in force on a date."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from motcua.foundation.law.citations import Citation
from motcua.foundation.law.documents import Findings, Section, Title, read_document


class Article(msgspec.Struct, frozen=True):
    """
    An article, clause or point of an act that the house uses.

    `text` is the official wording, empty when we do not have it; `summary` says in our own words what it asks for.
    """

    article: str
    clause: str = ""
    point: str = ""
    text: str = ""
    summary: Title = Title(vi="")
    source: str = ""
    unverified: bool = False


class Act(msgspec.Struct, frozen=True):
    """
    A legal act. `id` is the name of its file, made from its number: `118-2025-nd-cp`.

    In force from `in_force_from` to before `in_force_until`; None means that the date is not known to us (from) or not
    set (until). `amended_by` and `replaced_by` hold numbers as written, whether or not we keep those acts.
    """

    id: str
    number: str
    title: Title
    issuer: Title
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    amended_by: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    link: str = ""
    articles: tuple[Article, ...] = ()
    source: str = ""
    unverified: bool = False

    def in_force_on(self, on: date) -> bool:
        """Say whether the act was in force on a date, as far as its dates are known to us."""
        after = self.in_force_from is None or self.in_force_from <= on
        return after and (self.in_force_until is None or on < self.in_force_until)


class Resolved(msgspec.Struct, frozen=True):
    """What a citation points to. `article` is None when the act is cited as a whole."""

    citation: Citation
    act: Act
    article: Article | None

    @property
    def unverified(self) -> bool:
        """Whether nobody has seen the act, or the article that is cited, in its source yet."""
        return self.act.unverified if self.article is None else self.article.unverified


class UnknownCitationError(LookupError):
    """No act, or no such article of it, is in the catalogue."""


class NotInForceError(LookupError):
    """The cited act was not in force on the date."""


class Acts(Mapping[str, Act]):
    """All acts of a catalogue by id."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        self._acts = dict(acts)

    def __getitem__(self, act: str) -> Act:
        return self._acts[act]

    def __iter__(self) -> Iterator[str]:
        return iter(self._acts)

    def __len__(self) -> int:
        return len(self._acts)

    def resolve(self, citation: Citation, *, on: date) -> Resolved:
        """
        Return the act and article that `citation` meant on a date.

        A citation of a point or clause that the catalogue does not keep apart gives the nearest that holds it: the
        clause, then the article. Raises `UnknownCitationError` or `NotInForceError`.
        """
        act = self._acts.get(citation.act)
        if act is None:
            raise UnknownCitationError(f"no act {citation.act} in the catalogue")
        if not act.in_force_on(on):
            raise NotInForceError(f"{act.number} was not in force on {on}")
        if not citation.article:
            return Resolved(citation=citation, act=act, article=None)
        for clause, point in ((citation.clause, citation.point), (citation.clause, ""), ("", "")):
            for article in act.articles:
                if (article.article, article.clause, article.point) == (citation.article, clause, point):
                    return Resolved(citation=citation, act=act, article=article)
        raise UnknownCitationError(f"{act.number} has no article {citation.article} in the catalogue")


def load_acts(root: Path, *, country: str = "vn") -> Acts:
    """
    Return all acts of a country. `root` is the catalogue folder that holds `vn/`.

    Raises `CatalogueError` with every mistake found (file, line, rule).
    """
    found = Findings()
    acts = {}
    for path in sorted((root / country / "law").glob("*.yaml")):
        act = _act(path.stem, read_document(path, found))
        acts[act.id] = act
    found.raise_if_any()
    return Acts(acts)


def _act(name: str, section: Section) -> Act:
    section.only(
        "act",
        "number",
        "title",
        "issuer",
        "issued_on",
        "in_force",
        "amended_by",
        "replaced_by",
        "link",
        "articles",
        "source",
        "unverified",
    )
    section.require("act", "number", "title", "issuer", "source")
    if section.has("act") and section.text("act") != name:
        section.problem("wrong-id", f"the act is called `{name}` like its file", key="act")
    period = section.section("in_force")
    period.only("from", "until")
    starts, ends = period.day("from"), period.day("until")
    if starts is not None and ends is not None and ends <= starts:
        period.problem("wrong-period", "an act ends after it begins", key="until")
    if starts is None and not section.flag("unverified"):
        section.problem("no-date", "an act whose day of coming into force is not known is `unverified: true`")
    return Act(
        id=name,
        number=section.text("number"),
        title=section.title("title"),
        issuer=section.title("issuer"),
        issued_on=section.day("issued_on"),
        in_force_from=starts,
        in_force_until=ends,
        amended_by=section.texts("amended_by"),
        replaced_by=section.texts("replaced_by"),
        link=section.text("link"),
        articles=tuple(_article(item) for item in section.sections("articles")),
        source=section.text("source"),
        unverified=section.flag("unverified"),
    )


def _article(section: Section) -> Article:
    section.only("article", "clause", "point", "text", "summary", "source", "unverified")
    section.require("article", "summary", "source")
    if not section.has("text") and not section.flag("unverified"):
        section.problem("no-text", "an article whose wording we do not have is `unverified: true`")
    return Article(
        article=section.text("article"),
        clause=section.text("clause"),
        point=section.text("point"),
        text=section.text("text"),
        summary=section.title("summary"),
        source=section.text("source"),
        unverified=section.flag("unverified"),
    )
