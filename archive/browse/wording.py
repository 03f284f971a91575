"""What the main screen says of an answer in words: how much was found, what is wrong, what else could be asked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from archive.browse.panes.results import entries
from archive.browse.state import Question
from archive.clean import clean_line
from archive.render.layout import count, flowed, named
from archive.render.line import Line, line
from archive.render.palette import Palette
from index.errors import ArchiveError, NoArchiveError, QueryError, QuerySyntaxError, UnknownFieldError
from index.request import SearchPage, Suggestion

_ORDERS = {"relevance": "best first", "date": "newest first", "oldest": "oldest first"}

_MENDS = 9
"""Proposals at most: a digit takes one."""


def title(question: Question) -> str:
    """Return what is listed, and in which order."""
    if question.like is not None:
        return "More like it"
    what = "Quotes" if question.of == "quotes" else "Results"
    return f"{what} · {_ORDERS[question.order]}"


def tally(question: Question, page: SearchPage, room: int, palette: Palette) -> Text:
    """Return how much was found, as far as there are ``room`` cells for it; 0 where that is not known yet."""
    of_quotes = question.of == "quotes"
    told = [count(page.total, "quote" if of_quotes else "article")]
    if page.entries not in (None, page.total):
        told.append(f"{entries(page):,} different" if of_quotes else count(entries(page), "story", "stories"))
    shown = " · ".join(told)
    return line((shown if not room or len(shown) <= room else told[0], palette.meta)).text()


def notes(page: SearchPage, palette: Palette) -> Text:
    """Return what is to be known of an answer."""
    return Text("\n").join(line((f"! {clean_line(note)}", palette.warning)).text() for note in page.notes[:3])


def fault(error: QueryError, palette: Palette) -> Text:
    """Return what is wrong with a query."""
    told = line((clean_line(str(error)), palette.fault))
    if isinstance(error, QuerySyntaxError | UnknownFieldError) and error.suggestion:
        told.append("  try: ", palette.meta).append(clean_line(error.suggestion), palette.good)
    return told.text()


def completions(candidates: Sequence[str], taken: int, palette: Palette) -> Text:
    """Return what a word could become, the one that was taken first among them."""
    return Text("  ").join(
        Text(named(each), palette.match if at == taken else palette.meta) for at, each in enumerate(candidates)
    )


def lacking(error: ArchiveError, palette: Palette, width: int) -> list[Line]:
    """Return why there is no archive to ask, and how one is made."""
    lines = [line(""), *(line("  ").append_line(each) for each in flowed([(clean_line(str(error)), "")], width))]
    if isinstance(error, NoArchiveError):
        lines += [line(""), line("  Run this, here or in another terminal:"), line("")]
        lines.append(line(("    newsmorgue index FOLDER", palette.match)))
        lines += [line(""), line("  What is taken in appears here by itself.")]
    return lines


def mends(page: SearchPage | None) -> tuple[Suggestion, ...]:
    """Return the questions proposed where nothing was found, at most as many as there are digits."""
    return page.suggestions[:_MENDS] if page is not None and not page.total else ()


def is_respelled(page: SearchPage, mend: Suggestion) -> bool:
    """Return whether the words of a proposal are others than those that were asked for."""
    return mend.text != page.query


def nothing(question: Question, page: SearchPage, palette: Palette, width: int, *, typing: bool) -> list[Line]:
    """Return that nothing was found, and what else could be asked; ``typing`` where a digit is a part of the query."""
    if not question.text and not question.chips():
        told = "This archive holds no articles yet. newsmorgue index FOLDER takes a folder into it."
        return [line(""), *(line("  ").append_line(each) for each in flowed([(told, "")], width))]
    lines = [line(""), line("  Nothing found.")]
    proposed = mends(page)
    if proposed:
        told = "Enter, then a number takes it:" if typing else "A number takes it:"
        lines += [line(""), line((f"  {told}", palette.meta))]
    for number, each in enumerate(proposed, 1):
        drawn = flowed(_proposed(each, palette, respelled=is_respelled(page, each)), width - 4)
        for place, part in enumerate(drawn):
            lines.append(line((f"  {number} " if not place else "    ", palette.match)).append_line(part))
    return lines


def _proposed(mend: Suggestion, palette: Palette, *, respelled: bool) -> list[tuple[str, str]]:
    """Return one proposal in words."""
    strong = palette.headline
    if mend.kind == "drop-filter":
        what = [("without ", ""), ("the dates" if mend.drop == "date" else f"the filter by {mend.drop}", strong)]
    elif mend.kind == "spell-filter":
        words = f"{mend.text} · " if respelled and mend.text else ""
        filters = " · ".join(f"{name}: {value}" for name, value in ((mend.drop, mend.instead), *mend.also))
        what = [("did you mean ", ""), (named(f"{words}{filters}"), strong), ("?", "")]
    elif mend.kind == "drop-word":
        what = [("one condition less: ", ""), (named(mend.text) or "no words at all", strong)]
    elif mend.kind == "any-order":
        what = [("in any order: ", ""), (named(mend.text), strong)]
    else:
        what = [("did you mean ", ""), (named(mend.text), strong), ("?", "")]
    return [*what, (f" finds {mend.total:,}", palette.meta)]
