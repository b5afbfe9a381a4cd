"""Reading the signed estimates of a round."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.analysis.estimate_tally import EstimateRow
from webapp.db.models import Assessment, AssessmentRating, Meeting


def list_estimate_rows(session: Session, round_id: str) -> list[EstimateRow]:
    """What the estimates that count say: signed, and the final one for their provider."""
    query = (
        select(
            Assessment.id,
            Assessment.provider_id,
            AssessmentRating.block_id,
            AssessmentRating.option_code,
        )
        .join(AssessmentRating, AssessmentRating.assessment_id == Assessment.id)
        .join(Meeting, Meeting.id == Assessment.meeting_id)
        .where(Meeting.round_id == round_id, Assessment.state == "signed", Assessment.is_final)
        .where(AssessmentRating.option_code != "")  # a remark beside a gap
        .order_by(Assessment.id, AssessmentRating.block_id)
    )
    return [EstimateRow(*row) for row in session.execute(query)]
