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
    """Shows a bar with the rate and the time left."""

    def __init__(self) -> None:
        self._progress: Progress = _progress()
        self._task = self._progress.add_task("looking for files", total=None, articles=0, rate="")
        self._files = 0
        self._articles = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def walked(self, files: int) -> None:
        """Count files that were found."""
        self._files += files
        self._progress.update(self._task, description=f"looking for files: {self._files:,}")

    def planned(self, plan: Plan) -> None:
        """Begin to count files that are read."""
        self._progress.reset(self._task, total=len(plan.to_read()), description="reading")

    def done(self, file: Found, articles: int) -> None:
        """Count a file that was read."""
        self._articles += articles
        self._progress.update(self._task, advance=1, articles=self._articles)
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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files a second."""

        def render(self, task: Any) -> Text:
            return Text(f"{task.finished_speed or task.speed:,.0f}/s" if task.speed else "", style="dim")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None, style="dim", complete_style="blue", finished_style="blue"),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=output.console(stderr=True),
        transient=True,
        expand=True,
    )
