"""The quotes of one article and who says them, beside or below it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from archive.browse.keys import bindings
from archive.browse.panes.lines import Rows
from archive.render.layout import named
from archive.render.line import Line, line
from archive.render.wrap import fit
from index.article import Article
from index.utterances import Utterance, utterances

_LONGEST = 300


class QuoteList(Rows):
    """One entry an utterance: who says it, and how it begins."""

    HEIGHT = 2
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotes")]

    class Wanted(Message):
        """An utterance is to be shown in the article."""

        def __init__(self, start: int) -> None:
            super().__init__()
            self.start = start

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self._said: tuple[Utterance, ...] = ()

    def show(self, article: Article | None, start: int | None = None) -> None:
        """Show the quotes of an article, or none, the cursor on the one that begins at ``start``."""
        self.article = article
        self._said = tuple(said for said in utterances(article) if said.kind != "quoted") if article else ()
        self.cursor = next((at for at, said in enumerate(self._said) if said.start == start), 0)
        self.measure()
        self.to_line(0)
        self.show_cursor()

    @property
    def said(self) -> Utterance | None:
        """The utterance under the cursor."""
        return self._said[self.cursor] if self.cursor < len(self._said) else None

    def count(self) -> int:
        """Return how many utterances there are."""
        return len(self._said)

    def entry(self, index: int) -> list[Line]:
        """Return who says it, and how it begins."""
        said, palette = self._said[index], self.look.palette
        who = named(said.person or said.speaker or "nobody named")
        style = palette.speaker if said.person else palette.meta
        words = named(said.text[:_LONGEST])
        words = words if said.kind == "indirect" else f"“{words}”"
        style_of_words = "" if said.kind == "indirect" else palette.quote
        return [
            line(" ", (fit(who, self.room - 1), style)),
            line("   ", (fit(words, self.room - 3), style_of_words)),
        ]

    def action_jump(self) -> None:
        """Show the utterance in the article."""
        if self.said is not None:
            self.post_message(self.Wanted(self.said.start))

    def clicked(self, column: int, again: bool) -> None:
        """Show the utterance that is clicked."""
        self.action_jump()
