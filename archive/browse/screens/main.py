"""The main screen: what its keys do with what was found."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import on
from textual.app import SuspendNotSupported

from archive.browse import asked, export, outside
from archive.browse.pages import SIZE
from archive.browse.panes.quotes import QuoteList
from archive.browse.panes.results import Found
from archive.browse.screens.asking import Asking
from archive.browse.screens.choose import Choose
from archive.browse.screens.export import Export
from archive.browse.screens.help import Help
from archive.browse.screens.person import PersonScreen, Then
from archive.browse.searching import Stale
from archive.browse.state import Like, Question
from archive.browse.theme import next_look
from archive.clean import clean_line
from archive.render.layout import count
from archive.render.results import SHORT_ID
from index.article import Article, ArticleId
from index.engine import SearchEngine
from index.errors import ArchiveError
from index.request import Hit, Of, QuoteHit

_EXPORTED = 25 * SIZE
_NEEDS_HIT = ("more_like", "copy", "pager", "editor", "raw", "read", "person")


class Main(Asking):
    """Three panes, and everything that keys do in them."""

    _exports = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for what does nothing now, so that the footer is silent about it."""
        if action == "ask":
            return not (self.focused is self.line or self.facets.typing)
        if action == "back":
            return bool(self.history.past) or self._before_typing is not None
        if action == "forward":
            return bool(self.history.future)
        if action == "mend":
            return bool(self.mends())
        if action in ("drop_last", "clear"):
            return bool(self.question.chips())
        if self.facets.typing:
            return action in ("leave", "next_pane", "previous_pane")
        if action == "person" and self.facets.has_focus:
            row = self.facets.row
            return row is not None and row.kind == "value" and row.field in ("person", "speaker")
        if action in _NEEDS_HIT:
            return self._hit is not None
        if action == "sort":
            return self.question.like is None
        if action == "group":
            return self.question.like is None
        if action == "export":
            return bool(self.page and self.page.total)
        return True

    def action_read(self) -> None:
        """Read the article under the cursor."""
        self.go("article")

    def action_next_article(self) -> None:
        """Read the next article found."""
        self.results.move_to(self.results.cursor + 1)

    def action_previous_article(self) -> None:
        """Read the article found before."""
        self.results.move_to(self.results.cursor - 1, -1)

    def action_raw(self) -> None:
        """Show the file as it was, or the article again."""
        if self._hit is not None and self._hit.id != self.article.id_shown:
            self.article.view.raw_next = self._hit.id  # it is still on its way
            self.go("article")
            return
        self.go("article")
        self.article.toggle_raw()

    def action_list_quotes(self) -> None:
        """Go to the quotes of the article, or back."""
        if not self.article.display:
            self.go("article")
        self.article.list_quotes()

    @on(QuoteList.Wanted)
    def show_quote(self, event: QuoteList.Wanted) -> None:
        """Show a quote where it stands in the article."""
        if not self.article.view.display:
            self.article.list_quotes()
        if self.article.view.as_raw:
            self.article.toggle_raw()
        self.article.view.jump(event.start)

    def action_quotes_mode(self) -> None:
        """Search quotes instead of articles, or articles again."""
        of: Of = "articles" if self.question.of == "quotes" else "quotes"
        self.visit(replace(self.question, of=of, like=None))

    def action_group(self) -> None:
        """Show every copy of a story, or fold copies again."""
        self.visit(replace(self.question, grouped=not self.question.grouped))

    def action_sort(self) -> None:
        """Sort by date instead of relevance, then with the oldest first, then by relevance again."""
        self.visit(self.question.resorted())

    def action_back(self) -> None:
        """Ask the question before."""
        self.history = self._settled().back()
        self._again()

    def action_forward(self) -> None:
        """Ask the question after."""
        self.history = self._settled().forward()
        self._again()

    def _again(self) -> None:
        self.line.set_text(self.question.text)
        self.ask(keep=True)

    def action_drop_last(self) -> None:
        """Take the last condition away."""
        if chips := self.question.chips():
            self.visit(self.question.without(chips[-1]))

    def action_clear(self) -> None:
        """Take every condition but the query away, and end a search within a facet."""
        self.facets.leave()
        self.visit(self.question.cleared())

    def action_more_like(self) -> None:
        """Find articles like the one under the cursor."""
        if self._hit is not None:
            like = Like(self._hit.id, self._hit.headline, tuple(each.id for each in self._hit.folded))
            self.visit(replace(self.question, like=like, of="articles"))
            self.go("results")

    def action_refresh_archive(self) -> None:
        """Look for new articles now."""
        self.begin(partial(self._look_again, told=True))

    def action_theme(self) -> None:
        """Go from dark to light to the terminal's own colours."""
        self.browse.wear(next_look(self.look))
        self.wear(self.look)
        if self.page is not None:
            self.describe(self.page)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(Help(self.look))

    def action_copy(self) -> None:
        """Copy the quote with where it stands, or the id."""
        if self.article.quotes.has_focus and self.article.quotes.article and self.article.quotes.said:
            self._copy(outside.citation_in(self.article.quotes.article, self.article.quotes.said), "the quote")
        elif isinstance(self._hit, QuoteHit):
            self._copy(outside.citation(self._hit), "the quote")
        elif self._hit is not None:
            self._copy(self._hit.id, f"the id {self._hit.id[:SHORT_ID]}")

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self.tell(f"Copied {what}.")

    def action_person(self) -> None:
        """Show the page of a person: the one under the cursor, or one of those in the article."""
        if self.facets.has_focus and self.facets.row is not None:
            self._show_person(self.facets.row.value)
            return
        said = self.article.quotes.said if self.article.quotes.has_focus else None
        if said is not None and said.person:
            self._show_person(said.person)
        elif isinstance(self._hit, QuoteHit) and self._hit.person:
            self._show_person(self._hit.person)
        elif isinstance(self._hit, Hit):
            self._choose_person(self._hit.people)
        elif self._hit is not None:
            self.begin(partial(self._named_beside, self._hit.id), "person")

    async def _named_beside(self, id: ArticleId) -> None:
        """Let one of the people be chosen who are named in the article of a quote."""
        try:
            article = await self.desk.ask("person", lambda engine: engine.article(id))
        except (Stale, ArchiveError):
            return
        self._choose_person([person.name for person in article.people])

    def _choose_person(self, names: Sequence[str]) -> None:
        if len(names) > 1:
            self.app.push_screen(Choose("Page of", names, self.look), self._show_person)
        elif names:
            self._show_person(names[0])
        else:
            self.tell("Nobody is named in this article.")

    def _show_person(self, name: str | None) -> None:
        if name is None:
            return
        self.begin(partial(self._person, name), "person")

    async def _person(self, name: str) -> None:
        try:
            page = await self.desk.ask("person", lambda engine: asked.person(engine, name))
        except (Stale, ArchiveError):
            return
        if page is None:
            self.tell(f"The archive knows nobody called {clean_line(name)}.", "warning")
            return
        await self.app.push_screen(PersonScreen(page, self.look), self._after_person)

    def _after_person(self, then: Then | None) -> None:
        if then is None:
            return
        what, name = then
        if what == "person":
            self._show_person(name)
            return
        field = "speaker" if what == "quotes" else "person"
        asked_for = Question(of="quotes" if what == "quotes" else "articles", sort="date")
        self.visit(asked_for.toggled(field, name))
        self.go("results")

    def action_export(self) -> None:
        """Ask where to write the current result, and write it."""
        if self.page is None or not self.page.total:
            return
        one = "quote" if self.answered.of == "quotes" else "article"
        self.app.push_screen(Export(self.page.total, one, export.stem(self.answered.text)), self._export)

    def _export(self, path: Path | None) -> None:
        if path is not None:
            self.begin(partial(self._write, path, self.answered))

    async def _write(self, path: Path, question: Question) -> None:
        wanted: Callable[[], bool] = lambda: not self.browse.leaving  # noqa: E731
        self._exports += 1
        kind = f"export {self._exports}"  # one of its own: no export takes the place of another
        try:
            written = await self.desk.ask(kind, lambda engine: export.write(_all(engine, question), path, wanted))
        except Stale:
            return
        except (ArchiveError, OSError, ValueError) as error:
            told = f"{path}: {error.strerror.lower()}" if isinstance(error, OSError) and error.strerror else str(error)
            self.tell(f"Nothing was written: {clean_line(told)}", "error")
            return
        one = "quote" if question.of == "quotes" else "article"
        self.tell(f"Wrote {count(written, one)} to {clean_line(str(path))}.")

    def action_pager(self) -> None:
        """Open the file in the reader's pager."""
        self._outside("pager")

    def action_editor(self) -> None:
        """Open the file in the reader's editor."""
        self._outside("editor")

    def _outside(self, program: outside.Program) -> None:
        if self._hit is not None:
            self.begin(partial(self._run, program, self._hit), "outside")

    async def _run(self, program: outside.Program, hit: Found) -> None:
        try:
            article = await self.desk.ask("file", lambda engine: engine.article(hit.id))
        except (Stale, ArchiveError):
            return
        told = _run_outside(self, program, article)
        self.app.refresh(layout=True)
        if told:
            self.tell(told, "warning")


def _run_outside(screen: Main, program: outside.Program, article: Article) -> str:
    """Open a record in another program while the app is away; return what there is to say afterwards."""
    try:
        line = outside.command(program, os.environ)
    except ValueError as error:
        return f"The command for the {program} cannot be understood: {str(error).lower()}: mend PAGER or EDITOR"
    environment = outside.environment() if program == "pager" else None
    try:
        # The app takes the terminal back only where nothing is raised meanwhile.
        with outside.file_of(article) as (path, own), screen.app.suspend():
            fault = outside.run([*line, str(path)], environment)
    except SuspendNotSupported:
        return "This terminal cannot be handed over to another program."
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        return f"No copy of the record can be written: {told}: set TMPDIR to a folder with room"
    if fault:
        return fault
    return "" if own else "That was a copy: the file itself is not there, or holds other articles too."


def _all(engine: SearchEngine, question: Question) -> Iterator[Found]:
    """Yield every hit of a question, some at a time, copies too."""
    number, question = 0, replace(question, grouped=False)
    while True:
        page = asked.page(engine, question, number, _EXPORTED)
        found: tuple[Found, ...] = page.hits or page.quotes
        yield from found
        number += 1
        if not found or number * _EXPORTED >= page.total:
            return
