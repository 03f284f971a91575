"""What a site says in place of a story: that there is none, or who must do what to see it."""

from __future__ import annotations

import re
from http import HTTPStatus

ANSWER = "error page or login"
"""What such a page is; it completes "skipped: "."""
LONGEST_ANSWER = 1_000
"""Characters of what a site says in place of a story: a story that is called the same is longer."""
_SAYINGS = frozenset([
    "page not found", "page cannot be found", "page can't be found", "page could not be found", "file not found",
    "that page can't be found", "this page could not be found", "the page you requested could not be found",
    "nothing found", "page unavailable", "page not available", "this page isn't available", "content unavailable",
    "content not available", "access denied", "access blocked", "access to this page has been denied", "just a moment",
    "attention required", "one more step", "please wait", "checking your browser", "robot check", "are you a robot",
    "are you human", "security check", "pardon our interruption", "verify you are human", "log in", "login", "sign in",
    "please log in", "please sign in", "log in to continue", "sign in to continue", "create account",
    "create an account", "before you continue", "we value your privacy", "privacy settings", "cookie settings",
    "cookie consent", "object moved", "document moved", "page moved", "redirecting", "you are being redirected",
    "site maintenance", "under maintenance", "unavailable due to legal reasons", "database error", "server error",
    "error establishing a database connection", "an error occurred", "an error has occurred", "error",
    "account suspended", "javascript is disabled", "enable javascript", "please enable javascript",
    "seite nicht gefunden", "zugriff verweigert", "anmelden", "einloggen", "page introuvable", "page non trouvée",
    "accès refusé", "página no encontrada", "acceso denegado", "iniciar sesión", "pagina non trovata",
    "accesso negato", "página não encontrada", "acesso negado", "pagina niet gevonden",
])  # fmt: skip
"""What sites call a page that has nothing of what was asked for, without the name of the site."""
_CODE = re.compile(r"(?:(?:http|status|error|code)\s+)*([345]\d\d)(?:\s+error)?\b\W*")
_STANDARD = {str(status.value): status.phrase.casefold() for status in HTTPStatus}
"""What servers say by the standard (RFC 9110) behind a number: ``404 Not Found``, ``301 Moved Permanently``."""
_PARTS = re.compile(r"\s[|·•»–—-]+\s|:\s|(?<![.!?…])[.!?…]++\s")
_AROUND = " \t.!?…:,-–—|·•»#"
_FILLERS = frozenset(["", "oops", "whoops", "sorry"])


def is_answer(line: str, site: str | None = None) -> bool:
    """Tell whether a line says, beside the name of a site, no more than that something is not shown, and why."""
    bare = line.strip().casefold().replace("’", "'")
    known = {*_SAYINGS, *_FILLERS, (site or "").casefold()}
    if code := _CODE.match(bare):
        bare = bare[code.end() :]
        known.add(_STANDARD.get(code[1], ""))
    parts = {part.strip(_AROUND) for part in _PARTS.split(bare)}
    return parts <= known and (code is not None or not parts.isdisjoint(_SAYINGS))
