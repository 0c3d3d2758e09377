"""Add notices, sign-in keys, requests and corrections, and let the notes of an erased person be cleared.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

# (trigger, table, what it guards, when it refuses)
EARLIER_GUARDS = [
    ('state_event_is_append_only_update', 'state_event', 'noun, row_id, from_state, to_state, at, actor, reason, note, id', None),
]
GUARDS = [
    ('state_event_is_append_only_update', 'state_event', 'noun, row_id, from_state, to_state, at, actor, reason, id', None),
    ('state_event_is_append_only_note', 'state_event', 'note', 'note'),
    ('state_event_is_append_only_by_id', 'state_event', 'by_id', 'by_id'),
    ('audit_entry_is_append_only_account_id', 'audit_entry', 'account_id', 'account_id'),
]


def guard(guards):
    """Replace the triggers that refuse to rewrite the histories."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    for name, table, _columns, _cleared in GUARDS:
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
    for name, table, columns, cleared in guards:
        changed = "IS NOT" if sqlite else "IS DISTINCT FROM"
        when = f"NEW.{cleared} IS NOT NULL AND NEW.{cleared} {changed} OLD.{cleared}" if cleared else ""
        head = f"CREATE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table}"
        if sqlite:
            op.execute(f"{head} {'WHEN ' + when if when else ''} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
        else:
            op.execute(f"{head} FOR EACH ROW {'WHEN (' + when + ')' if when else ''} EXECUTE FUNCTION refuse_rewriting()")


def upgrade():
    op.create_table('notice',
    sa.Column('channel', sa.Enum('email', 'sms', name='noticechannel', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('queued', 'sent', 'failed', name='noticestate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f('ck_notice_sent_says_when')),
    sa.CheckConstraint("channel <> 'email' OR subject IS NOT NULL", name=op.f('ck_notice_email_has_a_subject')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_notice_attempts_not_negative')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_notice_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('message_id', name=op.f('uq_notice_message_id'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index('ix_notice_state_created', ['state', 'created_at'], unique=False)

    op.create_table('person_request',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('correction', 'erasure', 'withheld', 'employer_report', name='requestkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('outcome', sa.Enum('done', 'declined', 'taken_back', name='requestoutcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("(kind = 'employer_report') = (employer_id IS NOT NULL)", name=op.f('ck_person_request_employer_only_for_reports')),
    sa.CheckConstraint('(closed_at IS NULL) = (outcome IS NULL)', name=op.f('ck_person_request_outcome_only_when_closed')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['account.id'], name=op.f('fk_person_request_closed_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_person_request_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_person_request_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_request'))
    )
    with op.batch_alter_table('person_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_request_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index('ix_person_request_person', ['job_seeker_id', 'kind'], unique=False)

    op.create_table('profile_change',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('before', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('after', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_profile_change_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_profile_change_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_change'))
    )
    with op.batch_alter_table('profile_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profile_change_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('sign_in_key',
    sa.Column('kind', sa.Enum('link', 'code', 'invitation', name='signinkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("(kind = 'code') = (job_seeker_id IS NULL)", name=op.f('ck_sign_in_key_person_unless_a_code')),
    sa.CheckConstraint("(kind = 'code') = (phone IS NOT NULL)", name=op.f('ck_sign_in_key_phone_only_for_codes')),
    sa.CheckConstraint('expires_at > created_at', name=op.f('ck_sign_in_key_expires_after_it_was_made')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_sign_in_key_created_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_sign_in_key_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_key')),
    sa.UniqueConstraint('hash', name=op.f('uq_sign_in_key_hash'))
    )
    with op.batch_alter_table('sign_in_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_key_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index('ix_sign_in_key_phone_created', ['phone', 'created_at'], unique=False)

    op.add_column('account', sa.Column('pin', sa.String(length=255), nullable=True))
    op.add_column('job_seeker', sa.Column('erased_on', sa.Date(), nullable=True))
    guard(GUARDS)


def downgrade():
    guard(EARLIER_GUARDS)
    op.drop_column('job_seeker', 'erased_on')
    op.drop_column('account', 'pin')
    with op.batch_alter_table('sign_in_key', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_key_phone_created')
        batch_op.drop_index(batch_op.f('ix_sign_in_key_job_seeker_id'))

    op.drop_table('sign_in_key')
    with op.batch_alter_table('profile_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_profile_change_job_seeker_id'))

    op.drop_table('profile_change')
    with op.batch_alter_table('person_request', schema=None) as batch_op:
        batch_op.drop_index('ix_person_request_person')
        batch_op.drop_index(batch_op.f('ix_person_request_employer_id'))

    op.drop_table('person_request')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_state_created')
        batch_op.drop_index(batch_op.f('ix_notice_job_seeker_id'))

    op.drop_table('notice')
