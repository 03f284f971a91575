"""Which of two parties that a format names is the agency, and which the paper."""

from __future__ import annotations

import re

_PAPER = re.compile(
    r"\b(?:Times|Post|Courier|Chronicle|Gazette|Herald|Tribune|Journal|Mail|Star|Sun|Guardian|Observer|Telegraph|Examiner"
    r"|Independent|Standard|Globe|Mirror|Echo|Review|Magazine|Newspaper|Daily|Weekly|Evening|Morning|Sunday)\b"
)


def agency_and_paper(source: str | None, provider: str | None) -> tuple[str | None, str | None]:
    """Return agency and publication, given where a story comes from and who passes it on.

    A paper by its name is the publication, whichever of both it is; of two others the source counts as the agency.
    """
    if source is None or provider is None or source == provider:
        name = source or provider
        return (None, name) if name and _PAPER.search(name) else (name, None)
    if _PAPER.search(source) and not _PAPER.search(provider):
        return provider, source
    return source, provider
