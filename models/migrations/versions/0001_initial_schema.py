"""initial schema

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS = {
    'sqlite': [
        """CREATE TRIGGER IF NOT EXISTS state_event_is_append_only_delete BEFORE DELETE ON state_event
BEGIN SELECT RAISE(ABORT, 'state_event is append-only'); END""",
        """CREATE TRIGGER IF NOT EXISTS state_event_is_append_only_update BEFORE UPDATE OF noun, row_id, from_state, to_state, at, actor, reason, note, id ON state_event
BEGIN SELECT RAISE(ABORT, 'state_event is append-only'); END""",
        """CREATE TRIGGER IF NOT EXISTS audit_entry_is_append_only_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
        """CREATE TRIGGER IF NOT EXISTS audit_entry_is_append_only_update BEFORE UPDATE OF at, action, kind, row_ids, fields, purpose, id ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END""",
    ],
    'postgresql': [
        """CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$""",
        """CREATE OR REPLACE TRIGGER state_event_is_append_only_delete BEFORE DELETE ON state_event
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()""",
        """CREATE OR REPLACE TRIGGER state_event_is_append_only_update BEFORE UPDATE OF noun, row_id, from_state, to_state, at, actor, reason, note, id ON state_event
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()""",
        """CREATE OR REPLACE TRIGGER audit_entry_is_append_only_delete BEFORE DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()""",
        """CREATE OR REPLACE TRIGGER audit_entry_is_append_only_update BEFORE UPDATE OF at, action, kind, row_ids, fields, purpose, id ON audit_entry
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()""",
    ],
}


