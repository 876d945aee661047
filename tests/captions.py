"""What people read of tables that come with the project, word for word."""

from pathlib import Path

from bot.details import more
from bot.replies import caption
from bot.texts import Texts
from clustering import Request, analyze

ROOT = Path(__file__).parents[1]
CAPTIONS = ROOT / "tests" / "data" / "captions"
"""Made by docs/captions.py, and read before they are committed."""
TABLES = {
    "demo": (ROOT / "bot" / "demo.csv", ()),
    "iris": (ROOT / "tests" / "data" / "iris.csv", ()),
    "petals": (ROOT / "tests" / "data" / "iris.csv", ("petal_length",)),
    "wholesale": (ROOT / "tests" / "data" / "wholesale_customers.csv", ()),
}
"""Tables, and the columns asked for."""


def told(table: str, texts: Texts) -> dict[str, str]:
    """Return the caption of one of TABLES, and the messages with all its numbers."""
    path, columns = TABLES[table]
    request = Request(
        path.read_bytes(), path.name, columns=columns, words=texts.words()
    )
    report = analyze(request)
    return {"caption": caption(report, texts), "more": "\n\n".join(more(report, texts))}
