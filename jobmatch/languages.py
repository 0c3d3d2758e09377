"""The languages that the service speaks and writes in, known without a web framework."""

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "nl": "Nederlands",
    "ar": "العربية",
    "ckb": "کوردیی ناوەندی",
    "ku": "Kurmancî",
}
"""By Babel's codes; Kurmanji (``kmr``) is Babel's ``ku``."""
