"""Calls popes, monarchs and nuns by their titles, since others of an archive have their given names: ``Pope Ivan``."""

from __future__ import annotations

import re

from archive.restore.lexicon import word_set
from index.article import Article, Person
from index.values import replace

_GIVEN_NAME = re.compile(r"\w+(?: [IVX]+)?")


def by_title(article: Article) -> Article:
    """Return an article in which whoever is named by a given name alone, with a title that goes with it, has both."""
    names = {person.name: name for person in article.people if (name := _titled(person))}
    if not names:
        return article
    return replace(
        article,
        people=tuple(
            replace(p, name=names[p.name], forms=(names[p.name], *p.forms)) if p.name in names else p
            for p in article.people
        ),
        quotes=tuple(replace(q, person=names.get(q.person, q.person)) if q.person else q for q in article.quotes),
    )


def _titled(person: Person) -> str | None:
    """Return the name of a person with the title, None where the name stands for itself."""
    if not _GIVEN_NAME.fullmatch(person.name):
        return None
    titles = (role.split()[-1] for role in person.roles if role.strip())
    title = next((t for t in titles if t.istitle() and t.lower() in word_set("titles_of_given_names")), None)
    return f"{title} {person.name}" if title else None
