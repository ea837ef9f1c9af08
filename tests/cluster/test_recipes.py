"""The recipes for clusters can be read by what they are for."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from crossframe.cli import main

KINDS = ("ssh", "slurm", "kubernetes")


def recipe(kind: str) -> str:
    done = CliRunner().invoke(main, ["cluster", f"--{kind}"])
    assert done.exit_code == 0
    return done.stdout


@cache
def help_of(program: str, verb: str) -> str:
    if program == "crossframe":
        return CliRunner().invoke(main, [verb, "--help"]).stdout
    command = [Path(sys.executable).with_name(program), verb, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_without_a_kind_it_names_them() -> None:
    done = CliRunner().invoke(main, ["cluster"])
    assert done.exit_code == 2
    assert all(f"--{kind}" in done.stderr for kind in KINDS)


def test_commands_take_the_options_that_are_given(tmp_path: Path) -> None:
    text = recipe("ssh").replace("\\\n", " ")
    (tmp_path / "recipe.sh").write_text(text, encoding="utf-8")
    assert subprocess.run(["bash", "-n", tmp_path / "recipe.sh"], check=False).returncode == 0
    commands = [line.split() for line in text.splitlines() if line.startswith(("dask", "cross"))]
    assert len(commands) == 5
    for program, verb, *words in commands:
        told = help_of(program, verb)
        options = [word for word in words if word.startswith("--")]
        assert options
        assert [option for option in options if f"{option} " not in told] == []


def test_the_script_for_slurm_is_python_and_asks_for_what_there_is() -> None:
    text = recipe("slurm")
    assert isinstance(ast.parse(text).body[-1], ast.Expr)
    if find_spec("dask_jobqueue") is None:
        pytest.skip("no dask-jobqueue found to make the script of a job with")
    shown = text.partition("cluster.scale")[0] + "print(cluster.job_script())\n"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    assert "#SBATCH --mem=4G" in done.stdout
    assert "--nthreads 1" in done.stdout


def test_the_resource_for_kubernetes_has_a_port_for_every_name() -> None:
    cluster = yaml.safe_load(recipe("kubernetes"))
    assert cluster["kind"] == "DaskCluster"
    scheduler = cluster["spec"]["scheduler"]
    (container,) = scheduler["spec"]["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    for port in scheduler["service"]["ports"]:
        assert ports[port["targetPort"]] == port["port"]
    (worker,) = cluster["spec"]["worker"]["spec"]["containers"]
    assert worker["image"] == container["image"]
    for one in (worker, container):
        program, verb, *_ = one["args"]
        assert shutil.which(program, path=str(Path(sys.executable).parent))
        assert verb in {"worker", "scheduler"}
