"""Keep the service's own tasks as codes, what is reported of an employer, and holds of new referrals.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

CONCERNS = ('fee_charged', 'threats', 'documents_taken', 'false_offer', 'not_paid', 'treated_badly', 'other')
TASK_KINDS = ('send_referral', 'answer_request')


def among(values):
    """The values as an SQL list."""
    return ', '.join(f"'{value}'" for value in values)


def upgrade():
    json = 'JSON' if op.get_bind().dialect.name == 'sqlite' else 'JSONB'
    op.execute(f"ALTER TABLE task ADD COLUMN kind VARCHAR(32) CONSTRAINT ck_task_taskkind CHECK (kind IN ({among(TASK_KINDS)}))")
    op.execute(f"ALTER TABLE task ADD COLUMN facts {json} "
               "CONSTRAINT ck_task_words_or_a_code CHECK ((title = '') = (kind IS NOT NULL))")
    op.execute("ALTER TABLE person_request ADD COLUMN concern VARCHAR(32) "
               f"CONSTRAINT ck_person_request_concern CHECK (concern IN ({among(CONCERNS)})) "
               "CONSTRAINT ck_person_request_concern_only_for_reports CHECK (concern IS NULL OR kind = 'employer_report')")
    op.create_table('employer_hold',
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('concern', sa.Enum(*CONCERNS, name='concern', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('concern IS NOT NULL OR reason IS NOT NULL', name=op.f('ck_employer_hold_says_why')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_employer_hold_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_employer_hold_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_employer_hold_ended_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_hold'))
    )
    with op.batch_alter_table('employer_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_hold_employer_id'), ['employer_id'], unique=False)


def downgrade():
    with op.batch_alter_table('employer_hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_hold_employer_id'))

    op.drop_table('employer_hold')
    op.execute('ALTER TABLE person_request DROP COLUMN concern')
    op.execute("UPDATE task SET title = kind, kind = NULL WHERE title = ''")
    op.execute('ALTER TABLE task DROP COLUMN facts')
    op.execute('ALTER TABLE task DROP COLUMN kind')
