"""What several hosts share: their marks, keys in stock, failed tries to sign in"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spare_key",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column(
            "taken_for",
            sa.String(length=10),
            nullable=True,
            comment="The meeting or the closing questions that it is for.",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spare_key")),
        sa.UniqueConstraint("taken_for", name=op.f("uq_spare_key_taken_for")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "failed_sign_in",
        sa.Column(
            "name_hash",
            sa.LargeBinary(length=32),
            nullable=False,
            comment="Of what was typed as the address.",
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False, comment="Seconds since 1970."),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_failed_sign_in")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("failed_sign_in", "spare_key", "installation"):
        op.drop_table(table)
