"""A choice for an export, and how its answer is read."""

import csv
import io

from sqlalchemy import select

from models import Export

CHOICE = {"columns": ["name_latin", "case_reference"], "format": "csv", "purpose": "contact", "go": "make"}
PASSWORD = "correct horse battery"


def latest(session):
    return session.scalars(select(Export).order_by(Export.id.desc())).first()


def csv_rows(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
