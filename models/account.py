"""Who signs in. The columns that a session needs are here; the session itself belongs to ``jobmatch.access``."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned, enum_type
from models.enums.access import Role
from models.programme import Office, Partner

SHORTEST_PASSWORD = 12


class Account(Base, Versioned, Timestamped):
    """A sign-in with exactly one role, bound to the rows that the role may see."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role NOT IN ('officer', 'organiser') OR office_id IS NOT NULL", name="staff_have_an_office"),
        CheckConstraint("(role = 'employer') = (employer_id IS NOT NULL)", name="employer_only_for_employers"),
        CheckConstraint("(role = 'returnee') = (job_seeker_id IS NOT NULL)", name="own_person_only_for_returnees"),
        CheckConstraint("(role = 'partner') = (partner_id IS NOT NULL)", name="partner_only_for_partners"),
    )

    role: Mapped[Role] = mapped_column(enum_type(Role))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    password: Mapped[str | None] = mapped_column(String(255))  # argon2 hash
    pin: Mapped[str | None] = mapped_column(String(255))  # argon2 hash; asked beside a code sent to a shared phone
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    language: Mapped[str | None] = mapped_column(String(8))
    last_signed_in_at: Mapped[datetime | None]

    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    job_seeker_id: Mapped[int | None] = mapped_column(
        ForeignKey("job_seeker.id", use_alter=True, ondelete="CASCADE"), unique=True
    )

    office: Mapped[Office | None] = relationship()
    partner: Mapped[Partner | None] = relationship()
    employer = relationship("Employer", foreign_keys=[employer_id])
    job_seeker = relationship("JobSeeker", foreign_keys=[job_seeker_id])
