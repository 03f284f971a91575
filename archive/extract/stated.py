"""Brings what a format states of the source into the words that text is read with: agencies and papers by one name."""

from __future__ import annotations

from dataclasses import replace

from archive.extract.outlets import outlet, words_in
from archive.readers.copy import Stated
from archive.restore.lexicon import phrases
from index.article import Dateline


def settled(stated: Stated) -> Stated:
    """Return what is stated with agency and publication by canonical name, each in its own field.

    Formats name a source without saying which of both it is: a known agency moves to ``agency``, a known paper to
    ``publication``. Writers who are agencies are no writers.
    """
    agency, publication = stated.agency, stated.publication
    if agency is None and publication is None and not stated.byline:
        return stated
    wired, printed = _agency(agency), _agency(publication)
    if printed and not wired:
        # Who passed a story on is named beside an agency only where it is a paper.
        agency, publication = printed, _paper(agency)
    elif wired:
        agency, publication = wired, None if printed else _paper(publication) or publication
    elif agency and publication is None and (paper := _paper(agency)):
        agency, publication = None, paper
    elif publication:
        publication = _paper(publication) or publication
    names = tuple(name for name in stated.byline if not _agency(name))
    if agency is None and len(names) < len(stated.byline):
        agency = next(filter(None, map(_agency, stated.byline)), None)
    known = [name for name in (stated.agency, stated.publication) if name and outlet(name)]
    called = tuple(name for name in dict.fromkeys(known) if name not in (agency, publication))
    return replace(stated, agency=agency, publication=publication, byline=names, called=called)


def completed(stated: Dateline | None, printed: Dateline | None) -> Dateline | None:
    """Return the dateline that a format states, or else the printed one; of the same place both together say more."""
    found = _together(stated, printed)
    return (
        replace(found, region_name=phrases("regions").get(words_in(found.region))) if found and found.region else found
    )


def _together(stated: Dateline | None, printed: Dateline | None) -> Dateline | None:
    if stated is None or printed is None or not stated.place or not printed.place:
        return stated or printed
    own = {place.casefold(): place for place in printed.places}
    if stated.place.casefold() not in own:
        return stated
    places = dict.fromkeys(own.get(place.casefold(), place) for place in (*stated.places, *printed.places))
    return replace(
        printed,
        place=own[stated.place.casefold()],
        region=stated.region or printed.region,
        places=tuple(places),
        date=printed.date or stated.date,
    )


def _agency(name: str | None) -> str | None:
    found = outlet(name)
    return found.agency if found else None


def _paper(name: str | None) -> str | None:
    found = outlet(name)
    return found.publication if found else None
