"""Let an invitation to a fair be answered by the link of its message.

Revision ID: 0013
Revises: 0012
"""

from secrets import token_urlsafe

import sqlalchemy as sa
from alembic import op
revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('fair_guest', sa.Column('answer_key', sa.String(length=40), nullable=True))
    guest = sa.table('fair_guest', sa.column('id'), sa.column('answer_key'))
    connection = op.get_bind()
    for row_id in connection.scalars(sa.select(guest.c.id)).all():
        connection.execute(sa.update(guest).where(guest.c.id == row_id).values(answer_key=token_urlsafe(16)))
    op.create_index('uq_fair_guest_answer_key', 'fair_guest', ['answer_key'], unique=True)


def downgrade():
    op.drop_index('uq_fair_guest_answer_key', 'fair_guest')
    op.drop_column('fair_guest', 'answer_key')
