"""What a wheel installs works outside the checkout, notebooks included."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from small_world import small_articles

ROOT = Path(__file__).parents[2]


@pytest.mark.notebook
@pytest.mark.model
def test_the_suite_runs_from_a_wheel(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    (tmp_path / "small.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in small_articles()), encoding="utf-8"
    )
    code = "import crossframe, crossframe.cli; print(crossframe.__file__); crossframe.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "small.jsonl"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed))
    assert (tmp_path / "reports/small/latest/report.html").exists()
