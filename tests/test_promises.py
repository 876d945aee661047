"""What we promise at large: both languages, docs, tests for every module."""

import ast
import pickle
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any, get_type_hints

import pytest

from bot.plain import subclasses
from bot.settings import variables
from bot.texts import LANGUAGES, speak
from clustering import Note, Reason, UserError, Words

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
TESTED_BY = {
    "bot/database.py": "test_store",
    "clustering/__init__.py": "test_pipeline",
}
"""Modules whose tests stand with those of what uses them."""
TALKED_TO = (
    "bot/app.py",
    "bot/handlers.py",
    "bot/manners.py",
    "bot/runs.py",
    "bot/taps.py",
    "bot/waiting.py",
)
"""Modules that are tested by conversations."""
SAMPLES = {int: 3, float: 2.5, str: "나이", tuple[str, ...]: ("a", "b")}


def ours(kind: type[Any]) -> list[type[Any]]:
    """Return the errors or notes that have a sentence."""
    told = [each for each in subclasses(kind) if "message" in vars(each)]
    found = [each for each in told if not each.__module__.startswith("test")]
    assert len(found) > 3
    return found


def made(kind: type[Any]) -> Any:
    """Return an error or note with facts of the types it takes."""
    types = get_type_hints(kind)
    return kind(**{field.name: SAMPLES[types[field.name]] for field in fields(kind)})


def placeholders(template: str) -> set[str]:
    """Return the names of the facts that a template tells."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def table(language: str) -> dict[str, dict[str, str]]:
    """Return a language's file."""
    text = (ROOT / "bot" / "texts" / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("fault", ours(UserError), ids=lambda kind: kind.__name__)
def test_every_error_can_be_pickled_and_told(fault: type[UserError]) -> None:
    """It crosses processes with its facts, and each language has a sentence."""
    error = made(fault)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is fault
    assert str(again) == str(error)
    for language in LANGUAGES:
        told = speak(language).explain(error)
        assert told
        assert "{" not in told
    assert re.search("[가-힣]", speak("ko").explain(error))


@pytest.mark.parametrize("note", ours(Note), ids=lambda kind: kind.__name__)
def test_every_note_is_told(note: type[Note]) -> None:
    """Each language has a sentence for what was decided."""
    assert "{" not in str(made(note))
    assert re.search("[가-힣]", speak("ko").note(made(note)))


@pytest.mark.parametrize(
    ("kind", "name"), [(UserError, "errors"), (Note, "notes")], ids=["errors", "notes"]
)
def test_korean_sentences_tell_the_same_facts(kind: type[Any], name: str) -> None:
    """No sentence is missing, none is left over, and none forgets a fact."""
    korean = table("ko")[name]
    assert set(korean) == {each.__name__ for each in ours(kind)}
    for each in ours(kind):
        assert placeholders(korean[each.__name__]) <= {f.name for f in fields(each)}


def test_both_languages_have_the_same_words() -> None:
    """Every word of the conversation exists twice, with the same placeholders."""
    english, korean = table("en"), table("ko")
    for name in ("talk", "commands", "about"):
        assert list(english[name]) == list(korean[name])
        for key, template in english[name].items():
            assert placeholders(template) >= placeholders(korean[name][key]), key
            assert template != korean[name][key] or key == "language"
    assert set(korean["reasons"]) == {reason.name for reason in Reason}
    words = {field.name: field.default for field in fields(Words)}
    assert set(korean["words"]) == words.keys() - {"say", "tell"}
    for key, template in korean["words"].items():
        assert placeholders(str(words[key])) >= placeholders(template), key


def test_korean_is_spoken_in_korean() -> None:
    """Each sentence has Hangul."""
    for name in ("errors", "notes", "talk", "commands", "about", "reasons"):
        for key, template in table("ko")[name].items():
            words = "".join(word for word, *_ in Formatter().parse(template))
            spoken = re.search("[가-힣]", words) or not re.search(r"\w", words)
            assert spoken, f"{name}.{key}"


def test_every_command_and_setting_is_documented() -> None:
    """The README names each."""
    commands = list(table("en")["commands"])
    assert len(commands) > 5
    assert [each for each in commands if f"`/{each}" not in README] == []
    assert len(variables()) > 5
    assert [each for each in variables() if f"`{each}`" not in README] == []


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md names each package we ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = chain(project["dependencies"], *extras)
    names = [re.split(r"[~=<>]", each)[0] for each in asked]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert len(names) > 10
    assert [name for name in names if name not in reasons] == []


def test_every_module_has_its_tests() -> None:
    """A file of tests for each module, by its name."""
    tests = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    modules = [
        path.relative_to(ROOT)
        for folder in ("bot", "clustering")
        for path in (ROOT / folder).rglob("*.py")
        if does_something(path)
    ]
    assert len(modules) > 20
    missing = [str(path) for path in modules if tests.isdisjoint(names_for(path))]
    assert missing == []


def does_something(module: Path) -> bool:
    """Return whether a module has functions or classes to test."""
    tree = ast.parse(module.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, kinds) for node in tree.body)


def names_for(module: Path) -> set[str]:
    """Return the names that a module's tests may have: its own, or its folder's."""
    if str(module) in TALKED_TO:
        return {"test_talk"}
    if str(module) in TESTED_BY:
        return {TESTED_BY[str(module)]}
    parts = [part.strip("_") for part in module.with_suffix("").parts]
    return {f"test_{'_'.join(parts[start:])}" for start in range(len(parts))} | (
        {f"test_{parts[-2]}"} if len(parts) > 2 else set()
    )


def test_the_bot_holds_no_numerics() -> None:
    """What a job needs stays with the job: the bot stays small and starts soon."""
    script = (
        "import sys, bot.__main__;"
        "print({'numpy', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules))"
    )
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "set()"


def test_no_committed_file_names_a_package_index() -> None:
    """Hashes yes, addresses no."""
    pins = sorted(ROOT.glob("requirements*.txt"))
    assert len(pins) == 3
    for path in pins:
        assert "http" not in re.sub(r"httpx|httpcore|httptools", "", path.read_text())
        assert "--index" not in path.read_text()
