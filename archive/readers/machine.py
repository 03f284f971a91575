"""Plain text that programs write for programs: rules for robots, lists of addresses, logs."""

from __future__ import annotations

import re

_MOST_LINES = 50
"""Lines that are looked at."""
_ROBOTS = re.compile(
    rb"\s*(?:#.*|(?:user-agent|disallow|allow|crawl-delay|request-rate|visit-time|clean-param|host|sitemap)\s*:.*)?",
    re.IGNORECASE,
)
_AGENT = re.compile(rb"^\s{0,20}user-agent\s{0,20}:", re.IGNORECASE | re.MULTILINE)
"""Rules for robots (RFC 9309) tell for whom they are."""
_ADDRESS = re.compile(rb"\s*(?:https?|ftp)://\S+\s*")
_LOGGED = re.compile(
    rb"\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \"|"
    rb"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+(?:\[?[\w.:/-]{1,80}\]?\s+){0,3}?[\[<]?"
    rb"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b|"
    rb"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,80} [\w./-]{1,80}(?:\[\d{1,7}\])?: "
)
"""The begin of a line of a server (Common Log Format), of a program with a level, and of a system (RFC 3164)."""
_MOST_OTHERS = 5
"""One line in so many of a log may be the rest of the one before."""
_FETCHED = re.compile(rb"--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  (?:https?|ftp)://")
"""The first line of the log of wget."""

_DUMP = re.compile(
    rb"(?:--\s+)?-- (?:(?:MySQL|MariaDB|phpMyAdmin SQL) dump|PostgreSQL database dump)"
    rb"|PRAGMA foreign_keys=OFF;\s+BEGIN ",
    re.IGNORECASE,
)
"""How the dumps of databases begin."""


def is_dump(head: bytes) -> bool:
    """Tell whether a text is a database written out as commands."""
    return _DUMP.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def written_for_programs(head: bytes) -> str | None:
    """Return what a text is, by its first bytes, that a program wrote for another; None for what anybody may read.

    The answer completes "skipped: ".
    """
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_dump(head):
        return "dump of a database"
    if _FETCHED.match(head):
        return "log"
    lines = list(filter(bytes.strip, head.splitlines()[:_MOST_LINES]))
    if _AGENT.search(head) and all(map(_ROBOTS.fullmatch, lines)):
        return "rules for robots"
    if lines and all(map(_ADDRESS.fullmatch, lines)):
        return "list of addresses"
    logged = sum(_LOGGED.match(line) is not None for line in lines)
    return "log" if logged > 1 and (len(lines) - logged) * _MOST_OTHERS <= len(lines) else None
