"""What WhatsApp itself writes into a chat: notices, deleted messages, media left out (English and Italian).

Whatever a phone in another language writes under somebody's name stays a message of that name; without a name it is
a notice in every language. Words that a person could as well have typed count as WhatsApp's own only behind the mark
of writing direction that iPhones put there.
"""

import re

_QUOTED = r"[\"“”«»„](?P<title>[^\"“”«»„]{1,120})[\"“”«»„]"
_APOSTROPHE = "['’]"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns).replace("'", _APOSTROPHE), re.I)


_CREATED = _any(rf"\b(?:created (?:the |this )?group|(?:ha|hai) creato il gruppo) ?{_QUOTED}")
_GROUP = _any(
    r"\bcreated (?:the |this )?group",
    r"\b(?:changed|set) (?:the|this) (?:group|subject)",
    r"\bchanged (?:the|this) group's",
    r"\bjoined (?:using|from|via|the group)",
    r"\b(?:was|were) (?:added|removed)",
    r"\b(?:added|removed) (?:you|.{1,60})$",
    r"\b(?:left|left the group)$",
    r"\bnow an admin",
    r"\bno longer an admin",
    r"\b(?:ha|hai) creato (?:il|questo) gruppo",
    r"\b(?:ha|hai) (?:cambiato|modificato) (?:l'oggetto|l'immagine|l'icona|il nome|la descrizione|le impostazioni)",
    r"\b(?:ha|hai) (?:aggiunto|rimosso) .{1,60}$",
    r"\bti ha (?:aggiunto|rimosso)",
    r"\b(?:è|sei) stat[oa] (?:aggiunt|rimoss)[oa]",
    r"\b(?:ha|hai) abbandonato",
    r"\b(?:è|sei) (?:entrat[oa]|uscit[oa])",
    r"\b(?:è|sei) (?:ora|diventat[oa]) (?:un )?amministrat",
    r"\bsi è unit[oa]",
)
_ENCRYPTED = _any(
    r"messages and calls are end-to-end encrypted",
    r"messages (?:you send )?to this (?:chat|group)(?: and calls)? are (?:now )?secured",
    r"i messaggi e le chiamate (?:in questa chat )?sono (?:ora )?(?:crittografat|protett)",
    r"i messaggi (?:che invii )?(?:a|in) quest[ao] (?:chat|gruppo)[^.]{0,40}sono (?:ora )?(?:crittografat|protett)",
)
_NOTICE = _any(
    r"missed (?:group )?(?:voice|video) call(?:[.,] .{1,40})?$",
    r"(?:chiamata|videochiamata)(?: vocale| video)?(?: di gruppo)? persa(?:[.,] .{1,40})?$",
    r"waiting for this message\b.{0,120}$",
    r"in attesa d(?:el|i questo) messaggio(?:\. .{1,120})?\.?$",
    r"null$",
)
_MARKED_NOTICE = _any(
    r"(?:voice|video) call\b",
    r"(?:chiamata vocale|videochiamata)\b",
    r"live location shared",
    r"posizione (?:attuale|in tempo reale)",
    r".{1,80}security code",
    r".{1,80}codice di sicurezza",
    r".{1,80}changed (?:their phone|to a new) number",
    r".{1,80} ha cambiato (?:il (?:suo )?)?numero",
    r"you (?:blocked|unblocked)",
    r"hai (?:bloccato|sbloccato)",
    r".{0,80}disappearing messages",
    r".{0,80}messaggi effimeri",
    r"this chat is with a",
    r"questa chat è con",
)
_DELETED = _any(
    r"this message was deleted(?: by .{1,80})?\.?",
    r"you deleted this message(?: as admin)?\.?",
    r"questo messaggio è stato eliminato(?: d.{1,80})?\.?",
    r"hai eliminato questo messaggio(?: .{1,80})?\.?",
)
_EDITED = _any(r"\s{0,9}<(?:this message was edited|questo messaggio è stato modificato)\.?>\s{0,99}$")
_MEDIA_LINE = _any(
    r"<[^<>\n]{0,60}(?:omitted|omess[aeio]|esclus[aeio]|non inclus[aeio])>",
    r"(?:image|video|video note|audio|sticker|gif|document|contact card|media) omitted",
    r"(?:immagine|video|videomessaggio|nota video|audio|sticker|gif|documento|scheda contatto|contatto)"
    r" (?:omess[ao]|non inclus[ao]|esclus[ao])",
    r"<(?:attached|allegato): [^<>\n]{1,200}>",
    r"[^\n]{1,200}\.\w{2,5} \((?:file attached|file allegato)\)",
    r"[^\n]{1,200} • [^\n]{0,40}(?:document omitted|documento omesso)",
)
_ATTACHED = _any(r"\s{0,9}<(?:attached|allegato): [^<>\n]{1,200}>\s{0,9}")


def group_title(said: str) -> str | None:
    """The title a group was given when it was made, where a notice says so."""
    found = _CREATED.search(said[:400])
    return found["title"].strip() if found else None


def tells_of_group(said: str) -> bool:
    """Whether a notice is one that only groups have."""
    return bool(_GROUP.search(said[:300]))


def is_encryption_notice(said: str) -> bool:
    """Whether it is the notice at the head of a chat, which iPhones sign with the chat's name."""
    return bool(_ENCRYPTED.match(said))


def is_notice(said: str, *, is_marked: bool) -> bool:
    """Whether words under a name are WhatsApp's own. `is_marked`: a mark of writing direction stands before them."""
    if _ENCRYPTED.match(said) or _NOTICE.match(said):
        return True
    return is_marked and bool(_MARKED_NOTICE.match(said) or tells_of_group(said))


def is_bare_notice(said: str) -> bool:
    """Whether a line with a colon in it is a notice all the same (Anna created group "Aurora: readers")."""
    found = _GROUP.search(said[:300])
    return bool(found and ": " not in said[: found.start()]) or bool(_ENCRYPTED.match(said))


def is_deleted(said: str) -> bool:
    """Whether only the trace of a deleted message is left."""
    return bool(_DELETED.fullmatch(said.strip()))


def spoken(said: str) -> str:
    """What a person wrote in it: without the names of media and the mark of an edit; "" where that is nothing."""
    kept = [line for line in _EDITED.sub("", said).split("\n") if not _MEDIA_LINE.fullmatch(line.strip())]
    return _ATTACHED.sub(" ", "\n".join(kept)).strip()
