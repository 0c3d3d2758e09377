"""Say of an exported file that it was taken back.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op
revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken_back', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_export_taken_back_says_when'), 'NOT taken_back OR deleted_at IS NOT NULL')


def downgrade():
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_export_taken_back_says_when'), type_='check')
        batch_op.drop_column('taken_back')
