"""A sheet of people, and everything that is known of them once it is loaded."""

from sqlalchemy import func, select

from models import JobSeeker

HEAD = ["Name", "Phone", "Birth date", "Case reference", "Town", "Skills", "Consent date", "Shoe size"]


def person(name="Azad Karim Ali", phone="0750 123 4567", born="14/09/1988", **more):
    """A row under `HEAD`; `more` is ref, town, skills and consent."""
    ref, town, skills, consent = (more.get(key, "") for key in ("ref", "town", "skills", "consent"))
    return [name, phone, born, ref, town or "Erbil", skills, consent, "42"]


def everybody(make):
    make.session.expire_all()
    return make.session.scalars(select(JobSeeker).order_by(JobSeeker.id)).all()


def count(make, model):
    return make.session.scalar(select(func.count()).select_from(model))


def snapshot(make):
    """Everything that is known of everybody."""
    make.session.expire_all()
    return [
        (
            {column.key: getattr(row, column.key) for column in JobSeeker.__table__.columns},
            sorted((s.concept or "", s.text, s.level or 0, s.years or 0) for s in row.skills),
            sorted((j.concept or "", j.text, j.held, j.wanted) for j in row.occupations),
            sorted((x.code, x.level or 0, x.mother_tongue) for x in row.languages),
            sorted((c.purpose, c.given_on) for c in row.consents),
        )
        for row in everybody(make)
    ]
