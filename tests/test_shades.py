"""Colors of numbers, and what can be read on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from clustering.drawing.shades import contrast, readable, shade
from clustering.drawing.theme import DARK, LIGHT, Theme


@given(st.floats(-9, 9), st.sampled_from([LIGHT, DARK]))
def test_numbers_are_readable_on_every_shade(sds: float, theme: Theme) -> None:
    """Contrast is 4.5 or more, as WCAG asks."""
    color = shade(sds, theme)
    ink = (0.0,) * 3 if readable(color) == "#000000" else (1.0,) * 3
    assert contrast(color, ink) >= 4.5


def test_shades_go_both_ways() -> None:
    """Low is bluer than red, high redder than blue, and the middle neither."""
    low, middle, high = (shade(sds, LIGHT) for sds in (-3.0, 0.0, 3.0))
    assert low[2] > low[0]
    assert high[0] > high[2]
    assert middle[0] == pytest.approx(middle[2], abs=0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_letters_are_readable_on_every_cluster_color(theme: Theme) -> None:
    """As the summary of a workbook has them."""
    for name in theme.clusters:
        color = to_rgb(name)
        ink = (0.0,) * 3 if readable(color) == "#000000" else (1.0,) * 3
        assert contrast(color, ink) >= 4.5
