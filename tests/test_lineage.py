"""Groups keep their letters when a table is sent again."""

import re
from collections.abc import Sequence

import numpy as np

from tests.test_talk import in_group, shop
from tests.town import ALEX, Json, Person, Town, serving


def months(sizes: Sequence[int]) -> bytes:
    """Return three groups of guests, of about 20, 40 and 60 years, in these sizes."""
    rng = np.random.default_rng(0)
    ages = np.repeat([20, 40, 60], sizes) + rng.normal(size=sum(sizes)).round(1)
    spent = np.repeat([10, 90, 50], sizes) + rng.normal(size=sum(sizes)).round(1)
    lines = [f"{age:.1f},{sum_:.1f}" for age, sum_ in zip(ages, spent, strict=True)]
    return "\n".join(["age,spent", *lines]).encode()


JUNE, JULY = months([60, 40, 20]), months([20, 40, 60])
"""In June most are young, in July old."""


def sizes(answer: Json) -> dict[str, int]:
    """Return how many rows each group has that a caption tells of, by its letter."""
    told = re.findall(r"^(\w) · .*: (\d+) rows", answer["caption"], re.MULTILINE)
    return {letter: int(rows) for letter, rows in told}


ANEW, KEPT = {"A": 60, "B": 40, "C": 20}, {"C": 60, "B": 40, "A": 20}
"""July's groups by themselves, and with June's letters; June's are as the first."""


async def test_a_table_sent_again_keeps_letters(quiet_town: Town) -> None:
    """Also for another k, after a restart, and asked about alone; and that is said."""
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        june = await alex.answer(await alex.send_file(JUNE, "june.csv", "/k 3"))
        assert sizes(june) == ANEW
        july = await alex.answer(await alex.send_file(JULY, "july.csv", "/k 3"))
        assert sizes(july) == KEPT
        assert "those of the earlier table" in july["caption"]
        assert "earlier" not in june["caption"]
    async with serving(quiet_town):
        await alex.tap(july, "4 ▶")
        await alex.tap(await alex.now(july), "◀ 3")
        assert sizes(await alex.now(july)) == KEPT
        again = await alex.answer(await alex.send("/k 3"))
        assert sizes(again) == KEPT
        await alex.tap(june, "auto")
        assert sizes(await alex.now(june)) == ANEW


async def test_another_table_starts_anew(alex: Person) -> None:
    """Without a word, for nobody asked to keep anything."""
    await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    answer = await alex.answer(await alex.send_file(JULY, "july.csv", "/k 3"))
    assert sizes(answer) == ANEW
    assert "earlier" not in answer["caption"]


async def test_what_is_deleted_hands_no_letters_on(alex: Person) -> None:
    """Averages are forgotten with the table they are of."""
    await alex.answer(await alex.send_file(JUNE, "june.csv", "/k 3"))
    await alex.answer(await alex.send("/delete"))
    assert not list(alex.town.data_dir.glob("files/note-*"))
    answer = await alex.answer(await alex.send_file(JULY, "july.csv", "/k 3"))
    assert sizes(answer) == ANEW


async def test_topics_do_not_mix(town: Town) -> None:
    """What is sent elsewhere in a forum is another matter."""
    alex = await in_group(town, forum=True)
    await alex.answer(await alex.send_file(JUNE, "june.csv", "/k 3"))
    elsewhere = Person(town, alex.id, chat=alex.chat)
    asked = await elsewhere.send_file(JULY, "july.csv", "/k 3")
    assert sizes(await elsewhere.answer(asked)) == ANEW
