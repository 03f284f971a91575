"""The query line: what is typed is asked while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from archive.browse.completing import Typed, completed, typed
from archive.browse.keys import bindings
from archive.browse.panes.textline import TextLine
from archive.clean import clean_line

if TYPE_CHECKING:
    from textual import events


class QueryLine(TextLine):
    """An input that completes fields and values with Tab."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("query")]

    class Completing(Message):
        """Candidates are wanted for the word at the cursor."""

        def __init__(self, word: Typed) -> None:
            super().__init__()
            self.word = word

    class Passed(Message):
        """There is nothing to complete: the next pane is wanted."""

    class Offered(Message):
        """Candidates are offered, of which one is taken; none any more when empty."""

        def __init__(self, candidates: list[str], taken: int) -> None:
            super().__init__()
            self.candidates = candidates
            self.taken = taken

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder='search: words, "phrases", person:, quote:, date: …', id=id)
        self._base: tuple[str, Typed] | None = None
        self._candidates: list[str] = []
        self._taken = 0

    @property
    def offering(self) -> bool:
        """True while candidates are offered."""
        return bool(self._candidates)

    def set_text(self, text: str) -> None:
        """Put another question into the line."""
        text = clean_line(text)
        self._drop()
        if text != self.value:
            self.value = text
            self.cursor_position = len(text)

    def action_complete(self) -> None:
        """Complete the word at the cursor, or take the next candidate; go to the next pane where there is no word."""
        if self._candidates:
            self._take((self._taken + 1) % len(self._candidates))
            return
        word = typed(self.value, self.cursor_position)
        if word is None:
            self.post_message(self.Passed())
            return
        self._base = (self.value, word)
        self.post_message(self.Completing(word))

    def offer(self, candidates: list[str]) -> None:
        """Take the first of the candidates that were found, and offer the others."""
        if self._base is None:
            return
        self._candidates = candidates
        if candidates:
            self._take(0)
        else:
            self.post_message(self.Offered([], 0))

    def _take(self, number: int) -> None:
        if self._base is None:
            return
        self._taken = number
        text, cursor = completed(*self._base, self._candidates[number])
        self.value = text
        self.cursor_position = cursor
        if len(self._candidates) == 1:
            self._drop()
        else:
            self.post_message(self.Offered(self._candidates, number))

    def _drop(self) -> None:
        if self._candidates:
            self.post_message(self.Offered([], 0))
        self._base, self._candidates, self._taken = None, [], 0

    def leave(self) -> bool:
        """Let go of the candidates; return False where there were none."""
        if not self._candidates:
            return False
        self._drop()
        return True

    async def on_key(self, event: events.Key) -> None:
        """Let go of the candidates when something else is typed."""
        if event.key not in ("tab", "escape"):
            self._drop()
