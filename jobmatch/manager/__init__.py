"""Pages for programme managers and donors: figures, and never a person."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("manager", __name__, roles=(Role.MANAGER,), url_prefix="/manager")

from jobmatch.manager import report  # noqa: E402, F401
