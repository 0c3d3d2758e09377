"""Fold text of many scripts to one comparable form, without guessing its language.

What people type for one word differs by keyboard, script habit, gender form and accent: ``Müller``/``Muller``,
``کارەبا``/``كاره با`` , ``Verkäufer*in``, ``serveur(euse)``. Labels and queries pass through the same functions, so
only differences that carry meaning are left.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, or that keyboards of the region swap for one another.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
        "ی": "ي", "ى": "ي", "ې": "ي", "ێ": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ۀ": "ه",
        "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ۆ": "و", "ۇ": "و", "ۊ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "ٱ": "ا",
        "ء": "", "ـ": "", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
    }
)  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_TOKEN = re.compile(r"[^\W_]+[+#]*")

# "m/f/x", "(h/f)", "M / V", "w/m/d": two or three single letters of that set, alone.
_SEX = r"[mfwvhxdn]"
_GENDER_NOTE = re.compile(
    rf"[(\[]\s*{_SEX}(?:\s*[/|,.\-+*:]\s*{_SEX}){{1,3}}\s*[)\]]"
    rf"|(?<![\w/]){_SEX}(?:\s?[/|]\s?{_SEX}){{1,3}}(?![\w/])"
    r"|[(\[]\s*(?:all|alle)\s+(?:genders?|geschlechter)\s*[)\]]",
    re.IGNORECASE,
)
# A second gender's ending hung on a word: Verkäufer*in, serveur(euse), technicien·ne, operario/a, infirmier/ère.
_ENDINGS = (
    "innen|in|ne|nes|e|es|ère|ere|ières|ière|iere|euse|euses|rice|rices|trice|teuse|esse|sse|fe|le|ve|te|se|ive|"
    "a|as|o|os|ra|ora|oras|dora|doras|ca|na|era|ista|ster|vrouw|frau"
)
_GENDER_ENDING = re.compile(
    rf"(?<=\w{{3}})(?:\s?\(-?(?:{_ENDINGS})\)|[/·•∙*:_]-?(?:{_ENDINGS})|/-?(?:{_ENDINGS}))(?!\w)", re.IGNORECASE
)
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß]{2})I(?=n(?:nen)?\b)")  # VerkäuferIn, LehrerInnen

ABBREVIATIONS = {
    "mgr": ("manager",), "mngr": ("manager",), "asst": ("assistant",), "sr": ("senior",), "jr": ("junior",),
    "eng": ("engineer",), "engr": ("engineer",), "ing": ("engineer",), "tech": ("technician",),
    "acct": ("accountant",), "dev": ("developer",), "rep": ("representative",), "exec": ("executive",),
    "supv": ("supervisor",), "coord": ("coordinator",), "dir": ("director",), "ops": ("operations",),
    "hr": ("human", "resources"), "rh": ("ressources", "humaines"), "qa": ("quality", "assurance"),
    "pa": ("personal", "assistant"), "resp": ("responsable",), "vp": ("vice", "president"), "lab": ("laboratory",),
    "maint": ("maintenance",), "mech": ("mechanic",), "elec": ("electrical",), "op": ("operator",),
    "secr": ("secretary",), "mktg": ("marketing",), "acc": ("accountant",), "dept": ("department",),
    "medew": ("medewerker",), "mdw": ("medewerker",), "tel": ("telephone",), "ceo": ("chief", "executive", "officer"),
    "cfo": ("chief", "financial", "officer"), "cto": ("chief", "technology", "officer"), "prof": ("professor",),
}  # fmt: skip


def fold(text):
    """Fold case, accents, letter variants, digits and invisible marks; the words and their order stay.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Lower case, without combining marks, tatweel, bidi marks or zero-width joiners, digits as 0-9. Arabic-script
        variants share one letter: ي for ی ى ێ, ك for ک, ه for ة ە, و for ۆ ؤ, ا for أ إ آ; a lone hamza goes.

    References
    ----------
    Unicode Standard Annex 15 (NFKD); Unicode chapter 3.13 (caseless matching).
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))  # first, as styled capitals have no small form
    text = unicodedata.normalize("NFKD", plain.casefold()).translate(_LETTERS)
    kept = [_plain(letter) for letter in text]
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=4096)
def _plain(letter):
    """A letter without marks, a digit of any script as 0-9."""
    category = unicodedata.category(letter)
    if category == "Mn":
        return ""
    return str(unicodedata.digit(letter)) if category == "Nd" else letter


