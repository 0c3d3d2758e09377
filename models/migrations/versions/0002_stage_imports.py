"""Stage imports row by row, and keep the references of merged records.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def always():
    """SQLite cannot add a column that must be filled, so the empty table is copied; elsewhere it is altered."""
    return 'always' if op.get_bind().dialect.name == 'sqlite' else 'auto'


def upgrade():
    # Nothing could be staged before this revision.
    op.execute("DELETE FROM import_row")
    op.execute("DELETE FROM import_run")
    op.create_table('former_reference',
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_former_reference_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_former_reference')),
    sa.UniqueConstraint('reference', name=op.f('uq_former_reference_reference'))
    )
    with op.batch_alter_table('former_reference', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_reference_job_seeker_id'), ['job_seeker_id'], unique=False)

    with op.batch_alter_table('import_row', schema=None, recreate=always()) as batch_op:
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=32), nullable=False))
        batch_op.add_column(sa.Column('same_as', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('evidence', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False))
        batch_op.create_index(batch_op.f('ix_import_row_fingerprint'), ['fingerprint'], unique=False)

    with op.batch_alter_table('import_run', schema=None, recreate=always()) as batch_op:
        batch_op.add_column(sa.Column('source', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False))
        batch_op.add_column(sa.Column('row_count', sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column('read_count', sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column('compared_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('office_id',
               nullable=True)
        batch_op.alter_column('programme_id',
               nullable=True)
        batch_op.create_check_constraint(
            op.f('ck_import_run_people_belong_to_an_office'),
            "kind <> 'job_seekers' OR (office_id IS NOT NULL AND programme_id IS NOT NULL)",
        )


def downgrade():
    # What is staged cannot be kept in the older form; what was saved stays saved.
    op.execute("DELETE FROM import_row")
    op.execute("DELETE FROM import_run")
    with op.batch_alter_table('import_run', schema=None, recreate=always()) as batch_op:
        batch_op.drop_constraint(op.f('ck_import_run_people_belong_to_an_office'), type_='check')
        batch_op.alter_column('programme_id',
               nullable=False)
        batch_op.alter_column('office_id',
               nullable=False)
        batch_op.drop_column('compared_at')
        batch_op.drop_column('read_count')
        batch_op.drop_column('row_count')
        batch_op.drop_column('source')

    with op.batch_alter_table('import_row', schema=None, recreate=always()) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_row_fingerprint'))
        batch_op.drop_column('evidence')
        batch_op.drop_column('same_as')
        batch_op.drop_column('fingerprint')

    with op.batch_alter_table('former_reference', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_reference_job_seeker_id'))

    op.drop_table('former_reference')
