"""ONE table of keys: bindings, footer, help, command palette and the page in the docs are all derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from index.values import dataclass

if TYPE_CHECKING:
    from textual.binding import Binding

Place = Literal["everywhere", "moving", "query", "chips", "facets", "results", "article", "quotes", "person"]

TITLES: dict[Place, str] = {
    "everywhere": "Everywhere",
    "moving": "In every list",
    "query": "Query line",
    "chips": "Filters",
    "facets": "Facets",
    "results": "Results, article",
    "article": "Article alone",
    "quotes": "Its quotes",
    "person": "Person",
}


@dataclass(frozen=True, slots=True)
class Key:
    """What some keys do in one place.

    ``keys`` are Textual's names, ``shown`` is how they are written; ``footer`` is the word in the footer, "" for none;
    ``palette`` says that the command palette offers it. ``both`` are the words for this key and the next one of the
    table together, where the help has one line for the two.
    """

    place: Place
    keys: str
    shown: str
    action: str
    does: str
    footer: str = ""
    palette: bool = False
    both: str = ""


_AT_ONCE = ("screen.ask", "screen.to_results", "screen.read", "screen.leave")
"""Actions that are done before the next key is looked at, since that belongs to what keys go to afterwards."""

_NUMBERS = ",".join(map(str, range(1, 10)))

KEYS: tuple[Key, ...] = (
    Key("everywhere", "slash", "/", "screen.ask", "search", "Search", True),
    Key("everywhere", "tab", "Tab", "screen.next_pane", "next pane", both="other pane"),
    Key("everywhere", "shift+tab", "⇧Tab", "screen.previous_pane", "pane before"),
    Key("everywhere", "escape", "Esc", "screen.leave", "back"),
    Key("everywhere", "z", "z", "screen.zoom", "zoom this pane", "Zoom", True),
    Key("everywhere", "Q", "Q", "screen.quotes_mode", "quotes mode", "Quotes", True),
    Key("everywhere", "s", "s", "screen.sort", "sort otherwise", "Sort", True),
    Key("everywhere", "u", "u", "screen.group", "copies apart", "", True),
    Key("everywhere", "less_than_sign,alt+left", "<", "screen.back", "search before", "", True, both="back, forward"),
    Key("everywhere", "greater_than_sign,alt+right", ">", "screen.forward", "search after", "", True),
    Key("everywhere", "backspace", "Bksp", "screen.drop_last", "drop a filter", "", True),
    Key("everywhere", "c", "c", "screen.clear", "drop filters", "", True),
    Key("everywhere", "e", "e", "screen.export", "export", "Export", True),
    Key("everywhere", "ctrl+r,f5", "^R", "screen.refresh_archive", "look for new", "", True),
    Key("everywhere", "t", "t", "screen.theme", "other look", "", True),
    Key("everywhere", _NUMBERS, "1-9", "screen.mend", "mend the query"),
    Key("everywhere", "ctrl+p", "^P", "app.command_palette", "all commands"),
    Key("everywhere", "question_mark", "?", "screen.help", "this help", "Help", True),
    Key("everywhere", "q,ctrl+q", "q", "app.quit", "quit", "Quit"),
    Key("moving", "j,down", "j", "down", "down", both="down, up"),
    Key("moving", "k,up", "k", "up", "up"),
    Key("moving", "g,home", "g", "top", "to the top", both="top, end"),
    Key("moving", "G,end", "G", "bottom", "to the end"),
    Key("moving", "pagedown,ctrl+d", "PgDn", "page_down", "page down", both="page down, up"),
    Key("moving", "pageup,ctrl+u", "PgUp", "page_up", "page up"),
    Key("query", "enter,down", "Enter", "screen.to_results", "to the results", "Results"),
    Key("query", "tab", "Tab", "complete", "complete", "Complete"),
    Key("query", "up", "↑", "screen.back", "search before"),
    Key("chips", "left,h", "←", "left", "filter before", both="other filter"),
    Key("chips", "right,l", "→", "right", "next filter"),
    Key("chips", "enter,space,x,delete", "Enter", "remove", "remove it", "Remove"),
    Key("facets", "space,enter", "Space", "include", "include", "Include"),
    Key("facets", "x", "x", "exclude", "exclude", "Exclude"),
    Key("facets", "f", "f", "find", "find by typing", "Find"),
    Key("facets", "plus,m", "+", "more", "more values", "More"),
    Key("facets", "left,h", "←", "earlier", "dates: earlier", "Earlier", both="dates: move"),
    Key("facets", "right,l", "→", "later", "dates: later", "Later"),
    Key("facets", "left_square_bracket", "[", "since", "dates: from here on", "From", both="from, up to"),
    Key("facets", "right_square_bracket", "]", "until", "dates: up to here", "To"),
    Key("facets", "p", "p", "screen.person", "their page", "Person"),
    Key("results", "enter,right,l", "Enter", "screen.read", "read it", "Read"),
    Key("results", "space", "Space", "unfold", "its copies", "Copies"),
    Key("results", "p", "p", "screen.person", "person's page", "Person", True),
    Key("results", "m", "m", "screen.more_like", "more like this", "More like", True),
    Key("results", "y", "y", "screen.copy", "copy", "Copy", True),
    Key("results", "o", "o", "screen.pager", "open file in $PAGER", "Open", True, both="pager, editor"),
    Key("results", "O", "O", "screen.editor", "open file in $EDITOR", "", True),
    Key("results", "r", "r", "screen.raw", "raw file", "", True),
    Key("article", "n", "n", "next_match", "next match", "Match", both="matches"),
    Key("article", "N", "N", "previous_match", "match before"),
    Key("article", "J", "J", "screen.next_article", "next article", both="next, previous"),
    Key("article", "K", "K", "screen.previous_article", "article before"),
    Key("article", "space", "Space", "page_down", "page down"),
    Key("article", "i", "i", "screen.list_quotes", "its quotes", "Its quotes", True),
    Key("article", "r", "r", "screen.raw", "raw file", "Raw"),
    Key("article", "left,h", "←", "screen.to_results", "to the results"),
    Key("article", "p", "p", "screen.person", "person's page", "Person"),
    Key("article", "m", "m", "screen.more_like", "more like this", "More like"),
    Key("article", "y", "y", "screen.copy", "copy its id", "Copy"),
    Key("article", "o", "o", "screen.pager", "open file in $PAGER", "Open"),
    Key("article", "O", "O", "screen.editor", "open file in $EDITOR"),
    Key("quotes", "enter,space", "Enter", "jump", "to the quote", "Go to"),
    Key("quotes", "y", "y", "screen.copy", "copy, cite", "Copy"),
    Key("quotes", "p", "p", "screen.person", "speaker", "Person"),
    Key("quotes", "i,left,h", "i", "screen.list_quotes", "to the article"),
    Key("person", "escape,q", "Esc", "screen.dismiss_page", "back", "Back"),
    Key("person", "space,enter", "Space", "screen.only_person", "their articles", "Articles"),
    Key("person", "Q", "Q", "screen.their_quotes", "their quotes", "Quotes"),
    Key("person", "p", "p", "screen.companion", "companion", "Companion"),
)


def bindings(*places: Place) -> list[Binding]:
    """Return the bindings of places, for Textual."""
    from textual.binding import Binding

    found = []
    for key in KEYS:
        if key.place in places:
            for each in key.keys.split(","):
                action = f"{key.action}({each})" if each.isdigit() else key.action
                first = each == key.keys.split(",")[0]
                found.append(
                    Binding(
                        each,
                        action,
                        key.footer or key.does,
                        show=bool(key.footer) and first,
                        key_display=key.shown.split()[0],
                        tooltip=key.does,
                        priority=key.action in _AT_ONCE,
                    )
                )
    return found


def table() -> dict[Place, list[Key]]:
    """Return the keys by place, in the order of the table."""
    return {place: [key for key in KEYS if key.place == place] for place in TITLES}


def markdown() -> str:
    """Return the table of keys for the docs."""
    parts = []
    for place, listed in table().items():
        rows = "\n".join(f"| `{key.shown}` | {key.does} |" for key in listed)
        parts.append(f"### {TITLES[place]}\n\n| key | what it does |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)
