"""Write the captions that tests know word for word: python -m docs.captions.

Read them as a person on a phone would before they are committed.
"""

from bot.replies import caption
from bot.texts import LANGUAGES, speak
from clustering import Request, analyze
from tests.test_replies import CAPTIONS, TABLES


def main() -> None:
    """Write a caption for each table in each language."""
    for table, (path, columns) in TABLES.items():
        for language in LANGUAGES:
            texts = speak(language)
            request = Request(
                path.read_bytes(), path.name, columns=columns, words=texts.words()
            )
            told = caption(analyze(request), texts)
            (CAPTIONS / f"{table}.{language}.html").write_text(f"{told}\n", "utf-8")


if __name__ == "__main__":
    main()
