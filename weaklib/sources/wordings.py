"""Wordings found while a text is read; the text itself is never kept."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from weaklib.sources.sheets.texts import listed

# in small letters; of Danish and Norwegian together
_WORDINGS = {
    "en": r"""
        introduc(?:e|ing)\s+(?:you|the\s+two|y'?all) | let\s+me\s+introduce | e-?introduc
      | introduc(?:e|ing)\s+(?:\w+\s+){1,4}to\s+you\b | (?:an|this)\s+introduction
      | (?:connect|putt?)(?:ing)?\s+(?:you\s+(?:two|with|both)|the\s+two\s+of\s+you)
      | putt?(?:ing)?\s+you\s+in\s+(?:touch|contact)
      | (?:like|love|wanted|want)\s+you\s+(?:(?:two|both)\s+)?to\s+meet\b
      | you\s+(?:two|both)\s+(?:should|ought\s+to|need\s+to|must)\s+(?:\w+\s+)?(?:talk|meet|speak|connect)\b
      | thank(?:s|\s+you)\b.{0,30}\bfor\s+(?:the|this|that|your)\s+(?:\w+\s+)?(?:e-?)?intro(?:duction)?\b
    """,
    "de": r"""
        (?:möchte|darf|will|würde)\s+(?:ich\s+)?(?:gerne?\s+)?(?:euch|dir|ihnen|sie|dich)\b.{0,40}
        \b(?:vorstellen|bekannt\s*machen)
      | stelle\s+(?:ich\s+)?(?:euch|dir|ihnen)\s+(?!vor\b)\S.{0,60}\bvor\b
      | einander\s+(?:vorstellen|vorzustellen|bekannt\s*machen|bekanntzumachen)
      | bringe\s+(?:ich\s+)?(?:euch|sie|dich)\b.{0,40}\b(?:zusammen|in\s+kontakt)\b
      | (?:euch|sie|dich)\s+(?:\w+\s+){0,4}(?:zusammenbringen|in\s+kontakt\s+(?:zu\s+)?bringen)\b
      | (?:verbinde|vernetze)\s+(?:ich\s+)?(?:euch|dich\s+mit)\b
      | danke?\b.{0,30}\bfür\s+(?:die|das|deine|ihre|eure)\s+(?:\w+\s+)?(?:vermittlung|intro)\b
    """,
    "fr": r"""
        (?:je\s+)?(?:te|vous)\s+présenter?\b | (?:te|vous)\s+met(?:s|tre|tons)\s+en\s+(?:contact|relation)
      | merci\b.{0,30}\b(?:la|cette|ta|votre)\s+mise\s+en\s+(?:contact|relation)
    """,
    "es": r"""
        (?:te|os|les?)\s+present[oa]\b | presentar(?:te|os|les?)\s+a\b
      | poner(?:te|os|l[aoe]s?)?\s+en\s+contacto | (?:te|os|l[aoe]s?)\s+pongo\s+en\s+contacto
      | gracias\s+por\s+(?:la\s+presentación|presentarnos|ponernos\s+en\s+contacto)
    """,
    "it": r"""
        (?:ti|vi|le)\s+present[oi]\b | presentar(?:ti|vi|le)\b
      | metter(?:ti|vi)\s+in\s+contatto | (?:ti|vi)\s+metto\s+in\s+contatto
      | grazie\s+(?:mille\s+)?per\s+(?:la\s+presentazione|averci\s+(?:presentat[oi]|mess[oi]\s+in\s+contatto))
    """,
    "pt": r"""
        (?:te|vos|lhes?)\s+apresent(?:o|ar)\b | apresent(?:o|ar)-(?:te|vos|lhes?)\b
      | apresent(?:o|ar)\s+(?:a\s+)?vocês?\b
      | (?:coloco|colocar|ponho|pôr)(?:\s+|-)(?:vocês?|vos|te)\s+em\s+contac?to
      | (?:te|vos)\s+(?:coloco|colocar|ponho|pôr)\s+em\s+contac?to | obrigad[oa]\s+pela\s+apresentação
    """,
    "nl": r"""
        (?:je|jou|jullie|u)\s+(?:\w+\s+){0,3}(?:voorstellen|voor\s+te\s+stellen)\s+aan\b
      | aan\s+elkaar\s+voor(?:stellen)?\b | stel\s+(?:ik\s+)?(?:je|jou|jullie|u)\s+(?:\w+\s+){0,2}voor\s+aan\b
      | breng\s+(?:ik\s+)?(?:je|jou|jullie|u)\s+(?:\w+\s+){0,4}in\s+contact\b
      | (?:je|jou|jullie|u)\s+(?:\w+\s+){0,4}in\s+contact\s+(?:te\s+)?brengen\b
      | (?:bedankt|dank)\b.{0,15}\bvoor\s+(?:de|je|uw)\s+introductie\b
    """,
    "sv": r"""
        presenterar?\s+(?:jag\s+)?(?:dig|er)\s+för\b | (?:får|vill)\s+jag\s+(?:gärna\s+)?presentera\b
      | introducerar?\s+(?:jag\s+)?(?:dig|er)\b | sätt(?:a|er)\s+(?:jag\s+)?(?:dig|er)\s+i\s+kontakt\b
      | kopplar?\s+(?:jag\s+)?(?:ihop\s+(?:dig|er)|(?:dig|er)\s+(?:ihop|samman))\b
      | tack\s+för\s+introduktionen\b
    """,
    "da no": r"""
        introdu[cs]erer?\s+(?:jeg\s+)?(?:dig|deg|jer|dere)\b
      | pr[æe]senterer?\s+(?:jeg\s+)?(?:dig|deg|jer|dere)\s+for\b
      | s[æe]tter?\s+(?:jeg\s+)?(?:dig|deg|jer|dere)\s+i\s+(?:kontakt|forbindelse)\b
      | kobler?\s+(?:jeg\s+)?(?:jer|dere)\b | takk?\s+for\s+introduk(?:tion|sjon)en\b
    """,
}
# without regard to capitals it would also match letters that lower() leaves alone, as a dotless i
_INTRODUCTION = re.compile(rf"\b(?:{'|'.join(_WORDINGS.values())})", re.VERBOSE | re.DOTALL)

# for RE2, which goes through thousands of texts at once: whatever the pattern above finds holds one of these
_WORTH = (
    r"introdu|\bintro\b|e-?intro|(?:connect|putt?)(?:ing)?\W+(?:you|the)|you\W+(?:two\W+|both\W+)?to\W+meet",
    r"you\W+(?:two|both)\W+(?:should|ought|need|must)|vorstell|vorzustell|bekannt|stelle\W+(?:ich\W|euch|dir|ihn)",
    r"bringe\W+(?:ich|euch|sie|dich)\W|zusammenbringen|kontakt|(?:verbinde|vernetze)\W+(?:ich|euch|dich)\W",
    r"vermittlung|pr[eéæ]sent|met(?:s|tre|tons)\W+en\W|mise\W+en\W|poner|pongo|mett(?:erti|ervi|o)\W|messo\W|messi\W",
    r"em\W+contac?to|voorstellen|voor\W+(?:te|aan)\W|elkaar\W+voor|in\W+contact|koppl|kobl|forbindelse",
)
_WORTH_A_LOOK = "|".join(_WORTH)


def hint_in(text: str) -> str:
    """Return what the wording of a text hints at: "introduction", or "".

    Looks at the first 2,000 characters, in English, German, French, Spanish, Italian, Portuguese, Dutch,
    Swedish, Danish and Norwegian. A hint is a proposal to a person, never counted by itself.

    >>> hint_in("Ana, I'd like to introduce you to Jonas."), hint_in("See you on Friday.")
    ('introduction', '')
    """
    return "introduction" if _INTRODUCTION.search(text[:2000].lower()) else ""


def hints_in(texts: pa.StringArray) -> NDArray[np.object_]:
    """Return what `hint_in` says of each text.

    >>> hints_in(pa.array(["See you on Friday.", "Let me introduce Ana."])).tolist()
    ['', 'introduction']
    """
    hints = np.full(len(texts), "", dtype="object")
    likely = pc.indices_nonzero(pc.match_substring_regex(texts, _WORTH_A_LOOK, ignore_case=True))
    hints[likely.to_numpy()] = [hint_in(text) for text in listed(texts.take(likely))]
    return hints
