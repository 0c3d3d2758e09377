"""Pages for employers. Whatever they show of a person was made by ``access.identity.shown_profile``."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("employer", __name__, roles=(Role.EMPLOYER,), url_prefix="/employer")

from jobmatch.employer import (  # noqa: E402, F401 - views register themselves on `bp`
    answers,
    business,
    fairs,
    home,
    people,
    placements,
    registration,
    vacancies,
    writing,
)
