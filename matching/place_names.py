"""Fold spellings of places to keys that can be compared, and read what else a place text says."""

import re
from functools import lru_cache

from matching import folding

_MARKS = re.compile("[ʾʿʻʼʽ'’‘`´\u02be\u02bf]")
_WORD = re.compile(r"[^\W_]+")
_CARRIER = re.compile(r"(?<!\w)ئ(?=[اەۆوێی])")  # Kurdish writes a seat before a vowel that begins a word
_REPEATED = re.compile(r"(\D)\1+")
_SEGMENTS = re.compile(r"\s+[-–—]\s+|[,;/|()\[\]\n،؛>]+|\s+(?:or|ou|أو|یان|an jî)\s+", re.IGNORECASE)

AREA, TOWN, QUARTER = "area", "town", "quarter"
_HINT_WORDS = {
    AREA: "governorate province state region gouvernorat région provincie gouvernement regio kanton oblast okrug marz "
    "qark county محافظة محافظه ولاية إقليم اقليم پارێزگا پارێزگای پارێزگەی هەرێمی parêzgeh parêzgeha parêzgehê wîlayet "
    "herêma wilaya vilayet land",
    TOWN: "city town village camp center centre downtown ville village stad dorp gemeente commune مدينة قرية مخيم مجمع "
    "مركز قضاء ناحية شار شاری گوند گوندی کەمپی ئۆردوگای قەزا قەزای ناحیە ناحیەی سەنتەری ناوەندی bajar bajarê gund "
    "gundê kamp kampa navçe navçeya qeza nahiye district subdistrict qada nahiya nahiyah nahiyat qadaa idp refugee "
    "bajarok grad qyteti komuna komunë municipality",
    QUARTER: "quarter neighbourhood neighborhood street quartier wijk buurt rue straat حي محلة شارع منطقة گەڕەک گەڕەکی "
    "تەختی شەقامی tax taxa taxê mahalla mahala kolan",
}
_FILLERS = (
    "near nearby close to around area in from the at side of de du des la le les d' van bij te het l' près vers "
    "of و قرب في من جنب نزدیک نزیک لە بۆ li ji nêzî nêzîkî suburb outskirts north south east west"
)


def spelling_key(text):
    """The form under which two spellings of one place are the same: folded, words joined, no doubled letters.

    Accents, apostrophes, hyphens, spaces, letter variants of the Arabic script and the Arabic article are gone.

    >>> spelling_key("Koy-Sanjaq") == spelling_key("koysanjaq")
    True
    >>> spelling_key("السليمانية") == spelling_key("سليمانيه")
    True
    """
    return join(words(text))


def words(text):
    """The folded words of a place text, Arabic articles cut off."""
    folded = folding.fold(_MARKS.sub("", _CARRIER.sub("", text.replace("ئ\u200c", "ئ"))))
    return [_without_article(word) for word in _WORD.findall(folded)]


def join(parts):
    """Words to one key."""
    return _REPEATED.sub(r"\1", "".join(parts))


def _without_article(word):
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


_CONSONANTS = str.maketrans(
    {
        "q": "k", "g": "k", "x": "k", "ق": "k", "ك": "k", "گ": "k", "خ": "k", "غ": "k",
        "c": "j", "چ": "j", "ج": "j", "ژ": "j", "ز": "z", "ذ": "z", "ض": "z", "ظ": "z",
        "س": "s", "ص": "s", "ث": "s", "ش": "s", "ت": "t", "ط": "t", "د": "d", "ر": "r", "ل": "l", "م": "m", "ن": "n",
        "ب": "b", "پ": "b", "p": "b", "ف": "f", "v": "f", "و": "", "ي": "", "ا": "", "ه": "", "ح": "", "ع": "",
        "a": "", "e": "", "i": "", "o": "", "u": "", "y": "", "w": "", "h": "",
    }
)  # fmt: skip


def skeleton(key):
    """The consonants of a key, the same for its Arabic-script and its Latin spellings.

    >>> skeleton(spelling_key("Chwarqurna")) == skeleton(spelling_key("چوارقوڕنە"))
    True
    """
    plain = key.replace("kh", "k").replace("gh", "k").replace("ch", "j").replace("sh", "s").replace("dh", "z")
    return _REPEATED.sub(r"\1", plain.translate(_CONSONANTS))


@lru_cache(maxsize=1)
def _hints():
    table = {}
    for hint, names in _HINT_WORDS.items():
        for name in names.split():
            table.update(dict.fromkeys(words(name), hint))
    for name in _FILLERS.split():
        table.update(dict.fromkeys(words(name), ""))
    return table


def strip_hints(parts):
    """Take away words such as "governorate", "city" or "near".

    Returns
    -------
    rest : list of str
        The other words.
    hint : str or None
        `AREA`, `TOWN` or `QUARTER` if such a word was there.
    """
    table = _hints()
    found = [table[part] for part in parts if part in table]
    return [part for part in parts if part not in table], next((hint for hint in found if hint), None)


def segments(text):
    """The parts of a text such as "Ankawa, Erbil / Iraq", in order, empty ones left out."""
    return [part.strip() for part in _SEGMENTS.split(text) if part and _WORD.search(part)]
