"""Colors of numbers, from low to high, and what can be read on them."""

import numpy as np
from matplotlib.colors import to_rgb

from clustering.drawing.theme import Theme

FULL = 2.0
"""Standard deviations from the mean of all rows at which a color is at its fullest."""
LOW, HIGH = "#0072B2", "#D55E00"
"""Blue and vermilion, told apart by all eyes."""
LINEAR = 0.04045
"""Part of an sRGB color up to which light goes by it, and not by a power of it."""


def shade(sds: float, theme: Theme) -> tuple[float, float, float]:
    """Return the color of a difference, from blue over grey to vermilion."""
    share = min(abs(sds) / FULL, 1)
    middle, end = (
        np.array(to_rgb(theme.grid)),
        np.array(to_rgb(HIGH if sds > 0 else LOW)),
    )
    red, green, blue = (middle + share * (end - middle)).tolist()
    return red, green, blue


def readable(color: tuple[float, float, float]) -> str:
    """Return black or white, whichever is easier to read on a color."""
    return (
        "#000000"
        if contrast(color, (0, 0, 0)) >= contrast(color, (1, 1, 1))
        else "#FFFFFF"
    )


def contrast(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> float:
    """Return how well colors tell apart, 1..21 (WCAG 2.1)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: tuple[float, float, float]) -> float:
    """Return how light an sRGB color is, 0..1."""
    linear = [
        part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in color
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
