"""Pages for referring partners in host countries: people sent before departure, and how they fare if they agree."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("partner", __name__, roles=(Role.PARTNER,), url_prefix="/partner")

from jobmatch.partner import people, registration  # noqa: E402, F401 - views register themselves on `bp`