def strip_gender_marks(text):
    """Remove notes such as ``(m/f/x)`` and hung endings such as ``Verkäufer*in`` or ``serveur(euse)``.

    Text in which nothing else would be left is returned as it came.
    """
    stripped = _INNER_CAPITAL.sub("*i", text) if "I" in text else text
    stripped = _GENDER_ENDING.sub("", _GENDER_NOTE.sub(" ", stripped))
    return stripped if _TOKEN.search(stripped) else text


def tokens(text):
    """The folded words of a text, in order; ``c++`` and ``c#`` keep their sign.

    Gender marks are removed and the Arabic article is cut off (``الكهرباء`` is found by ``كهرباء``).

    Returns
    -------
    tuple of str
    """
    return tuple(_without_article(token) for token in _TOKEN.findall(fold(strip_gender_marks(text))))


def _without_article(token):
    if token[0] < "\u0600":
        return token
    for article in ("وال", "بال", "لل", "ال"):
        if token.startswith(article) and len(token) >= len(article) + 3:
            return token[len(article) :]
    return token


def expand(words):
    """Spell out usual short forms (``sr``, ``mgr``, ``hr``); the same tuple when there is none."""
    if not any(word in ABBREVIATIONS for word in words):
        return words
    return tuple(full for word in words for full in ABBREVIATIONS.get(word, (word,)))


def degender(words):
    """Drop a word that repeats an earlier one in another gender (``verkoper verkoopster`` -> ``verkoper``).

    Two words are such a pair when they share a prefix of at least 4 letters and 60% of the longer one. Works from
    the words alone, so it holds for any language that inflects at the end.

    Parameters
    ----------
    words : tuple of str

    Returns
    -------
    tuple of str
    """
    kept = []
    for word in words:
        if not any(word[:4] == earlier[:4] and _same_stem(word, earlier) for earlier in kept):
            kept.append(word)
    return tuple(kept)


def _same_stem(word, other):
    longer = max(len(word), len(other))
    needed = max(4, -(-longer * 3 // 5))
    return min(len(word), len(other)) >= needed and word[:needed] == other[:needed]


@lru_cache(maxsize=20_000)
def ngrams(token, shortest=2, longest=5):
    """The character n-grams of one token padded with a space on each side; the whole padded token if it is short.

    Returns
    -------
    tuple of str
        With repeats, so that counts can be taken.
    """
    padded = f" {token} "
    size = len(padded)
    grams = [
        padded[start : start + length]
        for length in range(shortest, min(longest, size) + 1)
        for start in range(size - length + 1)
    ]
    return tuple(grams) if size >= shortest else (padded,)


def split_compound(token, known, shortest=4):
    """Split a compound into two known words, with or without a linking letter, or return None.

    Parameters
    ----------
    token : str
        One folded token ("krankenpflegehelfer").
    known : container of str
        Words that may be parts ("krankenpflege", "helfer").
    shortest : int
        Letters that each part must have.

    Returns
    -------
    tuple of (str, str), or None
        The split whose second part is the longest, because the head of a German or Dutch compound comes last.
    """
    for cut in range(shortest, len(token) - shortest + 1):
        head = token[cut:]
        if head not in known:
            continue
        first = token[:cut]
        for link in ("", "s", "es", "n", "en", "e", "er"):
            part = first[: len(first) - len(link)] if link and first.endswith(link) else first
            if (not link or part != first) and len(part) >= shortest and part in known:
                return part, head
    return None
