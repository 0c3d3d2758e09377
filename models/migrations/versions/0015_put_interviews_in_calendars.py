"""Put interviews in calendars.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), 'postgresql')


def upgrade():
    op.add_column('notice', sa.Column('appointment', JSON, nullable=True))
    op.add_column('referral', sa.Column('interview_minutes', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('referral', 'interview_minutes')
    op.drop_column('notice', 'appointment')