def upgrade():
    op.create_table('employer',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=300), nullable=False),
    sa.Column('sector', sa.String(length=1), nullable=True),
    sa.Column('state', sa.Enum('pending', 'verified', 'suspended', 'rejected', name='employerstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('governorate', sa.String(length=10), nullable=True),
    sa.Column('place_key', sa.String(length=80), nullable=True),
    sa.Column('place_text', sa.String(length=200), nullable=True),
    sa.Column('address', sa.String(length=300), nullable=True),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=True),
    sa.Column('registration_number', sa.String(length=80), nullable=True),
    sa.Column('about', sa.Text(), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name=op.f('ck_employer_verified_says_when')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('employer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_governorate'), ['governorate'], unique=False)
        batch_op.create_index(batch_op.f('ix_employer_name_key'), ['name_key'], unique=False)

    op.create_table('index_change',
    sa.Column('noun', sa.Enum('job_seeker', 'vacancy', name='noun', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('writer', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_index_change')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('index_change', schema=None) as batch_op:
        batch_op.create_index('ix_index_change_writer', ['writer'], unique=False)

    op.create_table('office',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('governorate', sa.String(length=10), nullable=True),
    sa.Column('place_key', sa.String(length=80), nullable=True),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office')),
    sa.UniqueConstraint('code', name=op.f('uq_office_code'))
    )
    op.create_table('partner',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner')),
    sa.UniqueConstraint('code', name=op.f('uq_partner_code'))
    )
    op.create_table('programme',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('host_countries', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('countries_of_return', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('target_employed', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_programme_ends_after_it_starts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('code', name=op.f('uq_programme_code'))
    )
    op.create_table('account',
    sa.Column('role', sa.Enum('officer', 'employer', 'returnee', 'organiser', 'partner', 'manager', 'administrator', name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('last_signed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('partner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(role = 'employer') = (employer_id IS NOT NULL)", name=op.f('ck_account_employer_only_for_employers')),
    sa.CheckConstraint("(role = 'partner') = (partner_id IS NOT NULL)", name=op.f('ck_account_partner_only_for_partners')),
    sa.CheckConstraint("(role = 'returnee') = (job_seeker_id IS NOT NULL)", name=op.f('ck_account_own_person_only_for_returnees')),
    sa.CheckConstraint("role NOT IN ('officer', 'organiser') OR office_id IS NOT NULL", name=op.f('ck_account_staff_have_an_office')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_account_employer_id')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_account_office_id')),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_account_partner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_account_fs_uniquifier')),
    sa.UniqueConstraint('job_seeker_id', name=op.f('uq_account_job_seeker_id'))
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_office_id'), ['office_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_partner_id'), ['partner_id'], unique=False)

    op.create_table('employer_contact',
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('position', sa.String(length=200), nullable=True),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_employer_contact_employer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_contact'))
    )
    with op.batch_alter_table('employer_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_contact_employer_id'), ['employer_id'], unique=False)

    op.create_table('job_fair',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('governorate', sa.String(length=10), nullable=True),
    sa.Column('venue', sa.String(length=200), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_job_fair_ends_after_it_starts')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_job_fair_office_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_job_fair_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_fair'))
    )
    with op.batch_alter_table('job_fair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_fair_office_id'), ['office_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_fair_programme_id'), ['programme_id'], unique=False)

    op.create_table('programme_office',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_programme_office_office_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_programme_office_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_office'))
    )
    with op.batch_alter_table('programme_office', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_office_programme_id'), ['programme_id'], unique=False)

    op.create_table('audit_entry',
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('action', sa.Enum('open', 'list', 'search', 'export', 'create', 'change', 'delete', 'sign_in', 'sign_in_failed', 'override', name='auditaction', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('row_ids', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('fields', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('purpose', sa.String(length=200), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_audit_entry_account_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entry_account_at', ['account_id', 'at'], unique=False)
        batch_op.create_index('ix_audit_entry_kind', ['kind', 'at'], unique=False)

    op.create_table('coded_text',
    sa.Column('kind', sa.Enum('occupation', 'skill', 'place', 'language', name='codingkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.String(length=300), nullable=False),
    sa.Column('concept', sa.String(length=200), nullable=True),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('alternatives', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('state', sa.Enum('sure', 'unsure', 'settled', 'dismissed', name='codingstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('settled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state IN ('settled', 'dismissed')) = (settled_at IS NOT NULL)", name=op.f('ck_coded_text_settled_says_when')),
    sa.CheckConstraint("state NOT IN ('sure', 'settled') OR concept IS NOT NULL", name=op.f('ck_coded_text_decided_names_a_concept')),
    sa.CheckConstraint('confidence BETWEEN 0 AND 1', name=op.f('ck_coded_text_confidence_is_a_share')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['account.id'], name=op.f('fk_coded_text_settled_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coded_text')),
    sa.UniqueConstraint('kind', 'folded', name=op.f('uq_coded_text_kind_folded'))
    )
    with op.batch_alter_table('coded_text', schema=None) as batch_op:
        batch_op.create_index('ix_coded_text_state', ['state', 'kind'], unique=False)

    op.create_table('fair_employer',
    sa.Column('fair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attended', sa.Boolean(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_fair_employer_employer_id')),
    sa.ForeignKeyConstraint(['fair_id'], ['job_fair.id'], name=op.f('fk_fair_employer_fair_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_employer')),
    sa.UniqueConstraint('fair_id', 'employer_id', name=op.f('uq_fair_employer_fair_id_employer_id'))
    )
    with op.batch_alter_table('fair_employer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_employer_employer_id'), ['employer_id'], unique=False)

    op.create_table('import_run',
    sa.Column('kind', sa.Enum('job_seekers', 'vacancies', name='importkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('staged', 'saved', 'undone', 'failed', name='importstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('headings', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('mapping', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('counts', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state IN ('saved', 'undone')) = (saved_at IS NOT NULL)", name=op.f('ck_import_run_saved_says_when')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_import_run_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_import_run_office_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_import_run_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run'))
    )
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_run_office_id'), ['office_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_sha256'), ['sha256'], unique=False)

    op.create_table('job_seeker',
    sa.Column('case_reference', sa.String(length=40), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('partner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('pending', 'active', 'placed', 'withdrawn', 'closed', name='jobseekerstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('registered_on', sa.Date(), nullable=False),
    sa.Column('name_latin', sa.String(length=200), nullable=True),
    sa.Column('name_native', sa.String(length=200), nullable=True),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('other_phone', sa.String(length=32), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('address', sa.String(length=300), nullable=True),
    sa.Column('birth_on', sa.Date(), nullable=True),
    sa.Column('birth_precision', sa.Enum('day', 'month', 'year', name='dateprecision', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('gender', sa.Enum('female', 'male', 'other', name='gender', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('host_country', sa.String(length=2), nullable=True),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('household_size', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('place_key', sa.String(length=80), nullable=True),
    sa.Column('place_text', sa.String(length=200), nullable=True),
    sa.Column('governorate', sa.String(length=10), nullable=True),
    sa.Column('radius_km', sa.Double(), nullable=True),
    sa.Column('governorates', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('abroad', sa.Boolean(), nullable=True),
    sa.Column('remote', sa.Boolean(), nullable=True),
    sa.Column('experience_years', sa.Double(), nullable=True),
    sa.Column('education', sa.Integer(), nullable=True),
    sa.Column('education_text', sa.String(length=300), nullable=True),
    sa.Column('available_on', sa.Date(), nullable=True),
    sa.Column('pay_floor', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('pay_currency', sa.String(length=3), nullable=True),
    sa.Column('pay_period', sa.Enum('hour', 'day', 'week', 'month', 'year', name='payperiod', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('contracts', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('licences', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('summary', sa.Text(), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('raw_intake', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(birth_on IS NULL) = (birth_precision IS NULL)', name=op.f('ck_job_seeker_birth_date_with_its_precision')),
    sa.CheckConstraint('education IS NULL OR education BETWEEN 0 AND 8', name=op.f('ck_job_seeker_education_is_isced')),
    sa.CheckConstraint('experience_years IS NULL OR experience_years >= 0', name=op.f('ck_job_seeker_experience_not_negative')),
    sa.CheckConstraint('pay_floor IS NULL OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)', name=op.f('ck_job_seeker_pay_floor_with_its_unit')),
    sa.CheckConstraint('pay_floor IS NULL OR pay_floor >= 0', name=op.f('ck_job_seeker_pay_floor_not_negative')),
    sa.CheckConstraint('radius_km IS NULL OR radius_km > 0', name=op.f('ck_job_seeker_radius_is_positive')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_job_seeker_office_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['account.id'], name=op.f('fk_job_seeker_officer_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_job_seeker_partner_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_job_seeker_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_seeker')),
    sa.UniqueConstraint('case_reference', name=op.f('uq_job_seeker_case_reference')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('job_seeker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_seeker_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_governorate'), ['governorate'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_host_country'), ['host_country'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_name_key'), ['name_key'], unique=False)
        batch_op.create_index('ix_job_seeker_office_state', ['office_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_officer_id'), ['officer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_phone'), ['phone'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_registered_on'), ['registered_on'], unique=False)

    op.create_table('saved_search',
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('criteria', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_search_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('token', name=op.f('uq_saved_search_token'))
    )
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_search_account_id'), ['account_id'], unique=False)

    op.create_table('state_event',
    sa.Column('noun', sa.String(length=32), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_state', sa.String(length=32), nullable=True),
    sa.Column('to_state', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor', sa.Enum('job_seeker', 'officer', 'employer', 'system', name='actor', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("from_state IS NULL OR noun || ':' || from_state || '>' || to_state IN ('job_seeker:pending>active', 'job_seeker:pending>withdrawn', 'job_seeker:pending>closed', 'job_seeker:active>placed', 'job_seeker:active>withdrawn', 'job_seeker:active>closed', 'job_seeker:placed>active', 'job_seeker:placed>withdrawn', 'job_seeker:placed>closed', 'job_seeker:withdrawn>pending', 'job_seeker:withdrawn>active', 'job_seeker:withdrawn>placed', 'job_seeker:withdrawn>closed', 'job_seeker:closed>active', 'vacancy:draft>submitted', 'vacancy:draft>open', 'vacancy:draft>closed', 'vacancy:submitted>open', 'vacancy:submitted>draft', 'vacancy:submitted>closed', 'vacancy:open>on_hold', 'vacancy:open>closed', 'vacancy:on_hold>open', 'vacancy:on_hold>closed', 'vacancy:closed>open', 'referral:proposed>accepted', 'referral:proposed>declined', 'referral:proposed>withdrawn', 'referral:accepted>sent', 'referral:accepted>declined', 'referral:accepted>withdrawn', 'referral:sent>interview', 'referral:sent>offered', 'referral:sent>not_selected', 'referral:sent>declined', 'referral:sent>withdrawn', 'referral:interview>offered', 'referral:interview>not_selected', 'referral:interview>declined', 'referral:interview>withdrawn', 'referral:offered>placed', 'referral:offered>declined', 'referral:offered>retracted', 'referral:offered>withdrawn', 'placement:working>ended', 'follow_up:due>done', 'follow_up:due>missed', 'follow_up:due>cancelled', 'follow_up:missed>done', 'task:open>done', 'task:open>cancelled', 'task:done>open', 'task:cancelled>open', 'employer:pending>verified', 'employer:pending>rejected', 'employer:verified>suspended', 'employer:suspended>verified', 'employer:suspended>rejected', 'employer:rejected>pending', 'enrolment:enrolled>completed', 'enrolment:enrolled>left', 'import_run:staged>saved', 'import_run:staged>failed', 'import_run:saved>undone', 'possible_duplicate:open>merged', 'possible_duplicate:open>distinct', 'possible_duplicate:distinct>open')", name=op.f('ck_state_event_transition_is_allowed')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_state_event_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_state_event'))
    )
    with op.batch_alter_table('state_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_state_event_at'), ['at'], unique=False)
        batch_op.create_index('ix_state_event_row', ['noun', 'row_id'], unique=False)

    op.create_table('consent',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purpose', sa.Enum('matching', 'employers', 'fairs', 'partner_feedback', 'guardian', name='consentpurpose', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('recipient', sa.String(length=80), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('given', sa.Enum('in_writing', 'orally', 'online', name='consentgiven', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('withdrawn_on IS NULL OR withdrawn_on >= given_on', name=op.f('ck_consent_withdrawn_after_it_was_given')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_consent_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['account.id'], name=op.f('fk_consent_recorded_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('ix_consent_person_purpose', ['job_seeker_id', 'purpose'], unique=False)
        batch_op.create_index('uq_consent_in_force', ['job_seeker_id', 'purpose', 'recipient'], unique=True, sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))

    op.create_table('counselling_session',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Enum('intake', 'counselling', 'orientation', 'interview_preparation', 'follow_up', name='sessionkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('agreed_steps', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_counselling_session_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['officer_id'], ['account.id'], name=op.f('fk_counselling_session_officer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counselling_session'))
    )
    with op.batch_alter_table('counselling_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_counselling_session_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('enrolment',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('vocational', 'language', 'on_the_job', 'apprenticeship', 'entrepreneurship', 'orientation', name='enrolmentkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('provider', sa.String(length=200), nullable=True),
    sa.Column('state', sa.Enum('enrolled', 'completed', 'left', name='enrolmentstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('certificate', sa.String(length=200), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'enrolled') = (ended_on IS NULL)", name=op.f('ck_enrolment_ended_on_only_when_over')),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= started_on', name=op.f('ck_enrolment_ends_after_it_starts')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_enrolment_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('import_row',
    sa.Column('run_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('cells', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('parsed', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('outcome', sa.Enum('created', 'updated', 'unchanged', 'possible_duplicate', 'rejected', 'skipped', name='rowoutcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('problems', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('before', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('version_after', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['import_run.id'], name=op.f('fk_import_row_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_row')),
    sa.UniqueConstraint('run_id', 'number', name=op.f('uq_import_row_run_id_number'))
    )
    with op.batch_alter_table('import_row', schema=None) as batch_op:
        batch_op.create_index('ix_import_row_outcome', ['run_id', 'outcome'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_row_row_id'), ['row_id'], unique=False)

    op.create_table('job_seeker_language',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('mother_tongue', sa.Boolean(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('listening', sa.Integer(), nullable=True),
    sa.Column('reading', sa.Integer(), nullable=True),
    sa.Column('speaking', sa.Integer(), nullable=True),
    sa.Column('writing', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('level IS NULL OR level BETWEEN 0 AND 6', name=op.f('ck_job_seeker_language_level_is_cefr')),
    sa.CheckConstraint('listening IS NULL OR listening BETWEEN 0 AND 6', name=op.f('ck_job_seeker_language_listening_is_cefr')),
    sa.CheckConstraint('reading IS NULL OR reading BETWEEN 0 AND 6', name=op.f('ck_job_seeker_language_reading_is_cefr')),
    sa.CheckConstraint('speaking IS NULL OR speaking BETWEEN 0 AND 6', name=op.f('ck_job_seeker_language_speaking_is_cefr')),
    sa.CheckConstraint('writing IS NULL OR writing BETWEEN 0 AND 6', name=op.f('ck_job_seeker_language_writing_is_cefr')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_job_seeker_language_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_seeker_language')),
    sa.UniqueConstraint('job_seeker_id', 'code', name=op.f('uq_job_seeker_language_job_seeker_id_code'))
    )
    with op.batch_alter_table('job_seeker_language', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_seeker_language_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('job_seeker_occupation',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('concept', sa.String(length=200), nullable=True),
    sa.Column('isco', sa.String(length=4), nullable=True),
    sa.Column('text', sa.String(length=300), nullable=True),
    sa.Column('coded_text_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('years', sa.Double(), nullable=True),
    sa.Column('held', sa.Boolean(), nullable=False),
    sa.Column('wanted', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('concept IS NOT NULL OR text IS NOT NULL', name=op.f('ck_job_seeker_occupation_says_something')),
    sa.CheckConstraint('held OR wanted', name=op.f('ck_job_seeker_occupation_held_or_wanted')),
    sa.ForeignKeyConstraint(['coded_text_id'], ['coded_text.id'], name=op.f('fk_job_seeker_occupation_coded_text_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_job_seeker_occupation_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_seeker_occupation')),
    sa.UniqueConstraint('job_seeker_id', 'concept', name=op.f('uq_job_seeker_occupation_job_seeker_id_concept'))
    )
    with op.batch_alter_table('job_seeker_occupation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_seeker_occupation_coded_text_id'), ['coded_text_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_occupation_concept'), ['concept'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_occupation_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('job_seeker_skill',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('concept', sa.String(length=200), nullable=True),
    sa.Column('text', sa.String(length=300), nullable=True),
    sa.Column('coded_text_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('years', sa.Double(), nullable=True),
    sa.Column('evidence', sa.Enum('stated', 'certificate', 'reference', 'tested', name='evidence', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('concept IS NOT NULL OR text IS NOT NULL', name=op.f('ck_job_seeker_skill_says_something')),
    sa.CheckConstraint('level IS NULL OR level BETWEEN 1 AND 5', name=op.f('ck_job_seeker_skill_level_is_one_to_five')),
    sa.ForeignKeyConstraint(['coded_text_id'], ['coded_text.id'], name=op.f('fk_job_seeker_skill_coded_text_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_job_seeker_skill_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_seeker_skill')),
    sa.UniqueConstraint('job_seeker_id', 'concept', name=op.f('uq_job_seeker_skill_job_seeker_id_concept'))
    )
    with op.batch_alter_table('job_seeker_skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_seeker_skill_coded_text_id'), ['coded_text_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_skill_concept'), ['concept'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_seeker_skill_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('note',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('visibility', sa.Enum('office', 'case', name='visibility', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_note_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_note_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('possible_duplicate',
    sa.Column('first_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('second_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('open', 'merged', 'distinct', name='duplicatestate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('evidence', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('settled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_possible_duplicate_pair_in_order')),
    sa.ForeignKeyConstraint(['first_id'], ['job_seeker.id'], name=op.f('fk_possible_duplicate_first_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['job_seeker.id'], name=op.f('fk_possible_duplicate_second_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by_id'], ['account.id'], name=op.f('fk_possible_duplicate_settled_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_possible_duplicate')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_possible_duplicate_first_id_second_id'))
    )
    with op.batch_alter_table('possible_duplicate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_possible_duplicate_second_id'), ['second_id'], unique=False)

    op.create_table('task',
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('office_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('state', sa.Enum('open', 'done', 'cancelled', name='taskstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_task_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_task_office_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['account.id'], name=op.f('fk_task_officer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_office_id'), ['office_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_officer_id'), ['officer_id'], unique=False)

    op.create_table('vacancy',
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('draft', 'submitted', 'open', 'on_hold', 'closed', name='vacancystate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('kind', sa.Enum('job', 'internship', 'apprenticeship', 'on_the_job_training', 'short_assignment', name='vacancykind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('occupation', sa.String(length=200), nullable=True),
    sa.Column('isco', sa.String(length=4), nullable=True),
    sa.Column('coded_text_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('openings', sa.Integer(), nullable=False),
    sa.Column('filled', sa.Integer(), nullable=False),
    sa.Column('place_key', sa.String(length=80), nullable=True),
    sa.Column('place_text', sa.String(length=200), nullable=True),
    sa.Column('governorate', sa.String(length=10), nullable=True),
    sa.Column('country', sa.String(length=2), nullable=True),
    sa.Column('remote', sa.Boolean(), nullable=False),
    sa.Column('abroad', sa.Boolean(), nullable=False),
    sa.Column('experience_years', sa.Double(), nullable=True),
    sa.Column('education', sa.Integer(), nullable=True),
    sa.Column('licences', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('hazardous', sa.Boolean(), nullable=False),
    sa.Column('contract', sa.Enum('permanent', 'fixed_term', 'part_time', 'daily', 'seasonal', 'internship', name='contracttype', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('hours_per_week', sa.Double(), nullable=True),
    sa.Column('pay_min', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('pay_max', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('pay_currency', sa.String(length=3), nullable=True),
    sa.Column('pay_period', sa.Enum('hour', 'day', 'week', 'month', 'year', name='payperiod', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('close_reason', sa.Enum('filled', 'filled_elsewhere', 'expired', 'cancelled', 'employer_suspended', 'other', name='closereason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('raw_intake', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'closed') = (close_reason IS NOT NULL)", name=op.f('ck_vacancy_close_reason_only_when_closed')),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_vacancy_closed_at_only_when_closed')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'closed') OR published_at IS NOT NULL", name=op.f('ck_vacancy_open_is_published')),
    sa.CheckConstraint('(pay_min IS NULL AND pay_max IS NULL) OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)', name=op.f('ck_vacancy_pay_with_its_unit')),
    sa.CheckConstraint('education IS NULL OR education BETWEEN 0 AND 8', name=op.f('ck_vacancy_education_is_isced')),
    sa.CheckConstraint('filled >= 0 AND filled <= openings', name=op.f('ck_vacancy_filled_within_openings')),
    sa.CheckConstraint('openings >= 1', name=op.f('ck_vacancy_at_least_one_opening')),
    sa.CheckConstraint('pay_min IS NULL OR pay_max IS NULL OR pay_max >= pay_min', name=op.f('ck_vacancy_pay_range_in_order')),
    sa.ForeignKeyConstraint(['coded_text_id'], ['coded_text.id'], name=op.f('fk_vacancy_coded_text_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_vacancy_employer_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_vacancy_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy')),
    sa.UniqueConstraint('reference', name=op.f('uq_vacancy_reference')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('vacancy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_coded_text_id'), ['coded_text_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_governorate'), ['governorate'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_programme_id'), ['programme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_published_at'), ['published_at'], unique=False)
        batch_op.create_index('ix_vacancy_state_expires', ['state', 'expires_on'], unique=False)

    op.create_table('withdrawal',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Enum('pay_too_low', 'distance', 'family', 'hours', 'safety', 'health', 'language', 'documents', 'qualification_not_recognised', 'skills_did_not_fit', 'employer_unresponsive', 'offer_retracted', 'found_work_alone', 'started_a_business', 'training_instead', 'moved_away', 'left_again', 'unreachable', 'changed_their_mind', 'vacancy_closed', 'placed_elsewhere', 'position_filled', 'contract_ended', 'dismissed', 'person_withdrew', 'consent_withdrawn', 'other', name='reason', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('actor', sa.Enum('job_seeker', 'officer', 'employer', 'system', name='actor', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state_before', sa.Enum('pending', 'active', 'placed', 'withdrawn', 'closed', name='jobseekerstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('closed_referrals', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('closed_consents', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('(undone_at IS NULL) = (undone_by_id IS NULL)', name=op.f('ck_withdrawal_undone_by_somebody')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_withdrawal_by_id')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_withdrawal_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undone_by_id'], ['account.id'], name=op.f('fk_withdrawal_undone_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawal'))
    )
    with op.batch_alter_table('withdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_withdrawal_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('work_experience',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('concept', sa.String(length=200), nullable=True),
    sa.Column('employer_name', sa.String(length=200), nullable=True),
    sa.Column('country', sa.String(length=2), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on', name=op.f('ck_work_experience_ends_after_it_starts')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_work_experience_job_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_experience'))
    )
    with op.batch_alter_table('work_experience', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_experience_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('eligibility_override',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rules', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_eligibility_override_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_eligibility_override_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_eligibility_override_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_eligibility_override')),
    sa.UniqueConstraint('vacancy_id', 'job_seeker_id', name=op.f('uq_eligibility_override_vacancy_id_job_seeker_id'))
    )
    with op.batch_alter_table('eligibility_override', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_eligibility_override_job_seeker_id'), ['job_seeker_id'], unique=False)

    op.create_table('ranking_run',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('engine_version', sa.String(length=40), nullable=False),
    sa.Column('weights', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('results', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('(vacancy_id IS NULL) <> (job_seeker_id IS NULL)', name=op.f('ck_ranking_run_of_one_subject')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_ranking_run_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_ranking_run_job_seeker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_ranking_run_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ranking_run'))
    )
    with op.batch_alter_table('ranking_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ranking_run_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ranking_run_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ranking_run_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_language',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 6', name=op.f('ck_vacancy_language_level_is_cefr')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_language_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_language')),
    sa.UniqueConstraint('vacancy_id', 'code', name=op.f('uq_vacancy_language_vacancy_id_code'))
    )
    with op.batch_alter_table('vacancy_language', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_language_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_skill',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('concept', sa.String(length=200), nullable=True),
    sa.Column('text', sa.String(length=300), nullable=True),
    sa.Column('coded_text_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('essential', sa.Boolean(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('concept IS NOT NULL OR text IS NOT NULL', name=op.f('ck_vacancy_skill_says_something')),
    sa.CheckConstraint('level IS NULL OR level BETWEEN 1 AND 5', name=op.f('ck_vacancy_skill_level_is_one_to_five')),
    sa.CheckConstraint('weight BETWEEN 1 AND 100', name=op.f('ck_vacancy_skill_weight_is_one_to_hundred')),
    sa.ForeignKeyConstraint(['coded_text_id'], ['coded_text.id'], name=op.f('fk_vacancy_skill_coded_text_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_skill_vacancy_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_skill')),
    sa.UniqueConstraint('vacancy_id', 'concept', name=op.f('uq_vacancy_skill_vacancy_id_concept'))
    )
    with op.batch_alter_table('vacancy_skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_skill_coded_text_id'), ['coded_text_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_skill_concept'), ['concept'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_skill_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('referral',
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ranking_run_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('proposed', 'accepted', 'sent', 'interview', 'offered', 'placed', 'declined', 'not_selected', 'retracted', 'withdrawn', name='referralstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('interview_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('interview_on', sa.DateTime(timezone=True), nullable=True),
    sa.Column('interview_place', sa.String(length=300), nullable=True),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('close_reason', sa.Enum('pay_too_low', 'distance', 'family', 'hours', 'safety', 'health', 'language', 'documents', 'qualification_not_recognised', 'skills_did_not_fit', 'employer_unresponsive', 'offer_retracted', 'found_work_alone', 'started_a_business', 'training_instead', 'moved_away', 'left_again', 'unreachable', 'changed_their_mind', 'vacancy_closed', 'placed_elsewhere', 'position_filled', 'contract_ended', 'dismissed', 'person_withdrew', 'consent_withdrawn', 'other', name='reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('message', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state IN ('placed', 'declined', 'not_selected', 'retracted', 'withdrawn')) = (closed_at IS NOT NULL)", name=op.f('ck_referral_closed_at_only_when_closed')),
    sa.CheckConstraint("state <> 'interview' OR interview_at IS NOT NULL", name=op.f('ck_referral_interview_says_when')),
    sa.CheckConstraint("state NOT IN ('declined', 'not_selected', 'retracted', 'withdrawn') OR close_reason IS NOT NULL", name=op.f('ck_referral_ended_says_why')),
    sa.CheckConstraint("state NOT IN ('offered', 'placed') OR offered_at IS NOT NULL", name=op.f('ck_referral_offer_says_when')),
    sa.CheckConstraint("state NOT IN ('sent', 'interview', 'offered', 'placed') OR sent_at IS NOT NULL", name=op.f('ck_referral_sent_says_when')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_referral_job_seeker_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['account.id'], name=op.f('fk_referral_proposed_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ranking_run_id'], ['ranking_run.id'], name=op.f('fk_referral_ranking_run_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_referral_vacancy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_sent_at'), ['sent_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_vacancy_id'), ['vacancy_id'], unique=False)
        batch_op.create_index('uq_referral_one_open', ['vacancy_id', 'job_seeker_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('placement',
    sa.Column('job_seeker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('vacancy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('employer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('employer_name', sa.String(length=200), nullable=True),
    sa.Column('source', sa.Enum('service', 'own_network', 'self_employment', name='placementsource', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('working', 'ended', name='placementstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=True),
    sa.Column('occupation', sa.String(length=200), nullable=True),
    sa.Column('contract', sa.Enum('permanent', 'fixed_term', 'part_time', 'daily', 'seasonal', 'internship', name='contracttype', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('pay', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('pay_currency', sa.String(length=3), nullable=True),
    sa.Column('pay_period', sa.Enum('hour', 'day', 'week', 'month', 'year', name='payperiod', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('subsidy_monthly', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('subsidy_currency', sa.String(length=3), nullable=True),
    sa.Column('subsidy_months', sa.Integer(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.Enum('pay_too_low', 'distance', 'family', 'hours', 'safety', 'health', 'language', 'documents', 'qualification_not_recognised', 'skills_did_not_fit', 'employer_unresponsive', 'offer_retracted', 'found_work_alone', 'started_a_business', 'training_instead', 'moved_away', 'left_again', 'unreachable', 'changed_their_mind', 'vacancy_closed', 'placed_elsewhere', 'position_filled', 'contract_ended', 'dismissed', 'person_withdrew', 'consent_withdrawn', 'other', name='reason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(source = 'service') = (referral_id IS NOT NULL)", name=op.f('ck_placement_service_comes_from_a_referral')),
    sa.CheckConstraint("(state = 'ended') = (end_reason IS NOT NULL)", name=op.f('ck_placement_end_reason_only_when_ended')),
    sa.CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name=op.f('ck_placement_ended_on_only_when_ended')),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= started_on', name=op.f('ck_placement_ends_after_it_starts')),
    sa.CheckConstraint('pay IS NULL OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)', name=op.f('ck_placement_pay_with_its_unit')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_placement_employer_id')),
    sa.ForeignKeyConstraint(['job_seeker_id'], ['job_seeker.id'], name=op.f('fk_placement_job_seeker_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_placement_referral_id')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_placement_vacancy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement')),
    sa.UniqueConstraint('referral_id', name=op.f('uq_placement_referral_id'))
    )
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_job_seeker_id'), ['job_seeker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('follow_up',
    sa.Column('placement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('due', 'done', 'missed', 'cancelled', name='followupstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('still_employed', sa.Boolean(), nullable=True),
    sa.Column('pay', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('pay_currency', sa.String(length=3), nullable=True),
    sa.Column('pay_period', sa.Enum('hour', 'day', 'week', 'month', 'year', name='payperiod', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('seeker_rating', sa.Integer(), nullable=True),
    sa.Column('employer_rating', sa.Integer(), nullable=True),
    sa.Column('seeker_words', sa.Text(), nullable=True),
    sa.Column('employer_words', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f('ck_follow_up_done_says_when')),
    sa.CheckConstraint("state <> 'done' OR still_employed IS NOT NULL", name=op.f('ck_follow_up_done_has_an_answer')),
    sa.CheckConstraint('employer_rating IS NULL OR employer_rating BETWEEN 0 AND 10', name=op.f('ck_follow_up_employer_rating_is_0_to_10')),
    sa.CheckConstraint('seeker_rating IS NULL OR seeker_rating BETWEEN 0 AND 10', name=op.f('ck_follow_up_seeker_rating_is_0_to_10')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_follow_up_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_follow_up_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('placement_id', 'months', name=op.f('uq_follow_up_placement_id_months'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_due_on'), ['due_on'], unique=False)
    # account and job_seeker point at each other, so one of the two keys comes last
    with op.batch_alter_table('account') as batch_op:
        batch_op.create_foreign_key(
            op.f('fk_account_job_seeker_id'), 'job_seeker', ['job_seeker_id'], ['id'], ondelete='CASCADE'
        )
    dialect = op.get_bind().dialect.name
    if dialect == 'postgresql':
        op.execute("ALTER TABLE index_change ALTER COLUMN writer SET DEFAULT pg_current_xact_id()::text::bigint")
    for statement in TRIGGERS[dialect]:
        op.execute(statement)


def downgrade():
    with op.batch_alter_table('account') as batch_op:
        batch_op.drop_constraint(op.f('fk_account_job_seeker_id'), type_='foreignkey')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_due_on'))

    op.drop_table('follow_up')
    with op.batch_alter_table('placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_vacancy_id'))
        batch_op.drop_index(batch_op.f('ix_placement_job_seeker_id'))
        batch_op.drop_index(batch_op.f('ix_placement_employer_id'))

    op.drop_table('placement')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('uq_referral_one_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_referral_vacancy_id'))
        batch_op.drop_index(batch_op.f('ix_referral_state'))
        batch_op.drop_index(batch_op.f('ix_referral_sent_at'))
        batch_op.drop_index(batch_op.f('ix_referral_job_seeker_id'))

    op.drop_table('referral')
    with op.batch_alter_table('vacancy_skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_skill_vacancy_id'))
        batch_op.drop_index(batch_op.f('ix_vacancy_skill_concept'))
        batch_op.drop_index(batch_op.f('ix_vacancy_skill_coded_text_id'))

    op.drop_table('vacancy_skill')
    with op.batch_alter_table('vacancy_language', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_language_vacancy_id'))

    op.drop_table('vacancy_language')
    with op.batch_alter_table('ranking_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ranking_run_vacancy_id'))
        batch_op.drop_index(batch_op.f('ix_ranking_run_job_seeker_id'))
        batch_op.drop_index(batch_op.f('ix_ranking_run_by_id'))

    op.drop_table('ranking_run')
    with op.batch_alter_table('eligibility_override', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_eligibility_override_job_seeker_id'))

    op.drop_table('eligibility_override')
    with op.batch_alter_table('work_experience', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_experience_job_seeker_id'))

    op.drop_table('work_experience')
    with op.batch_alter_table('withdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_withdrawal_job_seeker_id'))

    op.drop_table('withdrawal')
    with op.batch_alter_table('vacancy', schema=None) as batch_op:
        batch_op.drop_index('ix_vacancy_state_expires')
        batch_op.drop_index(batch_op.f('ix_vacancy_published_at'))
        batch_op.drop_index(batch_op.f('ix_vacancy_programme_id'))
        batch_op.drop_index(batch_op.f('ix_vacancy_governorate'))
        batch_op.drop_index(batch_op.f('ix_vacancy_employer_id'))
        batch_op.drop_index(batch_op.f('ix_vacancy_coded_text_id'))

    op.drop_table('vacancy')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_officer_id'))
        batch_op.drop_index(batch_op.f('ix_task_office_id'))
        batch_op.drop_index(batch_op.f('ix_task_job_seeker_id'))

    op.drop_table('task')
    with op.batch_alter_table('possible_duplicate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_possible_duplicate_second_id'))

    op.drop_table('possible_duplicate')
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_job_seeker_id'))

    op.drop_table('note')
    with op.batch_alter_table('job_seeker_skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_seeker_skill_job_seeker_id'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_skill_concept'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_skill_coded_text_id'))

    op.drop_table('job_seeker_skill')
    with op.batch_alter_table('job_seeker_occupation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_seeker_occupation_job_seeker_id'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_occupation_concept'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_occupation_coded_text_id'))

    op.drop_table('job_seeker_occupation')
    with op.batch_alter_table('job_seeker_language', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_seeker_language_job_seeker_id'))

    op.drop_table('job_seeker_language')
    with op.batch_alter_table('import_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_row_row_id'))
        batch_op.drop_index('ix_import_row_outcome')

    op.drop_table('import_row')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrolment_job_seeker_id'))

    op.drop_table('enrolment')
    with op.batch_alter_table('counselling_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_counselling_session_job_seeker_id'))

    op.drop_table('counselling_session')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('uq_consent_in_force', sqlite_where=sa.text('withdrawn_on IS NULL'), postgresql_where=sa.text('withdrawn_on IS NULL'))
        batch_op.drop_index('ix_consent_person_purpose')

    op.drop_table('consent')
    with op.batch_alter_table('state_event', schema=None) as batch_op:
        batch_op.drop_index('ix_state_event_row')
        batch_op.drop_index(batch_op.f('ix_state_event_at'))

    op.drop_table('state_event')
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_search_account_id'))

    op.drop_table('saved_search')
    with op.batch_alter_table('job_seeker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_seeker_registered_on'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_programme_id'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_phone'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_partner_id'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_officer_id'))
        batch_op.drop_index('ix_job_seeker_office_state')
        batch_op.drop_index(batch_op.f('ix_job_seeker_name_key'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_host_country'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_governorate'))
        batch_op.drop_index(batch_op.f('ix_job_seeker_email'))

    op.drop_table('job_seeker')
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_run_sha256'))
        batch_op.drop_index(batch_op.f('ix_import_run_office_id'))

    op.drop_table('import_run')
    with op.batch_alter_table('fair_employer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_employer_employer_id'))

    op.drop_table('fair_employer')
    with op.batch_alter_table('coded_text', schema=None) as batch_op:
        batch_op.drop_index('ix_coded_text_state')

    op.drop_table('coded_text')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_kind')
        batch_op.drop_index('ix_audit_entry_account_at')

    op.drop_table('audit_entry')
    with op.batch_alter_table('programme_office', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_office_programme_id'))

    op.drop_table('programme_office')
    with op.batch_alter_table('job_fair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_fair_programme_id'))
        batch_op.drop_index(batch_op.f('ix_job_fair_office_id'))

    op.drop_table('job_fair')
    with op.batch_alter_table('employer_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_contact_employer_id'))

    op.drop_table('employer_contact')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_partner_id'))
        batch_op.drop_index(batch_op.f('ix_account_office_id'))
        batch_op.drop_index(batch_op.f('ix_account_employer_id'))

    op.drop_table('account')
    op.drop_table('programme')
    op.drop_table('partner')
    op.drop_table('office')
    with op.batch_alter_table('index_change', schema=None) as batch_op:
        batch_op.drop_index('ix_index_change_writer')

    op.drop_table('index_change')
    with op.batch_alter_table('employer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_name_key'))
        batch_op.drop_index(batch_op.f('ix_employer_governorate'))

    op.drop_table('employer')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP FUNCTION refuse_rewriting()")
