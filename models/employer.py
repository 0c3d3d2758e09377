"""Businesses and the people to speak to there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned, enum_type
from models.enums import EmployerState


class Employer(Base, Versioned, Timestamped):
    """A business. Nothing of it is public before an officer has verified it."""

    __tablename__ = "employer"
    __table_args__ = (
        CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name="verified_says_when"),
        {"sqlite_autoincrement": True},  # a number is never given twice: histories outlive the row
    )

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    sector: Mapped[str | None] = mapped_column(String(1))  # ISIC section letter
    state: Mapped[EmployerState] = mapped_column(enum_type(EmployerState), default=EmployerState.PENDING)
    country: Mapped[str] = mapped_column(String(2), default="IQ")
    governorate: Mapped[str | None] = mapped_column(String(10), index=True)
    place_key: Mapped[str | None] = mapped_column(String(80))
    place_text: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(300))
    registration_number: Mapped[str | None] = mapped_column(String(80))
    about: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[datetime | None]

    contacts: Mapped[list["EmployerContact"]] = relationship(back_populates="employer", cascade="all, delete-orphan")
    vacancies = relationship("Vacancy", back_populates="employer")


class EmployerContact(Base):
    """A person to speak to at an employer."""

    __tablename__ = "employer_contact"

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(8))

    employer: Mapped[Employer] = relationship(back_populates="contacts")
