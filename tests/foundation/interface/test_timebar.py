"""The picture of a time account shows every minute once."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.interface.timebar import Slice, SliceKind, time_bar

SLICES = st.lists(
    st.builds(
        Slice,
        label=st.sampled_from(["Phường", "Sở", "Bạn"]),
        minutes=st.integers(min_value=0, max_value=5000),
        kind=st.sampled_from(SliceKind),
    ),
    max_size=12,
)


@given(SLICES)
def test_the_legend_loses_no_minute_and_the_bar_is_full(slices: list[Slice]) -> None:
    bar = time_bar(slices)
    assert sum(row.minutes for row in bar.legend) == sum(part.minutes for part in slices)
    width = sum(float(part.width.rstrip("%")) for part in bar.segments)
    assert round(width, 6) in ({100.0} if any(part.minutes for part in slices) else {0.0})


def test_one_holder_has_one_line_in_the_legend_and_its_places_in_the_bar() -> None:
    ward, applicant = "Phường Thủ Đức", "Chờ bạn bổ sung"
    bar = time_bar(
        [
            Slice(ward, 480, SliceKind.AGENCY),
            Slice(applicant, 480, SliceKind.APPLICANT, counts=False),
            Slice(ward, 960, SliceKind.AGENCY),
        ]
    )
    assert [(row.label, row.minutes, row.counts) for row in bar.legend] == [(ward, 1440, True), (applicant, 480, False)]
    assert [(part.x, part.width) for part in bar.segments] == [("0%", "25%"), ("25%", "25%"), ("50%", "50%")]


def test_each_kind_has_a_pattern_of_its_own() -> None:
    bar = time_bar([Slice(kind, 1, kind) for kind in SliceKind])
    assert len({row.pattern for row in bar.legend}) == len(SliceKind)
