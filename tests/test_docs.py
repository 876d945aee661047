"""What the README shows is true: its examples run."""

import re
import shlex
from pathlib import Path

import pytest

from clustering.__main__ import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in a language."""
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return [str(block) for block in found]


def test_python_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block runs from the project's folder, its assertions with it."""
    monkeypatch.chdir(ROOT)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - our own page


def test_shell_examples_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command of ours ends well and prints a summary."""
    monkeypatch.chdir(ROOT)
    for block in blocks("console"):
        for line in block.splitlines():
            command = shlex.split(line.removeprefix("$ "))
            assert command[:3] == ["python", "-m", "clustering"]
            assert main(command[3:]) == 0
            assert "clusters" in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    """Every file that the README names is there."""
    links = [
        *re.findall(r"\]\(((?!http|#)[^)]+)\)", README),
        *re.findall(r'src="([^"]+)"', README),
    ]
    assert len(links) > 4
    assert [link for link in links if not (ROOT / link).exists()] == []
