"""Plan job fairs: days, halls, booths, guests, interviews, check-ins, runs of the schedule, and the booths' staff.

Revision ID: 0007
Revises: 0006
"""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

ROLE_CHECK = ('account', 'ck_account_role', 'role IN ({})')
STEP_CHECK = (
    'state_event',
    'ck_state_event_transition_is_allowed',
    "from_state IS NULL OR noun || ':' || from_state || '>' || to_state IN ({})",
)
STEPS = {
    'job_fair': ('planned>running', 'planned>cancelled', 'running>over', 'over>running', 'cancelled>planned'),
    'fair_employer': (
        'invited>accepted', 'invited>declined', 'applied>accepted', 'applied>declined', 'accepted>declined',
        'declined>accepted', 'declined>invited', 'declined>applied',
    ),
    'fair_guest': (
        'invited>yes', 'invited>no', 'invited>waiting', 'yes>no', 'no>yes', 'no>waiting', 'no>invited',
        'waiting>yes', 'waiting>no',
    ),
    'fair_interview': (
        'planned>confirmed', 'planned>done', 'planned>cancelled', 'confirmed>done', 'confirmed>cancelled',
        'queued>done', 'queued>cancelled',
    ),
    'fair_schedule_run': (
        'waiting>running', 'waiting>cancelled', 'waiting>failed', 'running>done', 'running>cancelled',
        'running>failed',
    ),
}
NEW_STEPS = [f"{noun}:{step}" for noun, steps in STEPS.items() for step in steps]


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
    op.create_table('fair_day',
    sa.Column('fair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('opens', sa.Time(), nullable=False),
    sa.Column('closes', sa.Time(), nullable=False),
    sa.Column('breaks', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('closes > opens', name=op.f('ck_fair_day_closes_after_it_opens')),
    sa.ForeignKeyConstraint(['fair_id'], ['job_fair.id'], name=op.f('fk_fair_day_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_day')),
    sa.UniqueConstraint('fair_id', 'on', name=op.f('uq_fair_day_fair_id_on'))
    )
    op.create_table('fair_hall',
    sa.Column('fair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['fair_id'], ['job_fair.id'], name=op.f('fk_fair_hall_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_hall')),
    sa.UniqueConstraint('fair_id', 'name', name=op.f('uq_fair_hall_fair_id_name'))
    )
    # Nothing refers to these rows yet, so SQLite may copy the table.
    states = ('invited', 'applied', 'accepted', 'declined')
    with op.batch_alter_table('fair_employer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.Enum(*states, name='boothstate', native_enum=False, create_constraint=True, length=32), server_default='accepted', nullable=False))
        batch_op.add_column(sa.Column('hall_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('booth', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('interviewers', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('opens', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('closes', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('breaks', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('staff_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('rating', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rating_note', sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f('ix_fair_employer_hall_id'), ['hall_id'], unique=False)
        batch_op.create_index('uq_fair_employer_staff', ['staff_id'], unique=True)
        batch_op.create_foreign_key(batch_op.f('fk_fair_employer_hall_id'), 'fair_hall', ['hall_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_fair_employer_staff_id'), 'account', ['staff_id'], ['id'], ondelete='SET NULL')
        batch_op.create_check_constraint(batch_op.f('ck_fair_employer_somebody_interviews'), 'interviewers BETWEEN 1 AND 50')
        batch_op.create_check_constraint(batch_op.f('ck_fair_employer_rating_is_0_to_10'), 'rating IS NULL OR rating BETWEEN 0 AND 10')

    op.create_table('fair_schedule_run',
    sa.Column('fair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'running', 'done', 'cancelled', 'failed', name='schedulerunstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('time_limit_s', sa.Double(), nullable=False),
    sa.Column('elapsed_s', sa.Double(), nullable=False),
    sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancel_wanted', sa.Boolean(), nullable=False),
    sa.Column('proven', sa.Boolean(), nullable=False),
    sa.Column('value', sa.Double(), nullable=True),
    sa.Column('gap', sa.Double(), nullable=True),
    sa.Column('method', sa.String(length=20), nullable=True),
    sa.Column('greedy_value', sa.Double(), nullable=True),
    sa.Column('interviews', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('unserved', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_fair_schedule_run_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fair_id'], ['job_fair.id'], name=op.f('fk_fair_schedule_run_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_schedule_run'))
    )
    with op.batch_alter_table('fair_schedule_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_schedule_run_fair_id'), ['fair_id'], unique=False)

    op.create_table('fair_guest',
    sa.Column('fair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('invited', 'yes', 'no', 'waiting', name='gueststate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('token', sa.String(length=40), nullable=False),
    sa.Column('walk_in', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('here_from', sa.Time(), nullable=True),
    sa.Column('here_until', sa.Time(), nullable=True),
    sa.Column('needs_access', sa.Boolean(), nullable=False),
    sa.Column('needs_childcare', sa.Boolean(), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('rating_note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('here_until IS NULL OR here_from IS NULL OR here_until > here_from', name=op.f('ck_fair_guest_leaves_after_coming')),
    sa.CheckConstraint('rating IS NULL OR rating BETWEEN 0 AND 10', name=op.f('ck_fair_guest_rating_is_0_to_10')),
    sa.ForeignKeyConstraint(['fair_id'], ['job_fair.id'], name=op.f('fk_fair_guest_fair_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_fair_guest_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_guest')),
    sa.UniqueConstraint('fair_id', 'job_seeker_id', name=op.f('uq_fair_guest_fair_id_job_seeker_id')),
    sa.UniqueConstraint('token', name=op.f('uq_fair_guest_token'))
    )
    with op.batch_alter_table('fair_guest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_guest_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('fair_check_in',
    sa.Column('client_id', sa.String(length=40), nullable=False),
    sa.Column('guest_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('way', sa.Enum('qr', 'name', 'list', 'walk_in', name='checkinway', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_fair_check_in_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['guest_id'], ['fair_guest.id'], name=op.f('fk_fair_check_in_guest_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_check_in')),
    sa.UniqueConstraint('client_id', name=op.f('uq_fair_check_in_client_id'))
    )
    with op.batch_alter_table('fair_check_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_check_in_guest_id'), ['guest_id'], unique=False)

    op.create_table('fair_vacancy',
    sa.Column('booth_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['booth_id'], ['fair_employer.id'], name=op.f('fk_fair_vacancy_booth_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_fair_vacancy_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_vacancy')),
    sa.UniqueConstraint('booth_id', 'vacancy_id', name=op.f('uq_fair_vacancy_booth_id_vacancy_id'))
    )
    with op.batch_alter_table('fair_vacancy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_vacancy_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('fair_wish',
    sa.Column('guest_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('booth_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['booth_id'], ['fair_employer.id'], name=op.f('fk_fair_wish_booth_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['guest_id'], ['fair_guest.id'], name=op.f('fk_fair_wish_guest_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_wish')),
    sa.UniqueConstraint('guest_id', 'booth_id', name=op.f('uq_fair_wish_guest_id_booth_id'))
    )
    with op.batch_alter_table('fair_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_wish_booth_id'), ['booth_id'], unique=False)

    op.create_table('fair_interview',
    sa.Column('guest_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('booth_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('planned', 'confirmed', 'queued', 'done', 'cancelled', name='interviewstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('offer', 'second_interview', 'not_now', 'no_show', name='interviewoutcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('wished', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'done') = (outcome IS NOT NULL)", name=op.f('ck_fair_interview_done_says_how')),
    sa.CheckConstraint("state <> 'queued' OR queued_at IS NOT NULL", name=op.f('ck_fair_interview_queued_says_since_when')),
    sa.CheckConstraint('(starts_at IS NULL) = (queued_at IS NOT NULL)', name=op.f('ck_fair_interview_at_a_time_or_in_the_queue')),
    sa.ForeignKeyConstraint(['booth_id'], ['fair_employer.id'], name=op.f('fk_fair_interview_booth_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['guest_id'], ['fair_guest.id'], name=op.f('fk_fair_interview_guest_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_fair_interview_referral_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_fair_interview_vacancy_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_interview'))
    )
    with op.batch_alter_table('fair_interview', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_interview_booth_id'), ['booth_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_fair_interview_starts_at'), ['starts_at'], unique=False)
        batch_op.create_index('uq_fair_interview_one_pair', ['guest_id', 'booth_id'], unique=True, sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.create_index('uq_fair_interview_one_place', ['guest_id', 'starts_at'], unique=True, sqlite_where=sa.text("state <> 'cancelled' AND starts_at IS NOT NULL"), postgresql_where=sa.text("state <> 'cancelled' AND starts_at IS NOT NULL"))

    in_state = "CONSTRAINT ck_{0}_{1} CHECK (state IN ({2}))"
    steps = "'planned', 'running', 'over', 'cancelled'"
    add('job_fair', 'state', 'VARCHAR(32)', in_state.format('job_fair', 'fairstate', steps), "'planned'")
    add('job_fair', 'languages', 'json', default="'[]'")
    add('job_fair', 'places', 'INTEGER', 'CONSTRAINT ck_job_fair_places_are_positive CHECK (places IS NULL OR places > 0)')
    limits = 'CONSTRAINT ck_job_fair_slots_are_an_interview CHECK (slot_minutes BETWEEN 5 AND 240)'
    add('job_fair', 'slot_minutes', 'INTEGER', limits, 20)
    limits = 'CONSTRAINT ck_job_fair_way_is_not_negative CHECK (way_minutes BETWEEN 0 AND 240)'
    add('job_fair', 'way_minutes', 'INTEGER', limits, 0)
    add('job_fair', 'at_most', 'INTEGER', 'CONSTRAINT ck_job_fair_somebody_is_met CHECK (at_most >= 1)', 4)
    limits = 'CONSTRAINT ck_job_fair_least_within_most CHECK (at_least BETWEEN 0 AND at_most)'
    add('job_fair', 'at_least', 'INTEGER', limits, 1)
    add('job_fair', 'note', 'TEXT')

    change_values(*ROLE_CHECK, added=['booth'])
    change_values(*STEP_CHECK, added=NEW_STEPS)


def downgrade():
    op.execute("DELETE FROM account WHERE role = 'booth'")
    change_values(*STEP_CHECK, removed=NEW_STEPS)
    change_values(*ROLE_CHECK, removed=['booth'])
    with op.batch_alter_table('fair_interview', schema=None) as batch_op:
        batch_op.drop_index('uq_fair_interview_one_place', sqlite_where=sa.text("state <> 'cancelled' AND starts_at IS NOT NULL"), postgresql_where=sa.text("state <> 'cancelled' AND starts_at IS NOT NULL"))
        batch_op.drop_index('uq_fair_interview_one_pair', sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'"))
        batch_op.drop_index(batch_op.f('ix_fair_interview_starts_at'))
        batch_op.drop_index(batch_op.f('ix_fair_interview_booth_id'))

    op.drop_table('fair_interview')
    with op.batch_alter_table('fair_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_wish_booth_id'))

    op.drop_table('fair_wish')
    with op.batch_alter_table('fair_vacancy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_vacancy_vacancy_id'))

    op.drop_table('fair_vacancy')
    with op.batch_alter_table('fair_check_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_check_in_guest_id'))

    op.drop_table('fair_check_in')
    with op.batch_alter_table('fair_guest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_guest_job_seeker_id'))

    op.drop_table('fair_guest')
    with op.batch_alter_table('fair_schedule_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_schedule_run_fair_id'))

    op.drop_table('fair_schedule_run')
    op.drop_index('uq_fair_employer_staff', 'fair_employer')
    op.drop_index('ix_fair_employer_hall_id', 'fair_employer')
    with op.batch_alter_table('fair_employer', schema=None) as batch_op:
        for constraint in ('fk_fair_employer_hall_id', 'fk_fair_employer_staff_id'):
            batch_op.drop_constraint(batch_op.f(constraint), type_='foreignkey')
        for constraint in ('boothstate', 'somebody_interviews', 'rating_is_0_to_10'):
            batch_op.drop_constraint(batch_op.f(f'ck_fair_employer_{constraint}'), type_='check')
        for column in (
            'rating_note', 'rating', 'staff_id', 'breaks', 'closes', 'opens', 'interviewers', 'booth', 'hall_id', 'state',
        ):
            batch_op.drop_column(column)
    for column in ('note', 'at_least', 'at_most', 'way_minutes', 'slot_minutes', 'places', 'languages', 'state'):
        op.drop_column('job_fair', column)
    op.drop_table('fair_hall')
    op.drop_table('fair_day')
