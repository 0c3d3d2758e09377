"""Pages for job seekers, on their own phones."""

from jobmatch.access import blueprint
from jobmatch.returnee.filters import FILTERS
from models import Role

bp = blueprint("returnee", __name__, roles=(Role.RETURNEE,), url_prefix="/my")
for name, filter_ in FILTERS.items():
    bp.add_app_template_filter(filter_, name)

from jobmatch.returnee import (  # noqa: E402, F401 - views register themselves on `bp`
    application,
    consents,
    data,
    fair_answer,
    fairs,
    home,
    messages,
    offers,
    papers,
    profile,
    referrals,
    register,
    sign_in,
    ways_in,
    withdrawal,
    work,
)
