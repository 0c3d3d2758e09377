"""Pages for everybody: vacancies that are open, as pages, job fairs, feed, site map and structured data."""

from jobmatch.access import PUBLIC, blueprint

bp = blueprint("public", __name__, roles=PUBLIC)

from jobmatch.public import fairs, feeds, messages, vacancies  # noqa: E402, F401 - views register themselves on `bp`
