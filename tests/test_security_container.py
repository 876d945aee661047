"""Security: the container has no more rights than it needs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")


def instructions(word: str) -> list[str]:
    """Return what follows a word of the Dockerfile, each time it is there."""
    whole = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{word} +(.*)$", whole, re.MULTILINE)


def setting(path: str) -> str | list[str]:
    """Return a value or a list of the compose file by the keys that lead to it."""
    lines = [line for line in COMPOSE.splitlines() if not line.strip().startswith("#")]
    for depth, key in enumerate(path.split(".")):
        begin = lines.index(next(line for line in lines if opens(line, key, depth)))
        head, *rest = lines[begin:]
        inner = [not line.startswith("  " * (depth + 1)) for line in [*rest, ""]]
        lines = [head, *rest[: inner.index(True)]]
    value = head.split(":", 1)[1].strip().strip('"')
    return value or [line.strip().removeprefix("- ") for line in lines[1:]]


def opens(line: str, key: str, depth: int) -> bool:
    """Tell whether a line of the compose file begins a key at a depth."""
    return line.startswith(f"{'  ' * depth}{key}:")


def test_container_is_run_by_nobody_special() -> None:
    """The last user is not root, and what runs comes after."""
    assert instructions("USER") == ["centroid"]
    assert re.search(r"useradd .*--uid [1-9]\d+ centroid", DOCKERFILE)
    assert "install -d -m 700 -o centroid -g centroid /data" in DOCKERFILE
    after = DOCKERFILE[DOCKERFILE.index("\nUSER ") :]
    assert "\nCMD " in after
    assert "\nRUN " not in after
    assert "\nCOPY " not in after


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("services.bot.read_only", "true"),
        ("services.bot.cap_drop", ["ALL"]),
        ("services.bot.security_opt", ["no-new-privileges:true"]),
        ("services.bot.volumes", ["data:/data"]),
        ("services.bot.tmpfs", ["/tmp:size=64m,noexec,nosuid,nodev"]),  # noqa: S108 - the container's own
        ("services.bot.pids_limit", "256"),
        ("services.bot.mem_limit", "4g"),
        ("services.bot.memswap_limit", "4g"),
        ("services.bot.ulimits.core", "0"),
        ("services.bot.restart", "unless-stopped"),
        ("services.bot.stop_grace_period", "10s"),
        ("services.bot.logging.options.max-size", "10m"),
    ],
)
def test_container_is_bound(path: str, value: str | list[str]) -> None:
    """A read-only root, no capabilities, and limits to what it may use."""
    assert setting(path) == value


@pytest.mark.parametrize(
    "right", ["privileged", "cap_add", "network_mode", "docker.sock", "pid:", "ports:"]
)
def test_container_asks_for_no_rights(right: str) -> None:
    """Nothing is given back of what was taken, and nothing listens outside."""
    assert right not in COMPOSE


def test_container_tells_whether_it_is_well() -> None:
    """By the age of the heartbeat, which the bot touches with every poll."""
    (check,) = instructions("HEALTHCHECK")
    assert check.endswith('CMD ["python", "-m", "bot", "--health"]')


def test_container_installs_pinned_packages_only() -> None:
    """Each with its hash."""
    assert "pip install" in DOCKERFILE
    for line in re.findall(r"pip install[^&\n]*", DOCKERFILE):
        assert "--require-hashes -r requirements.txt" in line


def test_container_holds_no_secrets() -> None:
    """All files are left out but those named; no token is an argument or default."""
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignored[0] == "*"
    assert {line for line in ignored if line.startswith("!")} == {
        "!requirements.txt",
        "!bot",
        "!clustering",
    }
    assert instructions("ARG") == []
    assert "TOKEN" not in DOCKERFILE
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").split()
