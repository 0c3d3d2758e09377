"""Pages of exports: choose columns, format and purpose; watch, check and download; named lists; the history."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint(
    "exports",
    __name__,
    roles=(Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER, Role.ADMINISTRATOR),
    url_prefix="/exports",
)

from jobmatch.exports import (  # noqa: E402, F401 - views register themselves on `bp`
    choosing,
    files,
    history,
    named,
    words,
)

bp.record_once(words.register)
