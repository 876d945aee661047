"""Write the captions that tests know word for word: python -m docs.captions.

Read them as a person on a phone would before they are committed.
"""

from bot.texts import LANGUAGES, speak
from tests.captions import CAPTIONS, TABLES, told


def main() -> None:
    """Write the caption of each table, and all that is behind it, in each language."""
    for table in TABLES:
        for language in LANGUAGES:
            for kind, text in told(table, speak(language)).items():
                path = CAPTIONS / f"{table}.{kind}.{language}.html"
                path.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
