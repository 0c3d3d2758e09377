"""What an employer types."""

from sqlalchemy import select

from models import Vacancy

PASSWORD = "a long enough password"
REGISTRATION = {
    "name": "Zagros Steel", "place_text": "Hewlêr", "address": "60 m street 12", "phone": "07501234567",
    "contact_name": "Dilan Aziz", "email": "dilan@example.org", "password": PASSWORD, "takes_no_fee": "true",
}  # fmt: skip
VACANCY = {
    "title": "Welder", "kind": "job", "openings": "2", "place_text": "Erbil", "charges_worker": "false",
    "essential_skills": "arc welding;", "language_1": "eng", "level_1": "3",
    "pay_max": "900000", "pay_currency": "IQD", "pay_period": "month",
}  # fmt: skip
CHECKS = {"exists_at_address": "true", "contact_answers": "true", "takes_no_fee": "true", "offers_are_real": "true"}


def the_vacancy(session):
    session.expire_all()
    return session.scalars(select(Vacancy)).one()


def post(client, **values):
    return client.post("/employer/vacancies", data={**VACANCY, **values})
