"""Job fairs and who came."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.employer import Employer
from models.programme import Office, Programme


class JobFair(Base, Versioned, Timestamped):
    """A day, or several, on which employers and job seekers meet."""

    __tablename__ = "job_fair"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),)

    name: Mapped[str] = mapped_column(String(200))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    governorate: Mapped[str | None] = mapped_column(String(10))
    venue: Mapped[str | None] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    programme: Mapped[Programme] = relationship()
    office: Mapped[Office] = relationship()
    employers: Mapped[list["FairEmployer"]] = relationship(back_populates="fair", cascade="all, delete-orphan")


class FairEmployer(Base):
    """An employer at a fair; `attended` is NULL until the day has shown it."""

    __tablename__ = "fair_employer"
    __table_args__ = (UniqueConstraint("fair_id", "employer_id"),)

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    attended: Mapped[bool | None]

    fair: Mapped[JobFair] = relationship(back_populates="employers")
    employer: Mapped[Employer] = relationship()
