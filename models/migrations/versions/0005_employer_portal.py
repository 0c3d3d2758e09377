"""Add what employers and officers write to each other: checks, contacts, revisions, messages, interview times.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('employer_check',
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('exists_at_address', sa.Boolean(), nullable=False),
    sa.Column('contact_answers', sa.Boolean(), nullable=False),
    sa.Column('takes_no_fee', sa.Boolean(), nullable=False),
    sa.Column('offers_are_real', sa.Boolean(), nullable=False),
    sa.Column('registration_seen', sa.Boolean(), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_employer_check_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_employer_check_employer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_check'))
    )
    with op.batch_alter_table('employer_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_check_employer_id'), ['employer_id'], unique=False)

    op.create_table('employer_contact_event',
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stage', sa.Enum('contacted', 'interested', 'posting', 'hired_before', 'declined', name='contactstage', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('next_step', sa.String(length=300), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_employer_contact_event_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_employer_contact_event_employer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_contact_event'))
    )
    with op.batch_alter_table('employer_contact_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_contact_event_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_employer_contact_event_happened_on'), ['happened_on'], unique=False)

    op.create_table('vacancy_revision',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changes', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_vacancy_revision_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_revision_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_revision'))
    )
    with op.batch_alter_table('vacancy_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_revision_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('interview_proposal',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=True),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('chosen_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 5 AND 480', name=op.f('ck_interview_proposal_minutes_are_a_meeting')),
    sa.ForeignKeyConstraint(['chosen_by_id'], ['account.id'], name=op.f('fk_interview_proposal_chosen_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_interview_proposal_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_proposal'))
    )
    with op.batch_alter_table('interview_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_proposal_referral_id'), ['referral_id'], unique=False)
        batch_op.create_index('uq_interview_proposal_one_chosen', ['referral_id'], unique=True, sqlite_where=sa.text('chosen_at IS NOT NULL'), postgresql_where=sa.text('chosen_at IS NOT NULL'))

    op.create_table('referral_message',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('audience', sa.Enum('employer', 'job_seeker', 'office', name='messageaudience', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_referral_message_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_message_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_message'))
    )
    with op.batch_alter_table('referral_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_message_referral_id'), ['referral_id'], unique=False)

    op.add_column('referral', sa.Column('presented_at', sa.DateTime(timezone=True), nullable=True))
    # Both databases take the condition with the column, so no table has to be copied.
    op.execute(
        "ALTER TABLE vacancy ADD COLUMN charges_worker BOOLEAN CONSTRAINT ck_vacancy_worker_pays_nothing "
        "CHECK (charges_worker IS NULL OR NOT charges_worker)"
    )
    moment = 'DATETIME' if op.get_bind().dialect.name == 'sqlite' else 'TIMESTAMP WITH TIME ZONE'
    op.execute(
        f"ALTER TABLE vacancy ADD COLUMN approval_wanted_at {moment} CONSTRAINT ck_vacancy_approval_is_wanted_on_hold "
        "CHECK (approval_wanted_at IS NULL OR state = 'on_hold')"
    )
    op.add_column('vacancy', sa.Column('reminded_on', sa.Date(), nullable=True))


def downgrade():
    op.drop_column('vacancy', 'reminded_on')
    op.drop_column('vacancy', 'approval_wanted_at')
    op.drop_column('vacancy', 'charges_worker')
    op.drop_column('referral', 'presented_at')
    with op.batch_alter_table('referral_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_message_referral_id'))

    op.drop_table('referral_message')
    with op.batch_alter_table('interview_proposal', schema=None) as batch_op:
        batch_op.drop_index('uq_interview_proposal_one_chosen', sqlite_where=sa.text('chosen_at IS NOT NULL'), postgresql_where=sa.text('chosen_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_interview_proposal_referral_id'))

    op.drop_table('interview_proposal')
    with op.batch_alter_table('vacancy_revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_revision_vacancy_id'))

    op.drop_table('vacancy_revision')
    with op.batch_alter_table('employer_contact_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_contact_event_happened_on'))
        batch_op.drop_index(batch_op.f('ix_employer_contact_event_employer_id'))

    op.drop_table('employer_contact_event')
    with op.batch_alter_table('employer_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_check_employer_id'))

    op.drop_table('employer_check')
