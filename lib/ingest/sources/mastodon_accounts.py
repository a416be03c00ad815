"""Accounts and addresses of the fediverse: "anna@libri.example" out of every way in which they are written."""

import re

from lib.ingest.sources.chat import Object, id_at, object_at, objects_at, words_at

_ACTOR = re.compile(r"https?://([^/\s]{1,250})/(?:users/|@)([\w.-]{1,100})(?:@([^/\s]{1,250}))?(?:/.*)?", re.S)
_STATUS = re.compile(r"(https?://[^/\s]{1,250}/users/)[\w.-]{1,100}/statuses/\d{1,40}")
_ACCT = re.compile(r"[\w.-]{1,100}(?:@[\w.:-]{1,250})?")


def actor_handle(address: object) -> str | None:
    """The handle behind the address of an account or of something of it; None where it is written otherwise."""
    found = _ACTOR.fullmatch(address) if isinstance(address, str) else None
    return f"{found[2]}@{found[3] or found[1]}".lower() if found else None


def account_handle(account: Object) -> str | None:
    """The handle of an account as a server tells it: the server's own accounts come without its name."""
    acct = (words_at(account, "acct") or "").strip().lstrip("@")
    if not _ACCT.fullmatch(acct):
        return None
    if "@" in acct:
        return acct.lower()
    found = _ACTOR.fullmatch(words_at(account, "url", "uri") or "")
    return f"{acct}@{found[1]}".lower() if found else None


def parent_address(status: Object, number: str) -> str | None:
    """The address of the status answered, where it is one of the server that was asked; None where it is not known.

    A server's own number is part of the address only for its own accounts, who are named without a server.
    """
    answered = id_at(status, "in_reply_to_account_id")
    own = object_at(status, "account")
    for account in (own, *objects_at(status, "mentions")):
        acct = words_at(account, "acct") or ""
        if answered is None or id_at(account, "id") != answered or not _ACCT.fullmatch(acct) or "@" in acct:
            continue
        base = _STATUS.fullmatch(id_at(status, "uri") or "") if account is own else None
        found = _ACTOR.fullmatch(words_at(account, "url") or "")
        if base:
            return f"{base[1]}{acct}/statuses/{number}"
        return f"https://{found[1]}/users/{acct}/statuses/{number}" if found else None
    return None
