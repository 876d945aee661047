"""A sheet to draw on: a figure without axes, which would cost as much as all else."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike, NDArray

from clustering.drawing.theme import DPI, HEIGHT, WIDTH, Theme


class Sheet(Figure):
    """A figure on which places are pixels from the upper left.

    It can measure its texts.
    """

    def __init__(self, theme: Theme) -> None:
        size = (WIDTH / DPI, HEIGHT / DPI)
        super().__init__(figsize=size, dpi=DPI, facecolor=theme.paper)
        self.canvas: FigureCanvasAgg = FigureCanvasAgg(self)
        shares = Affine2D().scale(1 / WIDTH, -1 / HEIGHT).translate(0, 1)
        self.pixels = shares + self.transFigure

    def write(
        self,
        x: float,
        y: float,
        told: str,
        **style: Any,  # noqa: ANN401 - any properties of matplotlib's texts
    ) -> Text:
        """Write a text that begins at a place, its letters standing on it."""
        return self.text(x, y, told, transform=self.pixels, **style)

    def line(
        self,
        xs: ArrayLike,
        ys: ArrayLike,
        **style: Any,  # noqa: ANN401 - any properties of matplotlib's lines
    ) -> Line2D:
        """Draw a line through places."""
        line = Line2D(xs, ys, **style)
        self.put(line)
        return line

    def dots(
        self,
        places: ArrayLike,
        marker: str,
        **style: Any,  # noqa: ANN401 - likewise
    ) -> Line2D:
        """Draw a marker at each of some places (m, 2)."""
        xs, ys = np.asarray(places).T
        return self.line(xs, ys, marker=marker, linestyle="none", **style)

    def painted(self, scale: float = 1.0) -> NDArray[np.uint8]:
        """Return the pixels (height, width, 4), so many times as many each way."""
        self.set_dpi(scale * DPI)
        # The canvas that measured the texts knows how wide they are.
        self.canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's
        pixels = self.canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # likewise
        return np.asarray(pixels)

    def put(self, artist: Artist) -> None:
        """Add what has its places in pixels."""
        artist.set_transform(self.pixels)
        self.add_artist(artist)
