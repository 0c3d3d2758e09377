"""What a phone at the door may keep of somebody's contacts: sealed, so that only this service opens it again.

The phone gets a public key with its page. Each row gets a key of its own: ECDH on P-256 between that public key and one
made for the row, HKDF-SHA256, AES-256-GCM; every browser that keeps anything has them (``static/js/door-seal.js``). A
phone that is lost, or opened later, holds nothing that it could read itself.
"""

import json
from base64 import b64decode, b64encode
from typing import Any, cast

from Cryptodome.Cipher import AES
from Cryptodome.Hash import SHA256
from Cryptodome.Protocol.DH import key_agreement
from Cryptodome.Protocol.KDF import HKDF
from Cryptodome.PublicKey import ECC

CURVE = "P-256"
ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
POINT, NONCE, TAG = 65, 12, 16
PURPOSE = b"jobmatch walk-in"


class Unreadable(Exception):
    """It was sealed for another service, with another secret, for another row, or it is damaged."""


def private_key(secret: str, fair_id: int) -> ECC.EccKey:
    """The key of one fair, from the service's own secret: it is stored nowhere."""
    context = f"jobmatch door of fair {fair_id}".encode()
    return ECC.construct(curve=CURVE, d=int.from_bytes(derived(secret.encode(), 48, context)) % (ORDER - 1) + 1)


def derived(secret: bytes | bytearray | memoryview, length: int, context: bytes) -> bytes:
    """A key made of a secret, for one use."""
    return cast(bytes, HKDF(bytes(secret), length, b"", cast(Any, SHA256), context=context))


def public_key(secret: str, fair_id: int) -> str:
    """What the phones of a fair seal with: a point of the curve, in base64."""
    return b64encode(private_key(secret, fair_id).public_key().export_key(format="raw")).decode()


def open_sealed(secret: str, fair_id: int, sealed: str, row: str) -> dict[str, Any]:
    """What was sealed for a row of a fair.

    Parameters
    ----------
    sealed : str
        The row's own public key, the nonce, what is sealed and its tag, in base64.
    row : str
        The row's id, to which it is bound.

    Raises
    ------
    Unreadable
        If it cannot be opened.
    """
    try:
        box = b64decode(sealed, validate=True)
        theirs, nonce, hidden = box[:POINT], box[POINT : POINT + NONCE], box[POINT + NONCE :]
        key = key_agreement(
            static_priv=private_key(secret, fair_id),
            eph_pub=ECC.import_key(theirs, curve_name=CURVE),
            kdf=lambda agreed: derived(agreed, 32, PURPOSE + theirs),
        )
        cipher = AES.new(key, AES.MODE_GCM, nonce=nonce).update(row.encode())
        found: dict[str, Any] = json.loads(cipher.decrypt_and_verify(hidden[:-TAG], hidden[-TAG:]))
    except ValueError as error:
        raise Unreadable from error
    return found
