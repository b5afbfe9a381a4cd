"""The tables; tests/promises/test_stored_columns.py says which columns there may be."""

from webapp.db.models.base import Base
from webapp.db.models.context import ContextCell, ContextFigure
from webapp.db.models.failed_sign_ins import FailedSignIn
from webapp.db.models.follow_up import ActionPoint, FocusPoint, TeamRating
from webapp.db.models.installation import InstallationMark, SpareKey
from webapp.db.models.journal import Assessment, AssessmentRating, JournalEntry
from webapp.db.models.mailings import Mailing, MailingRecipient, MailingText
from webapp.db.models.meetings import Envelope, Meeting, MeetingProvider, Slip
from webapp.db.models.providers import (
    Network,
    NetworkContact,
    NetworkMember,
    Provider,
    ProviderMerge,
    ProviderPupils,
)
from webapp.db.models.results import (
    Batch,
    BatchProvider,
    BatchVisit,
    Remark,
    RemarkRedaction,
    Tally,
)
from webapp.db.models.rounds import InstrumentVersion, Round, RoundDraft, RoundRight, RoundShare
from webapp.db.models.staff import (
    AuditEvent,
    RecoveryCode,
    Staff,
    StaffProvider,
    StaffSession,
)
from webapp.db.models.statements import (
    Statement,
    StatementBox,
    StatementCode,
    StatementEnvelope,
)
from webapp.db.models.views import SavedView
from webapp.db.models.visits import Visit, VisitProvider, VisitStaff

__all__ = [
    "ActionPoint",
    "Assessment",
    "AssessmentRating",
    "AuditEvent",
    "Base",
    "Batch",
    "BatchProvider",
    "BatchVisit",
    "ContextCell",
    "ContextFigure",
    "Envelope",
    "FailedSignIn",
    "FocusPoint",
    "InstallationMark",
    "InstrumentVersion",
    "JournalEntry",
    "Mailing",
    "MailingRecipient",
    "MailingText",
    "Meeting",
    "MeetingProvider",
    "Network",
    "NetworkContact",
    "NetworkMember",
    "Provider",
    "ProviderMerge",
    "ProviderPupils",
    "RecoveryCode",
    "Remark",
    "RemarkRedaction",
    "Round",
    "RoundDraft",
    "RoundRight",
    "RoundShare",
    "SavedView",
    "Slip",
    "SpareKey",
    "Staff",
    "StaffProvider",
    "StaffSession",
    "Statement",
    "StatementBox",
    "StatementCode",
    "StatementEnvelope",
    "Tally",
    "TeamRating",
    "Visit",
    "VisitProvider",
    "VisitStaff",
]
