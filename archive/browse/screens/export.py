"""Asks where the current result is to be written, and in which format."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from archive.browse.export import FORMATS, free_name
from archive.browse.panes.textline import TextLine
from archive.clean import clean_line
from archive.render.layout import count

_CHOICES = (".csv", ".json", ".md", ".jsonl")


class Export(ModalScreen[Path | None]):
    """Asks for a file name whose ending is the format; dismissed with the path, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("tab,down", "format(1)", "Next format", priority=True),
        Binding("shift+tab,up", "format(-1)", "Format before", priority=True),
    ]

    def __init__(self, total: int, one: str, stem: str) -> None:
        super().__init__()
        self._told = count(total, one)
        self._stem = stem
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """Put the name into a box."""
        with Vertical(id="box") as box:
            box.border_title = f"Export {self._told}"
            yield Static("Tab changes the format: CSV, JSON, Markdown, JSON Lines. Enter writes, Esc goes back.")
            yield TextLine(self._propose(_CHOICES[0]), id="path")
            yield Static("", id="fault", markup=False)

    def _propose(self, ending: str) -> str:
        """Return a name that no file has yet: which one that is depends on the ending."""
        self._proposed = str(free_name(_here(), self._stem, ending))
        return self._proposed

    def action_format(self, step: int) -> None:
        """Change the ending of the name."""
        line = self.query_one("#path", Input)
        ending = Path(line.value).suffix
        if ending.lower() in FORMATS:
            stem, at = line.value.removesuffix(ending), _CHOICES.index(ending.lower())
        else:
            stem, at = line.value, -1 if step > 0 else 0
        ending = _CHOICES[(at + step) % len(_CHOICES)]
        proposed = line.value == self._proposed
        line.value = self._propose(ending) if proposed else stem + ending
        line.cursor_position = len(line.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name, if a file can be written there."""
        path = Path(event.value)
        try:
            path = path.expanduser()
            fault = _fault(path)
        except (OSError, RuntimeError) as error:  # no right to look there, too long a name, no such home
            fault = f"No file can be written there: {getattr(error, 'strerror', None) or error}"
        if fault:
            self.query_one("#fault", Static).update(clean_line(fault))
        else:
            self.dismiss(path)


def _fault(path: Path) -> str:
    """Return what keeps a file of this name from being written, or nothing."""
    if path.suffix.lower() not in FORMATS:
        return f"The ending names no format: use {', '.join(FORMATS)}."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    return "There is such a file: choose another name." if path.exists() else ""


def _here() -> Path:
    """Return the current folder by its whole name, or by none where it has gone or no name of it can be shown."""
    try:
        here = Path.cwd()
    except OSError:
        return Path()
    return here if str(here).isprintable() else Path()
