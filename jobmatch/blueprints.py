"""Every blueprint of the service, one per audience."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach the blueprints. A new one is a new line here."""
    from jobmatch.account import bp as account
    from jobmatch.employer import bp as employer
    from jobmatch.officer import bp as officer
    from jobmatch.public import bp as public
    from jobmatch.returnee import bp as returnee

    for blueprint in (account, officer, returnee, employer, public):
        app.register_blueprint(blueprint)
