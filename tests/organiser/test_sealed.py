"""What a phone at the door seals is opened by this service, for that row of that fair, and by nobody else."""

import json
from base64 import b64decode, b64encode

import pytest
from Cryptodome.Cipher import AES
from Cryptodome.Protocol.DH import key_agreement
from Cryptodome.PublicKey import ECC
from sqlalchemy import select

from jobmatch import sealed
from models import FairState, JobSeeker, Role
from tests.builders import NOW

SECRET, ROW = "a secret that is long enough to be one", "a" * 32
CONTACTS = {"phone": "0750 123 45 67", "language": "ckb"}


def seal(public_key, values, row=ROW):
    """As ``static/js/door-seal.js`` does it."""
    ours = ECC.generate(curve="P-256")
    point = ours.public_key().export_key(format="raw")
    key = key_agreement(
        eph_priv=ours,
        static_pub=ECC.import_key(b64decode(public_key), curve_name="P-256"),
        kdf=lambda agreed: sealed.derived(agreed, 32, b"jobmatch walk-in" + point),
    )
    cipher = AES.new(key, AES.MODE_GCM, nonce=b"n" * 12).update(row.encode())
    hidden, tag = cipher.encrypt_and_digest(json.dumps(values).encode())
    return b64encode(point + b"n" * 12 + hidden + tag).decode()


@pytest.fixture(scope="module")
def box():
    return seal(sealed.public_key(SECRET, 7), CONTACTS)


def test_what_was_sealed_for_a_fair_is_opened_again(box):
    assert sealed.open_sealed(SECRET, 7, box, ROW) == CONTACTS
    assert b"0750" not in b64decode(box)


@pytest.mark.parametrize(
    ("secret", "fair_id", "row"), [(SECRET + "x", 7, ROW), (SECRET, 8, ROW), (SECRET, 7, "b" * 32)]
)
def test_another_service_another_fair_and_another_row_open_nothing(box, secret, fair_id, row):
    with pytest.raises(sealed.Unreadable):
        sealed.open_sealed(secret, fair_id, box, row)


@pytest.mark.parametrize("damage", ["", "AAAA", "no base64 at all", b64encode(b"\4" + b"\0" * 99).decode()])
def test_what_is_damaged_is_unreadable(damage):
    with pytest.raises(sealed.Unreadable):
        sealed.open_sealed(SECRET, 7, damage, ROW)


def test_one_bit_makes_it_unreadable(box):
    raw = bytearray(b64decode(box))
    raw[-1] ^= 1
    with pytest.raises(sealed.Unreadable):
        sealed.open_sealed(SECRET, 7, b64encode(raw).decode(), ROW)


def test_a_device_sends_what_it_could_not_read_itself(app, make, sign_in, session):
    fair = make.fair(state=FairState.RUNNING)
    web = sign_in(make.account(Role.ORGANISER, office=fair.office))
    page = web.get(f"/organiser/fairs/{fair.id}/scanner").text
    secret = app.config["JOBMATCH"].secret_key
    public_key = page.partition('data-seal="')[2].partition('"')[0]
    assert public_key == sealed.public_key(secret, fair.id) and secret not in page
    row = {"consents": True, "at": NOW.isoformat()}
    other = sealed.public_key("another secret, of before", fair.id)
    rows = [
        row | {"client_id": ROW, "name": "Nasrin Ali", "sealed": seal(public_key, CONTACTS)},
        row | {"client_id": "b" * 12, "name": "Rebin Omar", "sealed": seal(other, CONTACTS, "b" * 12)},
        row | {"client_id": "c" * 12, "name": "Azad Hama", "sealed": seal(public_key, {"phone": ["x"]}, "c" * 12)},
        row | {"client_id": "d" * 12, "name": "Dilan Hama"},
    ]
    answer = web.post(f"/organiser/fairs/{fair.id}/walk-ins/queue", json={"walk_ins": rows})
    assert (len(answer.json["kept"]), answer.json["refused"], answer.json["unread"]) == (4, [], 2)
    known = select(JobSeeker.name_latin, JobSeeker.phone, JobSeeker.language).order_by(JobSeeker.id)
    assert [tuple(person) for person in session.execute(known)] == [
        ("Nasrin Ali", "+9647501234567", "ckb"),
        ("Rebin Omar", None, None),
        ("Azad Hama", None, None),
        ("Dilan Hama", None, None),
    ]
