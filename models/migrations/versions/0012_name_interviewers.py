"""Name the interviewers of a booth, and let a fair be shown to everybody

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


NAMES = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')


def upgrade():
    # Columns are added and dropped where the tables stand: a copied table would delete the rows that refer to it.
    op.add_column('fair_employer', sa.Column('interviewer_names', NAMES, server_default='[]', nullable=False))
    op.add_column('job_fair', sa.Column('listed', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    op.drop_column('job_fair', 'listed')
    op.drop_column('fair_employer', 'interviewer_names')
