"""Pages for job-fair organisers; the officers of the office may use them too."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("organiser", __name__, roles=(Role.ORGANISER, Role.OFFICER), url_prefix="/organiser")

from jobmatch.organiser import (  # noqa: E402, F401 - views register themselves on `bp`
    booths,
    door,
    fairs,
    guests,
    interviews,
    papers,
    schedule,
)
