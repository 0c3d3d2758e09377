"""The account that is signed in, as Flask-Security wants it; the model itself stays free of Flask."""

from typing import Any, cast

from flask_security import FSQLALiteUserDatastore, UserMixin, current_user, login_user

import models
from jobmatch.db import db


class SignedInAccount(models.Account, UserMixin):  # type: ignore[misc]
    """An account with what a session needs. It shares the table and adds no column."""

    __mapper_args__ = {}  # the version is the base's to count
    roles: Any = ()  # one role per account, in `role`; the library's role table is not used


class AccountStore(FSQLALiteUserDatastore):
    """Finds accounts for the library."""

    def __init__(self) -> None:
        super().__init__(db, SignedInAccount, None)  # type: ignore[arg-type]


def current_account() -> models.Account:
    """The account that is signed in. Only called behind a declared audience, where there is one."""
    return cast("models.Account", current_user._get_current_object())


def stay_signed_in() -> None:
    """Go on with this session, where every session of the account has just been ended. Commits."""
    login_user(current_user._get_current_object())
    db.session.commit()
