"""Pages where officers and administrators write the words of messages. No person is on them."""

from jobmatch.access import blueprint
from models import Role

bp = blueprint("texts", __name__, roles=(Role.OFFICER, Role.ADMINISTRATOR), url_prefix="/message-texts")

from jobmatch.texts import editing, preview  # noqa: E402, F401
