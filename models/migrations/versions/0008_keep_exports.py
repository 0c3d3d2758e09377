"""Keep what was exported and what became of it, and named lists of columns.

Revision ID: 0008
Revises: 0007
"""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

STEP_CHECK = (
    'state_event',
    'ck_state_event_transition_is_allowed',
    "from_state IS NULL OR noun || ':' || from_state || '>' || to_state IN ({})",
)
NEW_STEPS = [
    f'export:{step}'
    for step in (
        'queued>running', 'queued>cancelled', 'queued>failed', 'running>done', 'running>cancelled', 'running>failed',
    )
]


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


def upgrade():
    op.create_table('export',
    sa.Column('kind', sa.Enum('people', 'vacancies', 'referrals', 'placements', 'fair_guests', 'fair_interviews', 'fair_booths', 'figures', name='exportkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('format', sa.Enum('csv', 'xlsx', 'pdf', 'jsonl', name='exportformat', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('purpose', sa.Enum('contact', 'report', 'fair', 'employer', 'backup', name='exportpurpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('queued', 'running', 'done', 'failed', 'cancelled', name='exportstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('columns', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('query', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancel_wanted', sa.Boolean(), nullable=False),
    sa.Column('rows_expected', sa.Integer(), nullable=True),
    sa.Column('rows_written', sa.Integer(), nullable=False),
    sa.Column('worker', sa.String(length=40), nullable=True),
    sa.Column('row_count', sa.Integer(), nullable=True),
    sa.Column('left_out', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('hidden', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('size_bytes', sa.BigInteger(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('file_name', sa.String(length=120), nullable=True),
    sa.Column('error', sa.String(length=60), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'done') = (sha256 IS NOT NULL)", name=op.f('ck_export_done_says_its_hash')),
    sa.CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name=op.f('ck_export_failed_says_why')),
    sa.CheckConstraint("(state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL)", name=op.f('ck_export_finished_says_when')),
    sa.CheckConstraint("state <> 'done' OR (row_count IS NOT NULL AND size_bytes IS NOT NULL AND file_name IS NOT NULL)", name=op.f('ck_export_done_says_its_size')),
    sa.CheckConstraint("state NOT IN ('running', 'done') OR started_at IS NOT NULL", name=op.f('ck_export_started_says_when')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_export_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_export_office_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_by_id'), ['by_id'], unique=False)
        batch_op.create_index('ix_export_office_created', ['office_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_export_state'), ['state'], unique=False)

    op.create_table('saved_list',
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.Enum('people', 'vacancies', 'referrals', 'placements', 'fair_guests', 'fair_interviews', 'fair_booths', 'figures', name='exportkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('columns', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('query', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_saved_list_office_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_saved_list_owner_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_list')),
    sa.UniqueConstraint('owner_id', 'kind', 'name', name=op.f('uq_saved_list_owner_id_kind_name'))
    )
    with op.batch_alter_table('saved_list', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_list_office_id'), ['office_id'], unique=False)
    change_values(*STEP_CHECK, added=NEW_STEPS)


def downgrade():
    change_values(*STEP_CHECK, removed=NEW_STEPS)
    with op.batch_alter_table('saved_list', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_list_office_id'))

    op.drop_table('saved_list')
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_export_state'))
        batch_op.drop_index('ix_export_office_created')
        batch_op.drop_index(batch_op.f('ix_export_by_id'))

    op.drop_table('export')
