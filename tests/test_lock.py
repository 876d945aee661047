"""One copy of the bot per folder."""

from pathlib import Path

import pytest

from bot.lock import SecondCopyError, alone_in


def test_a_folder_serves_one_copy_at_a_time(tmp_path: Path) -> None:
    """The second is told where the first one is; afterwards the folder is free."""
    with (
        alone_in(tmp_path),
        pytest.raises(SecondCopyError, match="Another copy") as caught,
        alone_in(tmp_path),
    ):
        pass
    assert str(tmp_path) in str(caught.value)
    with alone_in(tmp_path):
        pass
