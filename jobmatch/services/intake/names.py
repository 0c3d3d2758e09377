"""Names as papers write them: in capitals, family name first, in one script or in two."""

import re

from jobmatch.services.intake.cells import clean

TITLES = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|eng|mme|mlle|m|dhr|mevr|السيد|السيدة|الاستاذ|المهندس|د|م|بەڕێز|کاک|birêz)\s*[./]\s*|"
    r"^(?:mr|mrs|ms|miss|mme|mlle|dhr|mevr|السيد|السيدة|بەڕێز|birêz)\s+",
    re.IGNORECASE,
)
SMALL = frozenset(["al", "el", "bin", "ibn", "van", "de", "der", "den", "la", "le", "du"])
ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def tidy(name: str) -> str:
    """A name in reading order and in usual capitals.

    ``KARIM, Azad`` and ``KARIM Azad`` become ``Azad Karim``; ``AZAD KARIM`` becomes ``Azad Karim``.
    """
    name = TITLES.sub("", clean(name).replace("\n", " ")).strip(" .,;-")
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        return cased(f"{first.strip()} {last.strip()}")
    words = name.split()
    family = [word for word in words if len(word) > 1 and word.isupper() and LATIN.search(word)]
    others = words[len(family) :]
    if family and others and words[: len(family)] == family and all(not word.isupper() for word in others):
        words = [*others, *family]
    return cased(" ".join(words))


def cased(name: str) -> str:
    """A Latin name that is all in capitals or all in small letters, with capitals where names have them."""
    return " ".join(cased_word(word) for word in name.split())


def cased_word(word: str) -> str:
    """One word of a name; mixed capitals such as ``McAli`` are left as they are."""
    if not LATIN.search(word) or not (word.isupper() or word.islower()) or (len(word) == 1 and word.isupper()):
        return word
    if word.lower() in SMALL and word.islower():
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def by_script(name: str) -> tuple[str | None, str | None]:
    """(Latin, native): a name written in both scripts side by side is taken apart."""
    if not ARABIC_SCRIPT.search(name):
        return (name, None) if LATIN.search(name) else (None, name)
    if not LATIN.search(name):
        return None, name
    words = re.sub(r"[()\[\]/|\\-]", " ", name).split()
    native = " ".join(word for word in words if ARABIC_SCRIPT.search(word))
    latin = " ".join(word for word in words if not ARABIC_SCRIPT.search(word))
    return latin, native
