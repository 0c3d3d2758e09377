"""What an employer is told of its business and its vacancies."""

from sqlalchemy.orm import Session

from jobmatch.services.telling.about_referrals import readers_of
from jobmatch.services.telling.letters import Letter, write_letters
from models import Account, Employer, Vacancy


def tell_of_verification(session: Session, employer: Employer) -> None:
    """The business may publish."""
    write_letters(session, [Letter("employer_verified", account) for account in readers_of(session, employer.id)])


def vacancy_letter(kind: str, account: Account, vacancy: Vacancy, once: str | None = None) -> Letter:
    """A message about a vacancy."""
    facts = {"title": vacancy.title, "reference": vacancy.reference, "day": vacancy.expires_on}
    return Letter(kind, account, {"vacancy_id": vacancy.id}, facts, once)


def tell_of_vacancy(session: Session, vacancy: Vacancy, kind: str, *, by: Account) -> None:
    """A vacancy was approved or returned; not told to an employer who did it itself."""
    if by.employer_id != vacancy.employer_id:
        readers = readers_of(session, vacancy.employer_id)
        write_letters(session, [vacancy_letter(kind, account, vacancy) for account in readers])
