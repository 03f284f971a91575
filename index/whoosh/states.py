"""Reads the committed states of an archive, one after the other, while a writer may go on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.errors import PeopleRulesError
from index.people_rules import PEOPLE_RULES, PeopleRules, parse_rules
from index.whoosh.files import SegmentFaultError
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.whoosh.toc import NAME, SEGMENTS, Toc, read_toc

TRIES = 50
"""How often a state is read again that a writer took away meanwhile."""

_Stamp = tuple[int, int, int] | None
"""What tells one state of a file from another; None where there is no file."""


class States:
    """The states of one archive; ``toc`` is the table of contents of the last that was read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[_Stamp, _Stamp] | None = None
        self._known: dict[str, Segment] = {}
        self.toc = Toc()

    def changed(self) -> bool:
        """Return whether the table of contents, or what the user says of people, is another than was read."""
        return self._now() != self._stamp

    def _now(self) -> tuple[_Stamp, _Stamp]:
        return _stamp(self._folder / NAME), _stamp(self._folder / PEOPLE_RULES)

    def load(self) -> Snapshot:
        """Read the last state; a writer may remove files of older ones meanwhile, which is then tried again."""
        tries = 0
        while True:
            tries += 1
            stamp = self._now()
            toc = read_toc(self._folder)
            segments: list[Segment] = []
            faults: list[str] = []
            for info in toc.segments:
                try:
                    segments.append(self._open(info.name))
                except SegmentFaultError as error:
                    faults.append(_left_out(error))
            if faults and tries < TRIES and self._now() != stamp:
                continue
            try:
                snapshot = Snapshot(self._folder, toc, segments, faults, self._rules())
            except SegmentFaultError:
                if tries < TRIES and self._now() != stamp:
                    continue
                raise
            self._stamp = stamp
            self.toc = toc
            self._known = {segment.name: segment for segment in segments}
            return snapshot

    def _open(self, name: str) -> Segment:
        known = self._known.get(name)
        if known is not None and not known.file.replaced():  # an archive that was rebuilt counts its files anew
            return known
        return Segment(self._folder / SEGMENTS / f"{name}.seg", name)

    def _rules(self) -> PeopleRules | None:
        path = self._folder / PEOPLE_RULES
        try:
            text = path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            fault = error.strerror or type(error).__name__
            raise PeopleRulesError(
                f"{path}: cannot be read: {fault}: make it a text file, or move it away", line=0
            ) from None
        return parse_rules(text, str(path))

    def without(self, snapshot: Snapshot, error: SegmentFaultError) -> Snapshot:
        """Return a state without a damaged part: the people table is worked out anew, a segment is left out."""
        toc, faults = snapshot.toc, snapshot.faults
        rest = [segment for segment in snapshot.segments if segment.file.path != error.path]
        if error.path.name == toc.people:
            toc = replace(toc, people=None)
        elif len(rest) < len(snapshot.segments):
            faults = (*faults, _left_out(error))
        else:
            raise error
        return Snapshot(self._folder, toc, rest, faults, snapshot.rules)


def _stamp(path: Path) -> _Stamp:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def _left_out(error: SegmentFaultError) -> str:
    return f"a damaged part of the archive was left out: {error}"
