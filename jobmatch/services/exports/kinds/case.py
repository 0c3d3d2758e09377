"""Columns about the person of a referral, a placement or a fair's list; the levels are the same everywhere."""

from jobmatch.access.identity import Level
from jobmatch.services.exports.columns import Column
from models import JobSeeker

REFERENCE = Column(code="case_reference", level=Level.FULL, identifies=True, sql=JobSeeker.case_reference, chosen=True)
NAMES = (
    Column(code="name_latin", level=Level.SHARED, identifies=True, sql=JobSeeker.name_latin, chosen=True),
    Column(code="name_native", level=Level.SHARED, identifies=True, sql=JobSeeker.name_native, chosen=True),
)
CONTACTS = (
    Column(code="phone", level=Level.SHARED, identifies=True, sql=JobSeeker.phone),
    Column(code="email", level=Level.SHARED, identifies=True, sql=JobSeeker.email),
)
GOVERNORATE = Column(code="governorate", level=Level.ANONYMOUS, sql=JobSeeker.governorate, words="governorate")
LANGUAGE = Column(code="language", level=Level.SHARED, sql=JobSeeker.language, words="page_language")
