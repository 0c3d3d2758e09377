"""Where a person's pages are, and what was saved there."""


def url(person, *rest):
    return "/".join((f"/officer/job-seekers/{person.id}", *rest))


def saved(session, person):
    session.expire_all()
    return person


PARTS = ("identity", "place", "work", "languages", "conditions")
