"""Who reads which remarks."""

import pytest

from tests.analysis.samples import batch
from webapp.analysis.remarks import RemarkRow, ShownRemark, remarks_for

BATCHES = [
    batch(1, "beleid", "p1", n=8, remark_writers=8),
    batch(2, "beleid", "p2", n=30, remark_writers=7),
    batch(3, "scholen", "p1", "p2", remark_writers=9),
    batch(4, "scholen", "p1", released=False, remark_writers=9),
    batch(5, "scholen", n=9, remark_writers=9),
    batch(6, "beleid", "p1", n=7, remark_writers=8),  # under the threshold below
]
REMARKS = [
    RemarkRow("k", "batch1", "visie", "1", "Ann zegt iets", "[naam] zegt iets"),
    RemarkRow("c", "batch1", "visie", None, "nog niet gelezen", None),
    RemarkRow("b", "batch1", "visie", "1", "alleen een naam", ""),
    RemarkRow("j", "batch2", "visie", "1", "van zeven schrijvers", "van zeven schrijvers"),
    RemarkRow("a", "batch3", "visie", "1", "samen", "samen"),
    RemarkRow("h", "batch4", "visie", "1", "niet vrijgegeven", "niet vrijgegeven"),
    RemarkRow("d", "batch5", "visie", "1", "samengevoegd", "samengevoegd"),
    RemarkRow("e", "batch6", "visie", "1", "te weinig", "te weinig"),
]


@pytest.mark.parametrize(
    ("reader", "own_ids", "ids"),
    [
        pytest.param("coder", set(), "abcdjk", id="coders read all that is released"),
        pytest.param("inspector", set(), "adk", id="others from eight on, and redacted"),
        pytest.param("provider", {"p1"}, "k", id="a provider only what is about it alone"),
        pytest.param("provider", {"p1", "p2"}, "ak", id="or about its own providers"),
        pytest.param("owner", set(), "abcdk", id="who codes its own from eight on, unredacted"),
        pytest.param("provider", set(), "", id="nobody's provider reads nothing"),
    ],
)
def test_readers_get_what_is_meant_for_them_in_random_order(reader, own_ids, ids):
    shown = remarks_for(reader, BATCHES, REMARKS, frozenset(own_ids), min_group_size=8)

    assert "".join(row.id for row in shown) == ids


def test_a_reader_sees_the_redacted_text_and_nothing_of_the_batch():
    shown = remarks_for("inspector", BATCHES, REMARKS, min_group_size=8)

    assert shown[-1] == ShownRemark("k", "beleid", "visie", "1", "[naam] zegt iets", True)
    assert not {"batch_id", "provider_ids", "n"} & set(ShownRemark._fields)


def test_a_coder_sees_what_is_still_to_be_redacted():
    shown = remarks_for("coder", BATCHES, REMARKS, min_group_size=8)

    assert [row.text for row in shown if not row.is_redacted] == ["nog niet gelezen"]
    assert shown[-1].original == "Ann zegt iets"
