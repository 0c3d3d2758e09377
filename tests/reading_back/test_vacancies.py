"""What is exported about vacancies is loaded again without a change."""

from hypothesis import given

from models import ExportKind, VacancyLanguage, VacancySkill
from tests.reading_back.facts import SLOW, VACANCY, WANTED, WAYS, said


@SLOW
@given(VACANCY, WANTED, WAYS)
def test_vacancies_come_back_unchanged(make, there_and_back, facts, skills, way):
    vacancy = make.vacancy(**facts)
    vacancy.skills += [VacancySkill(concept=concept, essential=must) for concept, must in skills]
    vacancy.languages.append(VacancyLanguage(code="eng", level=3))
    make.session.flush()
    rows = there_and_back(ExportKind.VACANCIES, [vacancy.id], language=way[0], format_=way[1])
    assert said(rows) == [("unchanged", ["nothing_new"], None)]
