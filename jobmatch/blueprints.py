"""Every blueprint of the service, one per audience."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach the blueprints. A new one is a new line here."""
    from jobmatch.account import bp as account
    from jobmatch.admin import bp as admin
    from jobmatch.booth import bp as booth
    from jobmatch.employer import bp as employer
    from jobmatch.exports import bp as exports
    from jobmatch.manager import bp as manager
    from jobmatch.officer import bp as officer
    from jobmatch.organiser import bp as organiser
    from jobmatch.partner import bp as partner
    from jobmatch.public import bp as public
    from jobmatch.returnee import bp as returnee
    from jobmatch.texts import bp as texts

    for blueprint in (
        account,
        officer,
        returnee,
        employer,
        public,
        manager,
        admin,
        organiser,
        booth,
        partner,
        texts,
        exports,
    ):
        app.register_blueprint(blueprint)
