"""Every route has an audience, and whoever is not in it is refused."""

import pytest

from jobmatch.access.audiences import declared_audience
from models import Role
from models.sqlite import reading_only


def routes(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_declares_its_audience(app):
    undeclared = [rule.endpoint for rule in routes(app) if declared_audience(app, rule.endpoint) is None]
    assert undeclared == []


def path_of(rule):
    return rule.rule if not rule.arguments else None


@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_where_it_is_not_in_the_audience(app, make, sign_in, role):
    client = sign_in(make.account(role))
    for rule in routes(app):
        wanted = declared_audience(app, rule.endpoint)
        if not wanted or role in wanted:
            continue
        values = dict.fromkeys(rule.arguments, 1)
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **values)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert client.open(url, method=method).status_code == 403, f"{role} {method} {url}"


def test_who_is_not_signed_in_is_sent_to_the_sign_in(client):
    answer = client.get("/officer/")
    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]


def test_a_request_that_only_reads_leaves_its_thread_ready_to_write(client):
    client.get("/sign-in")
    assert reading_only.get() is False
