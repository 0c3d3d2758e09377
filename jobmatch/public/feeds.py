"""The Atom feed, the site map, and what robots may read."""

from flask import Response, render_template, url_for

from jobmatch.db import db
from jobmatch.i18n import AVAILABLE
from jobmatch.public import bp
from jobmatch.public.caching import keep_a_while
from jobmatch.public.open_vacancies import open_vacancies
from models import Vacancy, utc_now

FEED_LENGTH = 100
MOST_ADDRESSES = 50_000


@bp.get("/vacancies.atom")
def feed() -> Response:
    """The newest open vacancies as Atom (RFC 4287)."""
    rows = db.session.scalars(open_vacancies().order_by(Vacancy.published_at.desc()).limit(FEED_LENGTH)).all()
    updated = max(
        (row.updated_at for row in rows), default=utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    )
    body = render_template("public/vacancies.atom.xml", rows=rows, updated=updated)
    return keep_a_while(body, mimetype="application/atom+xml")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page, in each language (sitemaps.org 0.9)."""
    rows = db.session.execute(
        open_vacancies()
        .with_only_columns(Vacancy.reference, Vacancy.updated_at)
        .order_by(Vacancy.published_at.desc())
        .limit(MOST_ADDRESSES // (len(AVAILABLE) + 1))
    ).all()
    return keep_a_while(render_template("public/sitemap.xml", rows=rows), mimetype="application/xml")


@bp.get("/robots.txt")
def robots() -> Response:
    """Only the public pages are for robots."""
    lines = [
        "User-agent: *",
        "Disallow: /",
        *(f"Allow: {page}" for page in ("/vacancies", "/fairs", "/sitemap.xml", "/static/")),
        f"Sitemap: {url_for('.sitemap', _external=True)}",
    ]
    return keep_a_while("\n".join(lines) + "\n", mimetype="text/plain")
