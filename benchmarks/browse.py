"""How fast the full-screen app answers: ``python -m benchmarks.browse ARCHIVE [WORDS...]``.

Prints the time from the start of the program to its first results, from a key to drawn results and to drawn facets
over a scripted session, the processor time that a key takes, and the memory taken. Keys come one after another as fast
as facets are drawn. On a busy machine the processor time says more than the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import resource
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from fcntl import ioctl
from functools import partial
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ
from typing import Literal

from textual import events

from archive.browse.app import BrowseApp, settle
from archive.browse.screens.main import Main
from index.engine import open_engine

WORDS = ("government", "said president", "oil price", "election", "bank", "war in")
SIZE = (120, 40)
_PATIENCE = 60.0


def first_screen(archive: Path) -> tuple[float, float]:
    """Return the seconds from the start of the program, as a shell starts it, to results on the screen.

    The other number is the seconds of the processor for that, and for ending the program at once.
    """
    keeper, terminal = pty.openpty()
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    program = Path(sys.executable).parent / "newsmorgue"
    environment = {**os.environ, "TERM": "xterm-256color"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [program, "--archive", archive, "browse"], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    )
    seen = b""
    while b"newest first" not in seen and time.perf_counter() - began < _PATIENCE:
        if select.select([keeper], [], [], 0.01)[0]:
            seen += os.read(keeper, 65536)
    took = time.perf_counter() - began
    process.terminate()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    while process.poll() is None:  # what it still writes must be read, or it waits
        if select.select([keeper], [], [], 0.05)[0]:
            with contextlib.suppress(OSError):
                os.read(keeper, 65536)
    os.close(keeper)
    os.close(terminal)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


async def keys(archive: Path, words: tuple[str, ...]) -> dict[str, list[float]]:
    """Return the seconds from each key typed to results and to facets drawn for it, and those of the processor."""
    app = BrowseApp(lambda: open_engine(archive))
    app.at_rest = settle
    times: dict[str, list[float]] = {"results": [], "facets": [], "worked": [], "worked on facets": []}
    async with app.run_test(size=SIZE) as pilot:
        main = app.screen
        assert isinstance(main, Main)
        await _drawn(main, partial(_at, main, "counted", ""))
        await pilot.press("slash")
        for word in words:
            for end in range(1, len(word) + 1):
                text, char = word[:end], word[end - 1]
                began, worked = time.perf_counter(), time.process_time()
                app.post_message(events.Key("space" if char == " " else char, char))
                await _drawn(main, partial(_at, main, "answered", text))
                times["results"].append(time.perf_counter() - began)
                times["worked"].append(time.process_time() - worked)
                await _drawn(main, partial(_at, main, "counted", text))
                times["facets"].append(time.perf_counter() - began)
                times["worked on facets"].append(time.process_time() - worked)
            main.line.value = ""
            await _drawn(main, partial(_at, main, "counted", ""))
    return times


def _at(main: Main, how: Literal["answered", "counted"], text: str) -> bool:
    """Tell whether the question with this text has been answered, or its facets counted."""
    question = main.answered if how == "answered" else main.counted
    return question is not None and question.text == text


async def _drawn(main: Main, holds: Callable[[], bool]) -> None:
    """Wait until something holds and has been drawn."""
    until = time.perf_counter() + _PATIENCE
    while not (holds() and main.app._batch_count == 0):
        if time.perf_counter() > until:
            raise TimeoutError
        await asyncio.sleep(0.001)
    drawn = asyncio.Event()
    main.call_after_refresh(drawn.set)
    await drawn.wait()


def main() -> int:
    """Measure, and print one figure a line."""
    if len(sys.argv) < 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    archive, words = Path(sys.argv[1]), tuple(sys.argv[2:]) or WORDS
    with open_engine(archive) as engine:
        print(f"articles            {engine.stats().articles:>10,}")
    starts = [first_screen(archive) for _ in range(5)]
    wall, worked = (sorted(each) for each in zip(*starts, strict=True))
    print(f"first screen, ms    {1000 * median(wall):>10.0f}   (best {1000 * wall[0]:.0f})")
    print(f"processor for it, ms{1000 * median(worked):>10.0f}   (best {1000 * worked[0]:.0f})")
    measured = asyncio.run(keys(archive, words))
    print(f"keys                {len(measured['results']):>10}       p50      p95      max")
    titles = ("key to results", "key to facets", "processor, to results", "processor, to facets")
    for title, taken in zip(titles, measured.values(), strict=True):
        times = sorted(taken)
        took = [1000 * times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95, 1.0)]
        print(f"{title + ', ms':<30}" + "".join(f"{each:>9.0f}" for each in took))
    print(f"memory, MB          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>10.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
