"""The last line of a screen: the keys that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget

from archive.render.palette import Palette
from archive.render.wrap import columns

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

ALWAYS = ("question_mark", "q")
"""Keys that stand at the end of the line, however little room there is."""

Entry = tuple[str, str, str]
"""A key as Textual calls it, as it is written, and what it does."""


def line(entries: list[Entry], width: int, palette: Palette) -> tuple[Text, list[tuple[int, int, str]]]:
    """Return as many keys as there is room for, and where each of them stands."""
    last = [entry for entry in entries if entry[0] in ALWAYS]
    room = width - sum(_width(entry) for entry in last)
    kept: list[Entry] = []
    for entry in entries:
        if entry not in last and _width(entry) <= room:
            kept.append(entry)
            room -= _width(entry)
    drawn, places = Text(no_wrap=True, overflow="crop"), []
    for key, shown, does in [*kept, *last]:
        start = columns(drawn.plain)
        drawn.append(" ").append(shown, palette.match).append(f" {does} ")
        places.append((start, columns(drawn.plain), key))
    return drawn, places


def _width(entry: Entry) -> int:
    return columns(entry[1]) + columns(entry[2]) + 3


class KeyLine(Widget):
    """Shows the keys of what is in use; a click on one is that key."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow what is in use."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Text:
        """Draw the line."""
        entries: list[Entry] = []
        for key, active in self.screen.active_bindings.items():
            if active.binding.show and active.enabled:
                entries.append((key, active.binding.key_display or key, active.binding.description))
        drawn, self._places = line(entries, self.size.width, self.palette)
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Press the key that is clicked."""
        for start, end, key in self._places:
            if start <= event.x < end:
                self.app.simulate_key(key)
