"""Who may do and see what. Every query of a view starts here; whoever is not named is refused."""

from jobmatch.access.accounts import SignedInAccount, current_account
from jobmatch.access.audiences import PUBLIC, audience, blueprint
from jobmatch.access.scope import get_visible, visible

__all__ = ["PUBLIC", "SignedInAccount", "audience", "blueprint", "current_account", "get_visible", "visible"]
