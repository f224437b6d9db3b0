"""What the folder of a mail says of it, in the languages that mail programs speak."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from binascii import Error as NoBase64
from functools import lru_cache
from pathlib import PurePosixPath

SPAM = "spam"
TRASH = "trash: you deleted it"
DRAFT = "draft, never sent"
CHAT = "a chat, not a mail"
SENT = "sent"

LABELS = {
    SPAM: "spam, junk",
    TRASH: "trash, bin, papierkorb, corbeille, papelera, lixeira, lixo, reciclagem, cestino, prullenbak",
    DRAFT: "drafts, draft, entwürfe, entwurf, brouillons, brouillon, borradores, borrador, rascunhos, "
    "rascunho, bozze, bozza, concepten",
    CHAT: "chat, chats, bate-papo, bate-papos",
    SENT: "sent, sent mail, gesendet, envoyé, envoyés, messages envoyés, mails envoyés, enviado, enviados, "
    "enviada, enviadas, e-mails enviados, inviato, inviati, inviata, posta inviata, verzonden, "
    "verzonden berichten",
}
"""Gmail's labels in English, German, French, Spanish, Portuguese, Italian and Dutch."""

FILES = {
    SPAM: "junk e-mail, junk email, junk mail, bulk mail, junk-e-mail, courrier indésirable, indésirables, "
    "correo no deseado, lixo eletrônico, posta indesiderata, ongewenste e-mail, ongewenst",
    TRASH: "deleted, deleted items, deleted messages, gelöschte objekte, gelöschte elemente, "
    "éléments supprimés, elementos eliminados, itens excluídos, itens eliminados, posta eliminata, "
    "verwijderde items, prullenmand",
    DRAFT: "templates, unsent messages, outbox, postausgang, boîte d'envoi, bandeja de salida, "
    "caixa de saída, posta in uscita, postvak uit",
    SENT: "sent items, sent messages, sent-mail, gesendete objekte, gesendete elemente, "
    "gesendete nachrichten, éléments envoyés, courrier envoyé, elementos enviados, itens enviados, "
    "mensagens enviadas, elementi inviati, verzonden items",
}
"""What else Thunderbird, Outlook and Apple Mail call the files of such folders."""


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _by_name(*tables: dict[str, str]) -> dict[str, str]:
    named = [
        (name, meaning) for table in tables for meaning, names in table.items() for name in names.split(", ")
    ]
    return {_folded(name): meaning for name, meaning in named}


_OF_LABEL = _by_name(LABELS)
_OF_FILE = _by_name(LABELS, FILES)

_NUMBERED = re.compile(r"(?:[-_ ]\d{1,3}|[ _]?\(\d{1,3}\))$")
_SUFFIXES = frozenset({".mbox", ".mbx", ".mboxrd", ".mboxo"})
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


@lru_cache(maxsize=4096)
def meanings_of_labels(labels: str) -> frozenset[str]:
    """Return what Gmail's labels of a mail say of it: spam, trash, draft, chat, sent.

    Examples
    --------
    >>> sorted(meanings_of_labels("Wichtig,Gesendet"))
    ['sent']
    """
    names = (_folded(label.strip("\\ ")) for label in labels.split(","))
    return frozenset(_OF_LABEL[name] for name in names if name in _OF_LABEL)


def meaning_of_file(source: str) -> str:
    """Return what the name of a mailbox's file says of all mails in it; "" if nothing.

    Understands the numbers that a second copy is given, the encoded names of IMAP folders, and a folder
    exported by Apple Mail as "Sent.mbox/mbox".

    Examples
    --------
    >>> meaning_of_file("mail/Entw&APw-rfe-1"), meaning_of_file("All mail Including Spam and Trash.mbox")
    ('draft, never sent', '')
    """
    path = PurePosixPath(source)
    name = path.parent.name if path.name.lower() == "mbox" else path.name
    stem = (
        name[: -len(PurePosixPath(name).suffix)] if PurePosixPath(name).suffix.lower() in _SUFFIXES else name
    )
    stem = _NUMBERED.sub("", _SHIFTED.sub(_unshifted, stem)).strip()
    last = re.split(r"[./]", stem)[-1].strip("[] ")
    return _OF_FILE.get(_folded(stem)) or _OF_FILE.get(_folded(last), "")


def _unshifted(match: re.Match[str]) -> str:
    """Return the letters that IMAP's folder names write in base64: "&APw-" is "ü"."""
    letters = match.group(1).replace(",", "/")
    try:
        return b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-16-be") if letters else "&"
    except (NoBase64, UnicodeDecodeError):
        return match.group()
