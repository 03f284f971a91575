"""A line to type in that loses no order of keys, however fast they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import BindingsMap
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

_EDITING = BindingsMap(Input.BINDINGS).key_to_bindings


class TextLine(Input):
    """An input that does what a key means before it takes the next, as it does with letters."""

    async def on_key(self, event: events.Key) -> None:
        """Edit; Textual would do so once the key has risen through every widget, and letters behind it stand here."""
        for each in _EDITING.get(event.key, ()):
            event.stop()
            await self.run_action(each.action)
