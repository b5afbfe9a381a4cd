"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915  # one table after the other
    op.create_table(
        "instrument_version",
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("instrument_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column(
            "document",
            sa.Text(),
            nullable=False,
            comment="The file's content as canonical JSON.",
        ),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint(
            "instrument_id", "version", name=op.f("uq_instrument_version_instrument_id")
        ),
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("net", sa.String(length=60), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column(
            "types",
            sa.String(length=60),
            nullable=False,
            comment="Parted by commas, in order.",
        ),
        sa.Column(
            "levels",
            sa.String(length=100),
            nullable=False,
            comment="Parted by commas, in order.",
        ),
        sa.Column("instellingsnummer", sa.String(length=6), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("instellingsnummer", name=op.f("uq_provider_instellingsnummer")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column(
            "sign_in_epoch",
            sa.String(length=10),
            nullable=False,
            comment="Changes with the password: older sign-ins end.",
        ),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("link_ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('beheerder', 'inspecteur', 'waarnemer', 'aanbieder')",
            name=op.f("ck_staff_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index("ix_staff_link_hash", ["link_hash"], unique=True)

    op.create_table(
        "round",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("instrument_hash", sa.String(length=64), nullable=False),
        sa.Column("min_group_size", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_made_up", sa.Boolean(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.CheckConstraint("release IN ('closing', 'estimate')", name=op.f("ck_round_release")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_round_state")),
        sa.CheckConstraint("min_group_size >= 5", name=op.f("ck_round_min_group_size")),
        sa.ForeignKeyConstraint(
            ["instrument_hash"],
            ["instrument_version.content_hash"],
            name=op.f("fk_round_instrument_hash"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "staff_provider",
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_staff_provider_provider_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_provider_staff_id")
        ),
        sa.PrimaryKeyConstraint("staff_id", "provider_id", name=op.f("pk_staff_provider")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="Sheets counted."),
        sa.Column("remark_writers", sa.Integer(), nullable=False),
        sa.Column("is_released", sa.Boolean(), nullable=False),
        sa.CheckConstraint("n >= 5", name=op.f("ck_batch_n")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_batch_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_round_id"), ["round_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.String(length=40), nullable=False),
        sa.Column("setting", sa.String(length=12), nullable=False),
        sa.Column("join_code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "expected",
            sa.Integer(),
            nullable=True,
            comment="About how many people are there.",
        ),
        sa.Column(
            "slip_count",
            sa.Integer(),
            nullable=False,
            comment="0: people come in with the room code.",
        ),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column(
            "closes_at",
            sa.BigInteger(),
            nullable=True,
            comment="While it counts down: seconds since 1970. Gone once it is closed.",
        ),
        sa.Column(
            "received",
            sa.Integer(),
            nullable=False,
            comment="Envelopes; a slip used twice is one.",
        ),
        sa.Column(
            "counted",
            sa.Integer(),
            nullable=True,
            comment="Sheets with something on them.",
        ),
        sa.CheckConstraint("setting IN ('conversation', 'alone')", name=op.f("ck_meeting_setting")),
        sa.CheckConstraint(
            "state IN ('open', 'closing', 'closed', 'pending', 'cancelled', 'destroyed', 'lost')",
            name=op.f("ck_meeting_state"),
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_meeting_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("join_code", name=op.f("uq_meeting_join_code")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_state"), ["state"], unique=False)

    op.create_table(
        "batch_provider",
        sa.Column("batch_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_batch_provider_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_batch_provider_provider_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "provider_id", name=op.f("pk_batch_provider")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch_provider", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_batch_provider_provider_id"), ["provider_id"], unique=False
        )

    op.create_table(
        "envelope",
        sa.Column("nullifier", sa.LargeBinary(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_envelope_meeting_id")
        ),
        sa.PrimaryKeyConstraint("nullifier", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.create_index("ix_envelope_meeting_id", ["meeting_id", "nullifier"], unique=False)

    op.create_table(
        "meeting_provider",
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_provider_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["provider.id"],
            name=op.f("fk_meeting_provider_provider_id"),
        ),
        sa.PrimaryKeyConstraint("meeting_id", "provider_id", name=op.f("pk_meeting_provider")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("batch_id", sa.String(length=10), nullable=False),
        sa.Column("theme_id", sa.String(length=40), nullable=False),
        sa.Column(
            "block_id",
            sa.String(length=40),
            nullable=True,
            comment="None: about the whole theme.",
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_remark_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "slip",
        sa.Column("slip_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_slip_meeting_id")),
        sa.PrimaryKeyConstraint("slip_hash", name=op.f("pk_slip")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "tally",
        sa.Column("batch_id", sa.String(length=10), nullable=False),
        sa.Column("block_id", sa.String(length=40), nullable=False),
        sa.Column("option_code", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_tally_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "block_id", "option_code", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:  # noqa: PLR0915  # one table after the other
    op.drop_table("tally")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_meeting_id"))

    op.drop_table("slip")
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remark_batch_id"))

    op.drop_table("remark")
    op.drop_table("meeting_provider")
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.drop_index("ix_envelope_meeting_id")

    op.drop_table("envelope")
    with op.batch_alter_table("batch_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_provider_provider_id"))

    op.drop_table("batch_provider")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_state"))
        batch_op.drop_index(batch_op.f("ix_meeting_round_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_round_id"))

    op.drop_table("batch")
    op.drop_table("staff_provider")
    op.drop_table("round")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index("ix_staff_link_hash")

    op.drop_table("staff")
    op.drop_table("provider")
    op.drop_table("instrument_version")
