"""Pages for placement officers."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("officer", __name__, roles=(Role.OFFICER,), url_prefix="/officer")

from jobmatch.officer import (  # noqa: E402, F401 - views register themselves on `bp`
    codings,
    corrections,
    counselling_day,
    duplicates,
    employer_funnel,
    employer_holds,
    employers,
    home,
    imports,
    invitations,
    papers,
    people,
    person,
    person_case,
    person_consents,
    person_withdrawal,
    placements,
    ranking,
    referral_talk,
    referrals,
    report,
    requests,
    tasks,
    vacancies,
)
