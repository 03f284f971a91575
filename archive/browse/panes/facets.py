"""The left pane: how all matches spread over people, speakers, sources, places, dates and formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from archive.browse import histogram
from archive.browse.keys import bindings
from archive.browse.panes import facet_rows
from archive.browse.panes.facet_rows import FIELDS, FIRST, MORE, Finding, Row
from archive.browse.panes.lines import Rows
from archive.render.line import Line, line
from index.request import DateRange, Facet, FacetCount, FacetRequest, Of

if TYPE_CHECKING:
    from textual import events


_USES = {
    "include": ("value", "more", "dates"),
    "exclude": ("value", "dates"),
    "find": ("value", "more"),
    "more": ("value", "more"),
    **dict.fromkeys(("earlier", "later", "since", "until"), ("dates",)),
}
"""On which kinds of rows actions do something."""


class Facets(Rows):
    """Counts with bars; values are included and excluded here, and dates narrowed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("facets")]

    class Toggled(Message):
        """A value is to be included or excluded, or let go."""

        def __init__(self, field: str, value: str, exclude: bool, shown: tuple[FacetCount, ...]) -> None:
            super().__init__()
            self.field = field
            self.value = value
            self.exclude = exclude
            self.shown = shown

    class Narrowed(Message):
        """A range of days is asked for."""

        def __init__(self, dates: DateRange) -> None:
            super().__init__()
            self.dates = dates

    class Asked(Message):
        """Other values are to be counted: more of them, or those that begin as typed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facets: Mapping[str, Facet] = {}
        self.finding: Finding | None = None
        self.limits = dict.fromkeys(FIELDS, FIRST)
        self.dates: DateRange | None = None
        self._rows: list[Row] = []
        self._cell = -1

    def requests(self, of: Of) -> list[FacetRequest]:
        """Return what is to be counted, in the order in which it is shown: of quotes first who says them."""
        found = []
        for name in sorted(FIELDS, key=lambda name: of == "quotes" and name != "speaker"):
            sought = self.finding.text if self.finding and self.finding.field == name else ""
            found.append(FacetRequest(name, limit=self.limits[name], containing=sought))
        return found

    def show(self, facets: Mapping[str, Facet], dates: DateRange | None) -> None:
        """Show new counts; the cursor stays on its value."""
        before = self.row
        self.facets = facets
        self.dates = dates
        self._rows = facet_rows.rows(facets, self.finding)
        if before in self._rows:
            self.cursor = self._rows.index(before)
        elif before is not None and Row("title", before.field) in self._rows:
            self.cursor = min(self.cursor, len(self._rows) - 1)
        self.measure()
        if self.row != before:
            self.moved()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def cells(self) -> tuple[histogram.Cell, ...]:
        """Return the histogram at the width of the pane."""
        facet = self.facets.get("date")
        return histogram.cells(facet.counts, self.room - 3) if facet else ()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def usable(self, index: int) -> bool:
        """Return True for rows that do something."""
        return self._rows[index].kind in ("value", "more", "dates")

    def entry(self, index: int) -> list[Line]:
        """Return one row."""
        row, palette = self._rows[index], self.look.palette
        facet = self.facets.get(row.field)
        if facet is None:
            return [line("")]
        if row.kind == "title":
            return [facet_rows.title(facet, self.finding, self.room, palette)]
        if row.kind == "value":
            entry = next(each for each in facet.counts if each.value == row.value)
            return [facet_rows.value(entry, facet, self.room, palette)]
        if row.kind == "more":
            return [facet_rows.more(facet, palette)]
        if row.kind == "years":
            return [facet_rows.years(facet, palette)]
        if row.kind == "none":
            return [facet_rows.none(facet, palette)]
        return [self._dates(row.kind)]

    def _dates(self, kind: str) -> Line:
        cells = self.cells()
        here = self.row
        in_use = here is not None and here.kind == "dates" and self.has_focus
        at = self._at(cells)
        if kind == "axis":
            return facet_rows.axis(cells, at, self.room, self.look.palette, in_use=in_use)
        return facet_rows.dates(cells, at, self._chosen(cells), self.look.palette, in_use=in_use)

    def _at(self, cells: tuple[histogram.Cell, ...]) -> int:
        return len(cells) - 1 if self._cell < 0 else max(0, min(self._cell, len(cells) - 1))

    def _chosen(self, cells: tuple[histogram.Cell, ...]) -> tuple[int, int] | None:
        if self.dates is None:
            return None
        touched = [
            number
            for number, cell in enumerate(cells)
            if (self.dates.since is None or cell.until >= self.dates.since)
            and (self.dates.until is None or cell.since <= self.dates.until)
        ]
        return (touched[0], touched[-1]) if touched else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for what does nothing on the row under the cursor, or is typed to find a value."""
        if action not in _USES:
            return True
        return not self.typing and self.row is not None and self.row.kind in _USES[action]

    def moved(self) -> None:
        """Let the footer follow."""
        self.screen.refresh_bindings()

    def action_include(self) -> None:
        """Include the value under the cursor, or narrow to the months under it."""
        self._use(exclude=False)

    def action_exclude(self) -> None:
        """Exclude the value under the cursor; on the dates, take the range away."""
        self._use(exclude=True)

    def _use(self, *, exclude: bool) -> None:
        row = self.row
        if row is None:
            return
        if row.kind == "value":
            self.post_message(self.Toggled(row.field, row.value, exclude, tuple(self.facets[row.field].counts)))
        elif row.kind == "more":
            self.action_more()
        elif row.kind == "dates" and (cells := self.cells()):
            cell = cells[self._at(cells)]
            self.post_message(self.Narrowed(DateRange() if exclude else DateRange(cell.since, cell.until)))

    def action_since(self) -> None:
        """Narrow to the months from the cursor on."""
        self._narrow("since")

    def action_until(self) -> None:
        """Narrow to the months up to the cursor."""
        self._narrow("until")

    def _narrow(self, end: str) -> None:
        row, cells = self.row, self.cells()
        if row is None or row.kind != "dates" or not cells:
            return
        cell = cells[self._at(cells)]
        dates = self.dates or DateRange()
        dates = replace(dates, since=cell.since) if end == "since" else replace(dates, until=cell.until)
        if dates.since and dates.until and dates.since > dates.until:
            dates = DateRange(cell.since, cell.until)
        self.post_message(self.Narrowed(dates))

    def action_earlier(self) -> None:
        """Move the cursor of the dates to the left."""
        self._along(-1)

    def action_later(self) -> None:
        """Move the cursor of the dates to the right."""
        self._along(1)

    def _along(self, step: int) -> None:
        cells = self.cells()
        if self.row and self.row.kind == "dates" and cells:
            self._cell = max(0, min(len(cells) - 1, self._at(cells) + step))
            self.refresh()

    def action_more(self) -> None:
        """Count more values of the facet under the cursor."""
        if self.row and self.row.field != "date":
            self.limits[self.row.field] += MORE
            self.post_message(self.Asked())

    def action_find(self) -> None:
        """Begin to type what a value of the facet under the cursor begins with."""
        if self.row and self.row.field != "date":
            self._find(Finding(self.row.field, ""))

    def _find(self, finding: Finding | None) -> None:
        self.finding = finding
        self._rows = facet_rows.rows(self.facets, finding)
        self.measure()
        self.moved()
        self.post_message(self.Asked())

    def leave(self) -> bool:
        """End the search within a facet; return False where there was none."""
        if self.finding is None:
            return False
        self._find(None)
        return True

    @property
    def typing(self) -> bool:
        """True while what is typed finds a value."""
        return self.finding is not None and self.finding.typing and self.screen.focused is self

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return True for what is typed to find a value."""
        return bool(self.typing and character and character.isprintable())

    def on_key(self, event: events.Key) -> None:
        """Take what is typed while a value is sought."""
        finding = self.finding
        if finding is None or not finding.typing:
            return
        if event.key in ("enter", "down", "up"):
            self.finding = replace(finding, typing=False)
            self.refresh()
            self.moved()
            event.stop()
            event.prevent_default()
            self._to_first(finding.field)
        elif event.key == "backspace" or event.is_printable:
            text = finding.text[:-1] if event.key == "backspace" else finding.text + (event.character or "")
            self._find(replace(finding, text=text))
            event.stop()
            event.prevent_default()

    def _to_first(self, field: str) -> None:
        first = next((at for at, row in enumerate(self._rows) if row.field == field and row.kind == "value"), None)
        if first is not None:
            self.move_to(first)

    def clicked(self, column: int, again: bool) -> None:
        """Include the value that is clicked, or narrow to the months under the bar that is."""
        if self.row is not None and self.row.kind == "dates":
            cell = column - facet_rows.MARGIN
            if not 0 <= cell < len(self.cells()):
                return
            self._cell = cell
        self.action_include()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for another width."""
        self.measure()
