"""Sign-in, where Earshot is hosted: who the identity provider says somebody is, and until when that is believed.

Streamlit does the OpenID Connect; it is configured by the section [auth] of its secrets. Without that section nobody
signs in, and whoever sits at this machine is its only user.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.errors import NotSignedIn, WorkspaceError
from lib.settings import Settings
from lib.words import _

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Identity:
    """What the provider says of a person. `subject` is theirs for good, and of one provider; `email` is lower case,
    and empty where the provider did not verify it; `login` is this one sign-in."""

    subject: str
    email: str
    name: str
    login: str
    issued_at: float


class Watch:
    """When each sign-in was last used in this process; one that it does not know is as old as its token."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def is_over(self, found: Identity, seconds: float, now: float) -> bool:
        """Whether this sign-in lay idle for longer than that."""
        with self._lock:
            return now - self._seen.get(found.login, found.issued_at) > seconds

    def use(self, found: Identity, now: float) -> None:
        """It is used now."""
        with self._lock:
            self._seen.pop(found.login, None)
            self._seen[found.login] = now
            while len(self._seen) > _MOST_REMEMBERED:
                del self._seen[next(iter(self._seen))]


def is_configured() -> bool:
    """Whether people sign in here; WorkspaceError where they must, and no provider is configured."""
    found = "is_logged_in" in st.user
    settings = Settings.from_environment()
    if not found and (settings.sign_in or settings.workspaces):
        raise WorkspaceError(
            _("Nobody can sign in yet: whoever runs this server has to name an identity provider in its secrets.")
        )
    return found


def identity() -> Identity | None:
    """Who signed in; None where nobody does here. NotSignedIn where somebody has to, or was away for too long."""
    if not is_configured():
        return None
    found = _identity(st.user.to_dict()) if st.user.is_logged_in else None
    if found is None:
        raise NotSignedIn(_("Sign in to go on."))
    if _watch().is_over(found, idle_seconds(), time.time()):
        st.logout()
        raise NotSignedIn(_("You were away for a while: sign in again."))
    _watch().use(found, time.time())
    return found


def go_on() -> None:
    """A part of a page runs by itself: the sign-in is used, or over, in which case the whole page runs and says so."""
    found = _identity(st.user.to_dict())
    if not st.user.is_logged_in or _watch().is_over(found, idle_seconds(), time.time()):
        st.rerun()
    _watch().use(found, time.time())


def idle_seconds() -> float:
    """How long somebody may do nothing; WorkspaceError where the setting is no number."""
    said = Settings.from_environment().idle_minutes
    try:
        minutes = float(said)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 60 * 24:
        raise WorkspaceError(_("EARSHOT_IDLE_MINUTES is {said}: give minutes, from 1 to 1440.", said=said or "–"))
    return minutes * 60


def keep_watch() -> None:
    """Looks now and then whether the sign-in is over, so that nothing stays on the screen of who went away."""
    st.fragment(_look, run_every=min(15.0, idle_seconds() / 4))()


def _look() -> None:
    found = _identity(st.user.to_dict())
    if _watch().is_over(found, idle_seconds(), time.time()):
        st.rerun()


def _identity(claims: Mapping[str, Any]) -> Identity:
    subject = f"{claims.get('iss', '')}|{claims.get('sub', '')}"
    is_verified = claims.get("email_verified", True) in (True, "true")
    email = str(claims.get("email") or "").strip().lower() if is_verified else ""
    name = str(claims.get("name") or "").strip() or email or _("Unnamed")
    issued_at = float(claims.get("iat") or 0)
    return Identity(subject[:255], email, name[:120], f"{subject}|{issued_at}", issued_at)


def providers() -> list[str]:
    """The providers to choose from, by the names of their sections; "" is the only one of a plain section."""
    section = st.secrets["auth"]
    named = [name for name in section if isinstance(section[name], Mapping) and "client_id" in section[name]]
    return ([""] if "client_id" in section else []) + [name for name in named if name != "default"]


@st.cache_resource(show_spinner=False)
def _watch() -> Watch:
    return Watch()
