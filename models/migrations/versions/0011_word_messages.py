"""Let officers word messages, with a history that cannot be rewritten, and let a reminder be told one time only.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

TABLE = 'notice_text_change'
# (suffix, timing, when it refuses)
GUARDS = [
    ('delete', 'DELETE', None),
    ('update', 'UPDATE OF kind, language, at, subject, text, sms, id', None),
    ('by_id', 'UPDATE OF by_id', 'by_id'),
]


def guard():
    """Refuse to rewrite the history; who wrote may be cleared when their account goes."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    for suffix, timing, cleared in GUARDS:
        changed = 'IS NOT' if sqlite else 'IS DISTINCT FROM'
        when = f'WHEN (NEW.{cleared} IS NOT NULL AND NEW.{cleared} {changed} OLD.{cleared})' if cleared else ''
        head = f'CREATE TRIGGER {TABLE}_is_append_only_{suffix} BEFORE {timing} ON {TABLE}'
        if sqlite:
            op.execute(f"{head} {when} BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END")
        else:
            op.execute(f'{head} FOR EACH ROW {when} EXECUTE FUNCTION refuse_rewriting()')


def upgrade():
    op.create_table('notice_text',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('sms', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(subject IS NULL) = (text IS NULL)', name=op.f('ck_notice_text_subject_and_text_together')),
    sa.CheckConstraint('sms IS NULL OR text IS NOT NULL', name=op.f('ck_notice_text_sms_beside_its_text')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_text')),
    sa.UniqueConstraint('kind', 'language', name=op.f('uq_notice_text_kind_language'))
    )
    op.create_table(TABLE,
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('subject', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('sms', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('(subject IS NULL) = (text IS NULL)', name=op.f('ck_notice_text_change_subject_and_text_together')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_notice_text_change_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_text_change'))
    )
    op.create_index('ix_notice_text_change_kind_language', TABLE, ['kind', 'language'], unique=False)
    guard()
    op.add_column('notice', sa.Column('once', sa.String(length=120), nullable=True))
    op.create_index('uq_notice_once', 'notice', ['once'], unique=True)
    op.drop_column('vacancy', 'reminded_on')  # the notice itself says that it was written


def downgrade():
    op.add_column('vacancy', sa.Column('reminded_on', sa.Date(), nullable=True))
    op.drop_index('uq_notice_once', table_name='notice')
    op.drop_column('notice', 'once')
    op.drop_table(TABLE)
    op.drop_table('notice_text')
