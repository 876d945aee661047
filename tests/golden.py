"""Small pictures that pictures of today must resemble.

    python -m tests.golden

makes them anew, for whoever changed a picture on purpose and looked at it.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from clustering import Request, analyze
from clustering.arrays import FloatArray
from clustering.drawing.theme import HEIGHT, WIDTH

FOLDER = Path(__file__).parent / "data" / "golden"
DATA = Path(__file__).parent / "data"
SIZE = (WIDTH // 5, HEIGHT // 5)
"""A fifth each way: no letter's edge is left, but every mark and line of words is."""


def cloud() -> bytes:
    """Return a CSV of many rows in three groups, one of them small."""
    rng = np.random.default_rng(0)
    middles = np.array([[0, 0], [8, 2], [4, 9]]).repeat((20_000, 9_000, 300), axis=0)
    points = middles + rng.normal(size=middles.shape)
    rows = "\n".join(f"{x:.3f},{y:.3f}" for x, y in points)
    return f"width,height\n{rows}\n".encode()


def table(name: str) -> bytes:
    """Return a table of the tests' data."""
    return (DATA / name).read_bytes()


SHAPES: dict[str, Callable[[], Request]] = {
    "iris": lambda: Request(table("iris.csv"), "iris.csv", k=3),
    "iris-components-dark": lambda: Request(
        table("iris.csv"), "iris.csv", k=3, view="components", theme="dark"
    ),
    "wholesale-strip": lambda: Request(
        table("wholesale_customers.csv"), "shops.csv", k=3, columns=("Fresh",)
    ),
    "cloud": lambda: Request(cloud(), "구름.csv", k=3, all_rows=True),
}


def shrunk(request: Request) -> Image.Image:
    """Return a request's picture, a fifth as large."""
    whole = Image.open(BytesIO(analyze(request).image)).convert("RGB")
    return whole.resize(SIZE, Image.Resampling.BOX)


def levels(image: Image.Image) -> FloatArray:
    """Return an image's pixels (height, width, 3), 0..255."""
    return np.asarray(image.convert("RGB"), dtype=float)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, request in SHAPES.items():
        shrunk(request()).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
