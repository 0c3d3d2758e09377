"""Pages for administrators: accounts, offices, programmes, and who did what. Never a case."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("admin", __name__, roles=(Role.ADMINISTRATOR,), url_prefix="/admin")

from jobmatch.admin import accounts, audit, messages, offices, programmes  # noqa: E402, F401
