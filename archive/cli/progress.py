"""How far indexing has come: a bar on a terminal, plain messages elsewhere, on standard error."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from archive.clean import clean_line, clean_path
from archive.cli import output
from archive.ingest.values import Failure, Found, Observer, Plan

if TYPE_CHECKING:
    from rich.progress import Progress


class Messages(Observer):
    """Tells of failures, and of nothing else: for pipes and logs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def failed(self, failure: Failure) -> None:
        """Write one line that names the file and what is wrong with it."""
        output.complain(f"{clean_path(failure.path)}: {clean_line(failure.reason)}")


class Bar(Messages):
    """Shows how many bytes of all files are read, with the rate and the time left."""

    def __init__(self) -> None:
        self._progress: Progress = _progress()
        self._task = self._progress.add_task("looking for files", total=None, files="")
        self._found = 0
        self._files = 0
        self._done = 0
        self._bytes = 0
        self._within: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def walked(self, files: int) -> None:
        """Count files that were found."""
        self._found += files
        self._progress.update(self._task, description=f"looking for files: {self._found:,}")

    def planned(self, plan: Plan) -> None:
        """Begin to count what is read."""
        files = plan.to_read()
        self._files = len(files)
        # Files without a byte count too, so that the bar is never full before the last of them.
        self._progress.reset(self._task, total=sum(max(1, file.size) for file in files), description="reading")

    def reading(self, file: Found, position: int) -> None:
        """Show how far a large file is read; a reader that goes back takes nothing away."""
        self._within[file.path] = max(self._within.get(file.path, 0), min(position, file.size))
        self._show()

    def done(self, file: Found, articles: int) -> None:
        """Count a file that was read."""
        self._within.pop(file.path, None)
        self._done += 1
        self._bytes += max(1, file.size)
        self._show()

    def _show(self) -> None:
        read = self._bytes + sum(self._within.values())
        self._progress.update(self._task, completed=read, files=f"{self._done:,}/{self._files:,} files")
        if self._progress.finished:
            self._progress.update(self._task, description="writing")

    def failed(self, failure: Failure) -> None:
        """Write one line above the bar."""
        from rich.text import Text

        self._progress.console.print(Text(f"{clean_path(failure.path)}: {clean_line(failure.reason)}"), soft_wrap=True)


def watcher() -> Messages:
    """Return what shows the progress of a run: a bar where standard error is a terminal."""
    target = output.console(stderr=True)
    return Bar() if target.is_terminal and not target.is_dumb_terminal else Messages()


def _progress() -> Progress:
    from rich.filesize import decimal
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Bytes(ProgressColumn):
        """Bytes read, of all that are to be read, and how many a second."""

        def render(self, task: Any) -> Text:
            if not task.total:
                return Text("")
            speed = task.finished_speed or task.speed
            rate = f" {decimal(int(speed))}/s" if speed else ""
            return Text(f"{decimal(int(task.completed))} of {decimal(int(task.total))}{rate}")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None, style="dim", complete_style="blue", finished_style="blue"),
        Bytes(),
        TextColumn("{task.fields[files]}", style="dim"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=output.console(stderr=True),
        transient=True,
        expand=True,
    )
