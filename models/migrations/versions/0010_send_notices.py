"""Send notices: when, by whom it is claimed, how it went, the code that proves it ours; and who wants to be told how.

Revision ID: 0010
Revises: 0009
"""

import re
from datetime import timedelta
from secrets import choice

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

STATE_CHECK = ('notice', 'ck_notice_noticestate', 'state IN ({})')
NEW_STATES = ['unknown', 'expired']
ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
OUT_OF_USE = {'sign_in_code': timedelta(minutes=10), 'sign_in_link': timedelta(minutes=30)}


def sqlite():
    """Whether this is SQLite."""
    return op.get_bind().dialect.name == 'sqlite'


def change_values(table, name, condition, *, added=(), removed=()):
    """Change which values a CHECK constraint lists, where it stands.

    A copied table would set to NULL, or delete, every row that refers to it. SQLite documents this way for changes
    that leave the stored rows as they are (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    connection = op.get_bind()
    if not sqlite():
        standing = connection.execute(
            sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"), {'name': name}
        ).scalar_one()
        values = [value for value in re.findall("'([^']*)'", standing) if len(value) > 1 and value not in removed]
        listed = ', '.join(f"'{value}'" for value in [*values, *added])
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT {name}')
        connection.exec_driver_sql(f'ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition.format(listed)})')
        return
    version = connection.exec_driver_sql('PRAGMA schema_version').scalar_one()
    sql = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {'name': table}).scalar_one()
    before, marker, rest = sql.partition(f'CONSTRAINT {name} CHECK (')
    if not marker:
        raise RuntimeError(f'{table} has no {name}: {sql}')
    opening, between, rest = rest.partition(' IN (')
    listed, closing, rest = rest.partition(')')
    values = [value for value in re.findall("'([^']*)'", listed) if value not in removed]
    listed = ', '.join(f"'{value}'" for value in [*values, *added])
    connection.exec_driver_sql('PRAGMA writable_schema = ON')
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"),
        {'sql': ''.join((before, marker, opening, between, listed, closing, rest)), 'name': table},
    )
    connection.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    connection.exec_driver_sql('PRAGMA writable_schema = OFF')


def add(table, column, kind, condition='', default=None):
    """Add one column with its condition; both databases take them together, so no table is copied."""
    kind = {'json': 'JSON' if sqlite() else 'JSONB', 'key': 'INTEGER' if sqlite() else 'BIGINT'}.get(kind, kind)
    needed = f" DEFAULT {default} NOT NULL" if default is not None else ''
    op.execute(f'ALTER TABLE {table} ADD COLUMN {column} {kind}{needed} {condition}')


def upgrade():
    op.create_table('notice_preference',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ways', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('quiet_from', sa.Time(), nullable=True),
    sa.Column('quiet_until', sa.Time(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(account_id IS NULL) <> (job_seeker_id IS NULL)', name=op.f('ck_notice_preference_one_owner')),
    sa.CheckConstraint('(quiet_from IS NULL) = (quiet_until IS NULL)', name=op.f('ck_notice_preference_quiet_hours_end')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_preference_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_notice_preference_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_preference')),
    sa.UniqueConstraint('account_id', name=op.f('uq_notice_preference_account_id')),
    sa.UniqueConstraint('job_seeker_id', name=op.f('uq_notice_preference_job_seeker_id'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:  # nothing refers to it, so SQLite may copy the table
        batch_op.add_column(sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_notice_account_id'), 'account', ['account_id'], ['id'], ondelete='CASCADE')
    instant = 'DATETIME' if sqlite() else 'TIMESTAMP WITH TIME ZONE'
    add('notice', 'ending', 'VARCHAR(16)', default="''")
    add('notice', 'code', 'VARCHAR(12)', default="''")
    add('notice', 'repeats', 'INTEGER', 'CONSTRAINT ck_notice_repeated_at_most_once CHECK (repeats BETWEEN 0 AND 1)', 0)
    add('notice', 'not_before', instant, default="'1970-01-01 00:00:00'")
    add('notice', 'expires_at', instant)
    add('notice', 'claim', 'VARCHAR(32)')
    together = 'CONSTRAINT ck_notice_claims_end CHECK ((claim IS NULL) = (claimed_until IS NULL))'
    add('notice', 'claimed_until', instant, together)
    handed = "CONSTRAINT ck_notice_unknown_was_handed_over CHECK (state <> 'unknown' OR handed_at IS NOT NULL)"
    add('notice', 'handed_at', instant, handed)
    add('notice', 'error', 'VARCHAR(300)')
    add('notice', 'purged_at', instant)
    change_values(*STATE_CHECK, added=NEW_STATES)
    fill()
    op.drop_index('ix_notice_state_created', 'notice')
    op.create_index('ix_notice_state_not_before', 'notice', ['state', 'not_before'])
    op.create_index('ix_notice_account_id', 'notice', ['account_id'])
    op.create_index('ix_notice_code', 'notice', ['code'], unique=True)


def fill():
    """Give what was written before a code, its day, and an end: nobody wants last month's messages at once."""
    instants = {name: sa.column(name, sa.DateTime(timezone=True)) for name in ('created_at', 'not_before', 'expires_at')}
    notice = sa.table('notice', sa.column('id'), sa.column('kind'), sa.column('code'), *instants.values())
    connection = op.get_bind()
    for row in connection.execute(sa.select(notice.c.id, notice.c.kind, notice.c.created_at)).all():
        values = {
            'code': ''.join(choice(ALPHABET) for _ in range(9)),
            'not_before': row.created_at,
            'expires_at': row.created_at + OUT_OF_USE.get(row.kind, timedelta(days=7)),
        }
        connection.execute(sa.update(notice).where(notice.c.id == row.id).values(values))


def downgrade():
    op.execute("UPDATE notice SET state = 'failed' WHERE state IN ('unknown', 'expired')")
    op.drop_index('ix_notice_code', 'notice')
    op.drop_index('ix_notice_account_id', 'notice')
    op.drop_index('ix_notice_state_not_before', 'notice')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_notice_account_id'), type_='foreignkey')
        for constraint in ('repeated_at_most_once', 'claims_end', 'unknown_was_handed_over'):
            batch_op.drop_constraint(batch_op.f(f'ck_notice_{constraint}'), type_='check')
        for column in (
            'purged_at', 'error', 'handed_at', 'claimed_until', 'claim', 'expires_at', 'not_before', 'repeats',
            'account_id', 'code', 'ending',
        ):
            batch_op.drop_column(column)
        batch_op.create_index(batch_op.f('ix_notice_state_created'), ['state', 'created_at'], unique=False)
    change_values(*STATE_CHECK, removed=NEW_STATES)
    op.drop_table('notice_preference')
