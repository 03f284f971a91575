"""How fast the full-screen app answers: ``python -m benchmarks.browse ARCHIVE [WORDS...]``.

Prints the time from the start of the program to its first results, from a key to drawn results over a scripted
session, and the memory taken. Keys come one after another as fast as results are drawn.
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
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ

from textual import events

from archive.browse.app import BrowseApp
from archive.browse.screens.main import Main
from index.engine import open_engine

WORDS = ("government", "said president", "oil price", "election", "bank", "war in")
SIZE = (120, 40)
_PATIENCE = 60.0


def first_screen(archive: Path) -> float:
    """Return the seconds from the start of the program, as a shell starts it, to results on the screen."""
    keeper, terminal = pty.openpty()
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    program = Path(sys.executable).parent / "newsmorgue"
    environment = {**os.environ, "TERM": "xterm-256color"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [program, "--archive", archive, "browse"], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    )
    seen = b""
    while b"best first" not in seen and time.perf_counter() - began < _PATIENCE:
        if select.select([keeper], [], [], 0.01)[0]:
            seen += os.read(keeper, 65536)
    took = time.perf_counter() - began
    process.terminate()
    while process.poll() is None:  # what it still writes must be read, or it waits
        if select.select([keeper], [], [], 0.05)[0]:
            with contextlib.suppress(OSError):
                os.read(keeper, 65536)
    os.close(keeper)
    os.close(terminal)
    return took


async def keys(archive: Path, words: tuple[str, ...]) -> list[float]:
    """Return the seconds from each key typed to results, counts and facets drawn for it."""
    app = BrowseApp(lambda: open_engine(archive))
    times: list[float] = []
    async with app.run_test(size=SIZE) as pilot:
        main = app.screen
        assert isinstance(main, Main)
        await _drawn(main, "")
        await pilot.press("slash")
        for word in words:
            for end in range(1, len(word) + 1):
                began = time.perf_counter()
                char = word[end - 1]
                app.post_message(events.Key("space" if char == " " else char, char))
                await _drawn(main, word[:end])
                times.append(time.perf_counter() - began)
            main.line.value = ""
            await _drawn(main, "")
    return times


async def _drawn(main: Main, text: str) -> None:
    until = time.perf_counter() + _PATIENCE
    while not (main.line.value == text and main.answered and main.answered.text == text and main.app._batch_count == 0):
        if time.perf_counter() > until:
            raise TimeoutError(text)
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
    starts = sorted(first_screen(archive) for _ in range(5))
    print(f"first screen, ms    {1000 * median(starts):>10.0f}   (best {1000 * starts[0]:.0f})")
    times = sorted(asyncio.run(keys(archive, words)))
    print(f"keys                {len(times):>10}")
    for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0)):
        took = times[min(len(times) - 1, int(share * len(times)))]
        print(f"key to drawn {name}, ms{1000 * took:>9.0f}")
    print(f"memory, MB          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>10.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
