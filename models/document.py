"""Papers that belong to a person: a CV, a certificate. Each is shown to employers only if the person chose it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, enum_type, utc_now
from models.enums.people import DocumentKind
from models.job_seeker import JobSeeker


class Document(Base):
    """A file of a person, kept in the database so that it is erased, backed up and guarded with the rest."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("media_type IN ('application/pdf', 'image/jpeg', 'image/png')", name="media_type_is_known"),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(enum_type(DocumentKind))
    name: Mapped[str] = mapped_column(String(200))  # the file's own name; it may tell who and from where
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size_bytes: Mapped[int]
    shown: Mapped[bool] = mapped_column(default=False)  # the person chose it for employers who read their name
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="documents")
    by: Mapped[Account | None] = relationship()
