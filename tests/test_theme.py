"""Colors and markers, as people see them."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from clustering.arrays import FloatArray
from clustering.drawing.cloud import FAINTEST
from clustering.drawing.marks import OPACITY
from clustering.drawing.theme import LIGHT, MARKERS, THEMES, Theme, look_of, looks

# Severe forms, from Machado, Oliveira and Fernandes (2009), on linear RGB.
SIGHTS = {
    "full": np.eye(3),
    "no red cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue cones": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
NOTICEABLE = 12.0
"""CIELAB distance; 2.3 are just seen side by side."""


def linear(color: str) -> FloatArray:
    """Return a color's linear RGB."""
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(color: str, sight: FloatArray) -> FloatArray:
    """Return a color as seen, in CIELAB."""
    white = TO_XYZ.sum(axis=1)
    xyz = TO_XYZ @ np.clip(sight @ linear(color), 0, 1) / white
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG."""
    dark, light = sorted(float(TO_XYZ[1] @ linear(color)) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_clusters_differ_to_every_eye(sight: str, theme: Theme) -> None:
    """Any two clusters' colors differ, whatever cones an eye lacks."""
    seen = [lab(color, SIGHTS[sight]) for color in theme.clusters]
    distances = [np.linalg.norm(one - other) for one, other in combinations(seen, 2)]
    assert len(distances) == 28
    assert min(distances) > NOTICEABLE


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(
    ("opacity", "least"), [(OPACITY, NOTICEABLE), (FAINTEST, 0.8 * NOTICEABLE)]
)
def test_shades_differ_to_every_eye(
    opacity: float, least: float, sight: str, theme: Theme
) -> None:
    """So do colors that the paper shines through, in markers and thin clouds."""
    paper = np.array(to_rgb(theme.paper))
    mixed = [
        to_hex((opacity * np.array(to_rgb(color)) + (1 - opacity) * paper).tolist())
        for color in theme.clusters
    ]
    seen = [lab(color, SIGHTS[sight]) for color in mixed]
    distances = [np.linalg.norm(one - other) for one, other in combinations(seen, 2)]
    assert min(distances) > least


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colors_stand_out_from_the_paper(theme: Theme) -> None:
    """Words can be read, and points be seen."""
    assert contrast(theme.ink, theme.paper) > 7
    assert contrast(theme.quiet, theme.paper) > 4.5
    assert min(contrast(color, theme.paper) for color in theme.clusters) > 2
    assert min(contrast(color, theme.paper) for color in theme.clusters[:4]) > 3


def test_looks_are_all_different() -> None:
    """No two of many clusters share both color and marker."""
    many = len(LIGHT.clusters) * len(MARKERS)
    assert len(set(looks(LIGHT, many))) == many


def test_a_cluster_looks_as_its_letter_does() -> None:
    """A has the first look, Z the 26th, and AA the next."""
    styles = looks(LIGHT, 28)
    assert [look_of(LIGHT, each) for each in ("A", "B", "Z", "AA", "AB")] == [
        styles[number] for number in (0, 1, 25, 26, 27)
    ]
