"""How many text messages a text becomes, as networks count and charge them.

References
----------
3GPP TS 23.038 (the 7-bit alphabet) and TS 23.040 (joined messages).
"""

from dataclasses import dataclass

SEVEN_BIT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€\f")
"""Letters of the extension table: each costs two."""


@dataclass(frozen=True)
class Segments:
    """How a text is sent: `length` in the alphabet's own units, of which `room` are left in the last message."""

    count: int
    length: int
    room: int
    seven_bit: bool


def segments(text: str) -> Segments:
    """Count the messages of a text.

    One letter outside of the 7-bit alphabet makes the whole text 16-bit: 70 letters in one message instead of 160,
    67 instead of 153 in each of several.
    """
    seven_bit = all(letter in SEVEN_BIT or letter in TWICE for letter in text)
    if seven_bit:
        length = sum(2 if letter in TWICE else 1 for letter in text)
        alone, joined = 160, 153
    else:
        length = len(text.encode("utf-16-be")) // 2
        alone, joined = 70, 67
    if length <= alone:
        return Segments(1, length, alone - length, seven_bit)
    count = -(-length // joined)
    return Segments(count, length, count * joined - length, seven_bit)
