"""Results as a Markdown page with ratios, and the growth of cost with size as an SVG."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.measure import Result
from benchmarks.questions import KINDS

_COLOURS = {
    "newsmorgue": "#b3261e",
    "tantivy": "#1e5fb3",
    "SQLite FTS5": "#2e7d32",
    "Whoosh": "#8d6e00",
    "Xapian": "#6a1b9a",
}
_WIDTH, _HEIGHT, _MARGIN = 720, 360, 60


def write_report(results: Sequence[Result], shells: dict[int, dict[str, float]], corpus: str, out: Path) -> None:
    """Write ``RESULTS.md`` and ``growth.svg`` into the folder ``out``."""
    parts = [
        "# How it compares\n",
        _conditions(results, corpus),
        "![CPU milliseconds for an article to be indexed, and for ten hits of a common word](growth.svg)\n",
    ]
    for count in sorted({result.articles for result in results}):
        those = [result for result in results if result.articles == count]
        parts.append(f"## {count:,} articles\n")
        parts.append(_indexing(those))
        parts.append(_asking(those, "Median of twelve questions, asked again: CPU milliseconds", "p50"))
        parts.append(_asking(those, "95th percentile, asked again: CPU milliseconds", "p95"))
        parts.append(_asking(those, "Median of eleven questions asked for the first time: CPU milliseconds", "fresh"))
        parts.append(_asking(those, "The first of its kind after opening, code loaded: CPU milliseconds", "cold"))
        if count in shells:
            parts.append(_shell(shells[count]))
    out.mkdir(parents=True, exist_ok=True)
    (out / "RESULTS.md").write_text("\n".join(parts), "utf-8")
    (out / "growth.svg").write_text(_growth(results), "utf-8")


def _conditions(results: Sequence[Result], corpus: str) -> str:
    versions = ", ".join(dict.fromkeys(f"{result.contender} {result.version}" for result in results))
    mean = sum(result.text for result in results) / max(1, sum(result.articles for result in results))
    return (
        f"Measured on {date.today().isoformat()}: {platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. {versions}. {corpus}; {mean:,.0f} bytes of text an article, every second "
        "raw record without capitals and marks. Contenders of one size ran together, each in a process of its own; "
        "times are CPU time (other work on the machine makes all of them longer, ratios hardly). Every answer brings "
        "the ten best with headlines and the exact total. newsmorgue also stores the raw record, every utterance as a "
        "document of its own, and who is who; the others do not.\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(head), " | ".join("---" if not at else "--:" for at in range(len(head)))]
    lines += [" | ".join(row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _indexing(those: Sequence[Result]) -> str:
    own = those[0]
    rows = [
        [
            result.contender,
            f"{result.index_ms:.2f}",
            f"{result.index_ms / own.index_ms:.2f}",
            f"{result.size / result.text:.2f}",
            f"{result.memory:,.0f}",
        ]
        for result in those
    ]
    head = [
        "",
        "index, CPU ms an article",
        f"times {own.contender}",
        "size / text",
        "peak memory, corpus included, MiB",
    ]
    return _table(head, rows)


def _asking(those: Sequence[Result], title: str, name: str) -> str:
    figures = [getattr(result, name) for result in those]
    own = figures[0]
    rows: list[list[str]] = []
    for kind in KINDS:
        row = [kind, f"{own[kind]:.2f}"]
        for other in figures[1:]:
            row.append(f"{other[kind]:.2f} ({other[kind] / own[kind]:.2f})" if kind in other else "-")
        rows.append(row)
    head = [title, those[0].contender, *(f"{result.contender} (times ours)" for result in those[1:])]
    return _table(head, rows)


def _shell(figures: dict[str, float]) -> str:
    ratio = figures["search"] / figures["nothing"]
    return (
        f"`newsmorgue search` from the shell, whole process: {figures['search']:.0f} ms CPU, {ratio:.1f} times "
        f"`python -c pass` ({figures['nothing']:.0f} ms); peak memory {figures['memory']:.0f} MiB.\n"
    )


def _growth(results: Sequence[Result]) -> str:
    panels: list[tuple[str, Callable[[Result], float]]] = [
        ("index: CPU ms an article", lambda result: result.index_ms),
        ("common word, ten hits: CPU ms, asked first", lambda result: result.fresh["common"]),
    ]
    width = _WIDTH // len(panels)
    body = [_panel(results, title, value, at * width, width) for at, (title, value) in enumerate(panels)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="11"><rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>{"".join(body)}</svg>\n'
    )


def _panel(results: Sequence[Result], title: str, value: Callable[[Result], float], left: int, width: int) -> str:
    from math import log10

    sizes = sorted({result.articles for result in results})
    values = [value(result) for result in results]
    low, high = log10(min(values)) - 0.1, log10(max(values)) + 0.1
    first, last = log10(sizes[0]), log10(sizes[-1]) or 1

    def x(count: int) -> float:
        share = (log10(count) - first) / (last - first) if last > first else 0.5
        return left + _MARGIN + share * (width - _MARGIN - 30)

    def y(number: float) -> float:
        return _HEIGHT - _MARGIN - (log10(number) - low) / (high - low) * (_HEIGHT - 2 * _MARGIN)

    parts = [f'<text x="{left + _MARGIN}" y="24" font-size="13">{title}</text>']
    for count in sizes:
        parts.append(f'<text x="{x(count):.0f}" y="{_HEIGHT - 40}" text-anchor="middle">{count:,}</text>')
    for line, name in enumerate(dict.fromkeys(result.contender for result in results)):
        colour = _COLOURS.get(name, "#555")
        those = sorted((result for result in results if result.contender == name), key=lambda result: result.articles)
        points = [(x(result.articles), y(value(result)), value(result)) for result in those]
        path = " ".join(f"{at:.1f},{height:.1f}" for at, height, _ in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for at, height, number in points:
            parts.append(f'<circle cx="{at:.1f}" cy="{height:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<text x="{at + 4:.1f}" y="{height - 5:.1f}" fill="{colour}">{number:.2g}</text>')
        parts.append(f'<text x="{left + _MARGIN + line * 75}" y="{_HEIGHT - 14}" fill="{colour}">{name}</text>')
    return "".join(parts)
