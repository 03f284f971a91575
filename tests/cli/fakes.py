"""An engine that answers from samples, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from index.article import Article, ArticleId
from index.errors import QuerySyntaxError, UnknownArticleError
from index.ledger import FileRecord, Ledger, LedgerUpdate, Run
from index.request import (
    ArchivePerson,
    ArchiveStats,
    CheckReport,
    CommitReport,
    FacetCount,
    PersonPage,
    SearchPage,
    SearchRequest,
)
from tests.render import samples


class FakeEngine:
    """Answers every question with the same sample page, or with nothing when asked for "nothing"."""

    def __init__(self, faults: tuple[str, ...] = ()) -> None:
        self.asked: list[SearchRequest] = []
        self.faults = faults
        self.page = samples.search_page()
        self.known = [samples.harbour(), samples.ferry()]

    def search(self, request: SearchRequest) -> SearchPage:
        self.asked.append(request)
        if request.text.count('"') % 2:
            place = request.text.rindex('"')
            raise QuerySyntaxError(
                "unbalanced quote: close it", position=place, suggestion=request.text.replace('"', "")
            )
        if "nothing" in request.text:
            return samples.nothing_page()
        if request.of == "quotes":
            return replace(self.page, hits=(), quotes=(samples.quote_hit(),), total=1, facets={})
        wanted = {each.field for each in request.facets}
        facets = {name: facet for name, facet in self.page.facets.items() if name in wanted}
        return replace(self.page, hits=self.page.hits[: request.limit], facets=facets, query=request.text)

    def understand(self, text: str, of: str = "articles") -> str:
        return f"{of}: all of\n  word {text}"

    def article(self, id: ArticleId) -> Article:
        found = [article for article in self.known if article.id.startswith(id)]
        if len(found) != 1:
            raise UnknownArticleError(f"{id}: no article has an id that begins so")
        return found[0]

    def people(self, limit: int | None = None, offset: int = 0) -> list[ArchivePerson]:
        return [samples.person_page().person][offset:limit]

    def find_people(self, name: str) -> list[ArchivePerson]:
        person = samples.person_page().person
        return [person] if any(name.casefold() in form.casefold() for form in person.forms) else []

    def person(self, name: str, quotes: int = 5) -> PersonPage | None:
        return samples.person_page()

    def near_names(self, name: str, limit: int = 5) -> list[str]:
        return ["Ana Ruiz"] if name.startswith("an") else []

    def complete(self, field: str, prefix: str, limit: int = 20) -> list[FacetCount]:
        values = {"person": ["Ana Ruiz", "Tom O'Kafor"], "place": ["Port Selwyn"], "source": ["Northern Wire"]}
        return [FacetCount(value, 3) for value in values.get(field, []) if prefix.casefold() in value.casefold()]

    def stats(self) -> ArchiveStats:
        return ArchiveStats(2, 1, 5, 4, 321, 1, 45_678, date(2016, 7, 14), date(2016, 7, 15))

    def check(self) -> CheckReport:
        return CheckReport(7, 45_678, 2, self.faults)

    def ledger(self) -> Ledger:
        files = {
            "/clippings/2016/harbour.txt": FileRecord(10, 0, "d", "read", 1),
            "/clippings/broken\x1b[2J.xml": FileRecord(10, 0, None, "failed", 1, reason="not well-formed: line 2"),
            "/clippings/old.txt": FileRecord(10, 0, "e", "read", 1, forgotten=True),
        }
        return Ledger(files, ("/clippings",), {}, Run(datetime(2026, 1, 2, 3, 4, tzinfo=UTC), {"new": 2, "failed": 1}))

    def commit(self, add: Iterable[Article], remove: Iterable[ArticleId], ledger: LedgerUpdate) -> CommitReport:
        raise AssertionError("nothing here writes")

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        return [article for article in self.known if article.id in ids]

    def ids(self) -> list[ArticleId]:
        return sorted(article.id for article in self.known)

    def similar(self, id: ArticleId, limit: int = 10) -> SearchPage:
        return self.page

    def refresh(self) -> bool:
        return False

    def close(self) -> None:
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None
