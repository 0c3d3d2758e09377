"""A person's papers: what is taken in, who reads them, and how they go."""

import io

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.errors import Conflict, InvalidInput
from jobmatch.services import documents, duplicates, erasure
from jobmatch.services.consents import consent_in_force
from jobmatch.services.portability import everything_about
from models import ConsentPurpose, Document, DocumentKind, Role

PDF = b"%PDF-1.7 a certificate"


def kept(session, make, person, **values):
    return documents.add_document(
        session, person, **{"kind": DocumentKind.CV, "name": "cv.pdf", "content": PDF, "by": make.officer(), **values}
    )


@pytest.mark.parametrize("content", [b"", b"MZ a program", b"<html><script>", b" %PDF-", PDF + bytes(6 * 1024 * 1024)])
def test_only_papers_of_a_bearable_size_are_kept(session, make, content):
    with pytest.raises(InvalidInput):
        kept(session, make, make.job_seeker(), content=content)


def test_there_is_an_end_to_papers(session, make):
    person = make.job_seeker()
    for _ in range(documents.MOST):
        kept(session, make, person)
    with pytest.raises(Conflict):
        kept(session, make, person)


def test_a_person_keeps_chooses_and_removes_a_paper(session, make, sign_in):
    account = make.account(Role.RETURNEE)
    session.commit()
    client = sign_in(account)
    assert client.post("/my/papers", data={"kind": "cv", "file": (io.BytesIO(b"no"), "a.pdf")}).status_code == 422
    assert client.post("/my/papers", data={"kind": "cv"}).status_code == 422
    sent = {"kind": "cv", "file": (io.BytesIO(PDF), "Mein Lebenslauf.pdf")}
    assert client.post("/my/papers", data=sent).status_code == 303
    paper = session.scalars(select(Document)).one()
    assert not paper.shown
    answer = client.get(f"/my/papers/{paper.id}")
    assert (answer.data, answer.headers["Content-Security-Policy"]) == (PDF, "sandbox")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cv-{paper.id}.pdf"'
    client.post(f"/my/papers/{paper.id}/choice", data={"shown": "true"})
    session.refresh(paper)
    assert paper.shown
    assert "Mein Lebenslauf" in client.get("/my/papers").text
    for purpose in (ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS):
        assert consent_in_force(session, account.job_seeker, purpose)
    offer = make.vacancy()
    session.commit()
    assert "papers that you chose" in client.get(f"/my/offers/{offer.id}").text
    client.post(f"/my/papers/{paper.id}/choice")
    session.refresh(paper)
    assert not paper.shown
    client.post(f"/my/papers/{paper.id}/removal")
    assert session.scalars(select(Document)).all() == []


def test_the_office_keeps_papers_for_its_own_people(session, make, sign_in):
    person, elsewhere = make.job_seeker(), make.job_seeker(office=make.office())
    theirs = kept(session, make, elsewhere)
    client = sign_in(make.officer())
    session.commit()
    sent = {"kind": "licence", "file": (io.BytesIO(PDF), "licence.pdf"), "shown": "true"}
    assert client.post(f"/officer/job-seekers/{person.id}/papers", data=sent).status_code == 303
    paper = session.scalars(select(Document).where(Document.job_seeker_id == person.id)).one()
    assert paper.shown
    assert "licence.pdf" in client.get(f"/officer/job-seekers/{person.id}").text
    assert client.get(f"/officer/papers/{paper.id}").data == PDF
    assert client.post(f"/officer/papers/{paper.id}/choice").status_code == 303
    assert client.post(f"/officer/papers/{paper.id}/removal").status_code == 303
    for step in ("", "/choice", "/removal"):
        method = client.post if step else client.get
        assert method(f"/officer/papers/{theirs.id}{step}").status_code == 404


def test_papers_follow_the_person_when_records_are_merged_and_go_when_they_are_erased(session, make):
    person, twin, officer = make.job_seeker(), make.job_seeker(), make.officer()
    kept(session, make, twin)
    duplicates.merge_people(session, person, twin, by=officer)
    paper = session.scalars(select(Document)).one()
    assert paper.job_seeker_id == person.id
    told = everything_about(session, person)["papers"]
    assert [row["name"] for row in told] == ["cv.pdf"]
    assert "content" not in told[0]
    erasure.erase_job_seeker(session, person, by=officer, on=today())
    assert session.scalars(select(Document.id)).all() == []
