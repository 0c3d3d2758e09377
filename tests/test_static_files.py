"""A browser asks for a script or a style once, and again as soon as it changed."""

import re

import pytest

from jobmatch import static_files
from jobmatch.static_files import version


@pytest.fixture
def address(app):
    with app.test_request_context():
        return app.url_for("static", filename="css/app.css")


def test_every_file_that_a_page_names_has_its_version_and_may_be_kept(client):
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/sign-in").text)
    assert len(named) > 5
    for each in named:
        answer = client.get(each)
        if answer.status_code == 200:  # the front end's libraries are there once they are built
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", each


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"])
def test_without_the_present_version_it_is_asked_for_again(client, address, query):
    kept = client.get(address.partition("?")[0] + query).headers["Cache-Control"]
    assert "no-cache" in kept and "immutable" not in kept


def test_what_is_not_there_has_no_version_and_is_not_kept(app, client):
    with app.test_request_context():
        assert app.url_for("static", filename="css/nothing.css") == "/static/css/nothing.css"
    answer = client.get("/static/css/nothing.css?v=0123456789ab")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_another_content_has_another_version(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a { color: red }")
    before = version(str(tmp_path), "a.css")
    file.write_text("a { color: blue }")
    static_files.digest.cache_clear()
    assert version(str(tmp_path), "a.css") not in (before, None)
