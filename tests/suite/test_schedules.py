"""Each recipe is taken by the tool that it is for, and means the command that was asked for."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from crossframe.cli import main
from crossframe.errors import ScheduleError
from crossframe.suite.schedules import RECIPES, Schedule, read_days, read_time

ODD_FOLDER = 'it\'s 10% of "$HOME" — now'
ODD_WORDS = ("run", "rise of 10%.jsonl", "--set", "group=%h $USER '\"`x", "%", "--events", "a,b")
SYSTEMD = "/lib/systemd/systemd"


def tool(name: str) -> str:
    """The address of a program; without it skips, under CI=true fails."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not there; .ci/run installs it", pytrace=False)
        pytest.skip(f"{name} is not there")
    return found


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with an odd name that any user may read, and what tests put there as well."""
    mask = os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="cf-") as place:
        Path(place).chmod(0o755)
        made = Path(place) / ODD_FOLDER
        made.mkdir(mode=0o755)
        (made / "rise of 10%.jsonl").touch()
        yield made
    os.umask(mask)


@pytest.fixture
def recorder(folder: Path) -> Path:
    """A program that writes down where it runs and with which words."""
    path = folder / "re corder"
    path.write_text('#!/bin/sh\n{ printf "%s\\0" "$PWD" "$X" "$@"; } > "$OUT"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def make(folder: Path, program: Path, *words: str, **more: object) -> Schedule:
    command = (str(program),)
    return Schedule("crossframe-odd", folder, command, words or ODD_WORDS, 6, 30, **more)  # type: ignore[arg-type]


def text_of(kind: str, schedule: Schedule) -> str:
    return RECIPES[kind](schedule)[0].text


def recorded(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\0")[:-1]


def schedule(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["schedule", "--folder", str(folder), *arguments])


def crontab_line(folder: Path, recorder: Path) -> tuple[str, str]:
    environment = {"X": "5 % of it", "OUT": str(folder / 'out % "put"')}
    log = folder / "the log %"
    text = text_of("cron", make(folder, recorder, environment=environment, log=log))
    return text, text.splitlines()[-1]


def test_cron_takes_the_lines(folder: Path, recorder: Path, tmp_path: Path) -> None:
    table = tmp_path / "table"
    table.write_text(crontab_line(folder, recorder)[0], encoding="utf-8")
    done = subprocess.run(
        [tool("crontab"), "-n", table], capture_output=True, text=True, check=False
    )
    if "your UID isn't in the passwd file" in done.stderr:
        pytest.skip("cron wants a user with a name")
    assert done.returncode == 0, done.stderr
    assert "successfully checked" in done.stdout + done.stderr


@pytest.mark.parametrize("keeps_backslash", [True, False])
def test_the_shell_of_any_cron_gets_the_command(
    folder: Path, recorder: Path, *, keeps_backslash: bool
) -> None:
    line = crontab_line(folder, recorder)[1]
    assert line.startswith("30 6 * * * cd ")
    command = line.split(maxsplit=5)[5]
    # What cron(5) says of "%": one without a backslash before it would end the command.
    assert not re.search(r"(?<!\\)%", command)
    command = command if keeps_backslash else command.replace(r"\%", "%")
    subprocess.run(["/bin/sh", "-c", command], check=True, env={"PATH": os.environ["PATH"]})
    assert recorded(folder / 'out % "put"') == [str(folder), "5 % of it", *ODD_WORDS]
    assert (folder / "the log %").exists()


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="needs namespaces")
def test_a_real_cron_runs_it(folder: Path, recorder: Path, tmp_path: Path) -> None:
    unshare, cron, crontab = tool("unshare"), tool("cron"), tool("crontab")
    if os.geteuid() != 0:
        pytest.skip("cron wants root")
    table = tmp_path / "table"
    text = crontab_line(folder, recorder)[0].replace("30 6 * * * ", "* * * * * ")
    table.write_text(text, encoding="utf-8")
    # In a namespace of its own, where this machine's tables are out of sight.
    script = (
        "set -e; mount -t tmpfs t /var/spool/cron; mkdir -p /var/spool/cron/crontabs; "
        "mount -t tmpfs t /etc/cron.d; mount --bind /dev/null /etc/crontab; mount -t tmpfs t /run; "
        f"{crontab} {shlex.quote(str(table))}; timeout 70 {cron} -f || true"
    )
    subprocess.run([unshare, "-m", "sh", "-c", script], check=True)
    assert recorded(folder / 'out % "put"') == [str(folder), "5 % of it", *ODD_WORDS]


def write_units(folder: Path, program: Path, **more: object) -> Path:
    units = folder.parent / "units"
    units.mkdir(mode=0o755, exist_ok=True)
    environment = {"X": '5 % "of" $it \\ now'}
    for file in RECIPES["systemd"](make(folder, program, environment=environment, **more)):
        (units / file.name).write_text(file.text, encoding="utf-8")
    return units


def test_systemd_takes_the_units(folder: Path, recorder: Path) -> None:
    units = write_units(folder, recorder, days=(0, 4), zone="Europe/Berlin", log=folder / "log %")
    names = sorted(units.iterdir())
    assert [path.suffix for path in names] == [".service", ".timer"]
    verify = [tool("systemd-analyze"), "verify", *map(str, names)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    names[0].write_text(names[0].read_text(encoding="utf-8").replace("oneshot", "twoshot"))
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert "twoshot" in done.stderr


def test_systemd_reads_the_words_that_were_meant(folder: Path, recorder: Path) -> None:
    if not Path(SYSTEMD).exists():
        tool("systemd")
    write_units(folder, recorder)
    units, state = folder.parent / "units", folder.parent / "state"
    state.mkdir()
    state.chmod(0o777)
    test = [SYSTEMD, "--test", "--user", "--unit=crossframe-odd.service"]
    if os.geteuid() == 0:  # a manager of user units does not run as root
        test = [tool("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", *test]
    done = subprocess.run(
        test,
        env={"XDG_RUNTIME_DIR": str(state), "SYSTEMD_UNIT_PATH": f"{units}:", "HOME": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )
    dumped = done.stdout.partition("Unit crossframe-odd.service:")[2].partition("-> Unit")[0]
    assert f"WorkingDirectory: {folder}\n" in dumped
    [line] = re.findall(r"Command Line: (.*)", dumped)
    print_words = ["bash", "-c", f"printf '%s\\0' {line}"]
    words = subprocess.run(print_words, capture_output=True, text=True, check=True).stdout
    assert words.split("\0")[:-1] == ["/bin/sh", "-c", 'exec "$0" "$@"', str(recorder), *ODD_WORDS]
    subprocess.run(words.split("\0")[:-1], check=True, cwd=folder, env={"OUT": "out"})
    assert recorded(folder / "out") == [str(folder), "", *ODD_WORDS]
    [variable] = re.findall(r"Environment: (X=.*)", dumped)
    assert variable == 'X=5 % "of" $it \\ now'


@pytest.mark.parametrize(
    ("days", "zone", "expected"),
    [
        ((0, 1, 2, 3, 4, 5, 6), "", "*-*-* 06:30:00"),
        ((0, 1, 2, 3, 4), "Europe/Berlin", "Mon..Fri *-*-* 06:30:00 Europe/Berlin"),
        ((0, 5), "", "Mon,Sat *-*-* 06:30:00"),
    ],
)
def test_systemd_reads_the_time_that_was_meant(
    folder: Path, recorder: Path, days: tuple[int, ...], zone: str, expected: str
) -> None:
    timer = RECIPES["systemd"](make(folder, recorder, days=days, zone=zone))[1].text
    [calendar] = re.findall(r"OnCalendar=(.*)", timer)
    ask = [tool("systemd-analyze"), "calendar", calendar]
    done = subprocess.run(ask, capture_output=True, text=True, check=True)
    assert f"Normalized form: {expected}\n" in done.stdout


def test_what_watches_is_a_service_without_a_timer(folder: Path, recorder: Path) -> None:
    [service] = RECIPES["systemd"](make(folder, recorder, "run", "--watch", "in box"))
    assert "Type=exec" in service.text
    assert "Restart=on-failure" in service.text
    for kind in ("cron", "github-actions", "airflow"):
        with pytest.raises(ScheduleError, match="--watch never ends"):
            RECIPES[kind](make(folder, recorder, "run", "--watch=in box"))


def check_workflow(path: Path) -> subprocess.CompletedProcess[str]:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
    ]
    return subprocess.run([*check, str(path)], capture_output=True, text=True, check=False)


def test_github_takes_the_workflow(folder: Path, recorder: Path, tmp_path: Path) -> None:
    words = (*ODD_WORDS, "--out", "run's")
    text = text_of("github-actions", make(folder, recorder, *words, zone="Europe/Berlin"))
    path = tmp_path / "workflow.yml"
    path.write_text(text, encoding="utf-8")
    done = check_workflow(path)
    assert done.returncode == 0, done.stdout
    workflow = yaml.safe_load(text)
    steps = {step.get("name", step.get("uses")): step for step in workflow["jobs"]["run"]["steps"]}
    assert shlex.split(steps["Run"]["run"]) == [".venv/bin/crossframe", *words]
    assert steps["actions/upload-artifact@v4"]["with"]["path"] == "run's"
    assert workflow[True]["schedule"] == [{"cron": "30 6 * * *", "timezone": "Europe/Berlin"}]
    assert str(folder.parent) not in text
    path.write_text(text.replace("runs-on", "run-on"), encoding="utf-8")
    assert check_workflow(path).returncode == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "/srv/articles.jsonl"), "leads out of the repository"),
        (("run", "--out=../out"), "leads out of the repository"),
        (("run", "${{ secrets.X }}.jsonl"), "GitHub would evaluate"),
    ],
)
def test_github_is_not_told_what_it_cannot_do(
    folder: Path, recorder: Path, words: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ScheduleError, match=message):
        RECIPES["github-actions"](make(folder, recorder, *words))


def test_the_dag_holds_the_words_that_were_meant(folder: Path, recorder: Path) -> None:
    text = text_of("airflow", make(folder, recorder, days=(6,), environment={"X": "'{{ x }}'"}))
    names = {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in ast.parse(text).body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    assert names["COMMAND"] == [str(recorder), *ODD_WORDS]
    assert names["FOLDER"] == str(folder)
    assert names["ENVIRONMENT"] == {"X": "'{{ x }}'"}
    assert "schedule='30 6 * * 0'" in text


@pytest.mark.soak
def test_a_real_airflow_takes_the_dag_and_runs_it(
    folder: Path, recorder: Path, tmp_path: Path
) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = str(tmp_path / "venv/bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "apache-airflow==3.3.*"], check=True, timeout=1800)
    dags = tmp_path / "dags"
    dags.mkdir()
    environment = {"X": "5 % of it", "OUT": str(tmp_path / "out")}
    text = text_of("airflow", make(folder, recorder, environment=environment))
    (dags / "odd.py").write_text(text, encoding="utf-8")
    probe = (
        "from airflow.dag_processing.dagbag import DagBag\n"
        f"bag = DagBag({str(dags)!r})\n"
        "assert not bag.import_errors, bag.import_errors\n"
        "dag = bag.dags['crossframe-odd']\n"
        "[one] = dag.tasks\n"
        "one.python_callable()\n"
    )
    home = {"AIRFLOW_HOME": str(tmp_path / "airflow"), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"}
    subprocess.run(
        [python, "-m", "airflow", "db", "migrate"], env={**os.environ, **home}, check=True
    )
    subprocess.run([python, "-c", probe], env={**os.environ, **home}, check=True)
    assert recorded(tmp_path / "out") == [str(folder), "5 % of it", *ODD_WORDS]


@pytest.mark.parametrize("kind", RECIPES)
def test_what_no_scheduler_takes_is_refused(folder: Path, recorder: Path, kind: str) -> None:
    with pytest.raises(ScheduleError, match=r"U\+000A"):
        RECIPES[kind](make(folder, recorder, "run", "two\nlines.jsonl"))
    with pytest.raises(ScheduleError, match="'Mars' is no time zone"):
        RECIPES[kind](make(folder, recorder, zone="Mars"))


def test_cron_is_not_told_what_it_would_misread(folder: Path, recorder: Path) -> None:
    with pytest.raises(ScheduleError, match="backslash"):
        RECIPES["cron"](make(folder, recorder, "run", "a\\b"))
    with pytest.raises(ScheduleError, match="cron reads 998"):
        RECIPES["cron"](make(folder, recorder, "run", "x" * 1000))
    with pytest.raises(ScheduleError, match="ends with a space"):
        RECIPES["systemd"](make(folder.parent / "odd ", recorder))


@pytest.mark.parametrize("kind", RECIPES)
def test_the_command_prints_a_recipe(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSFRAME_CACHE", "/a cache")
    words = ["rise of 10%.jsonl", "--events", "a,b", "--set", "seed=3", "--strict"]
    done = schedule(folder, f"--{kind}", "--at", "6:30", *words)
    assert done.exit_code == 0, done.output
    assert "crossframe-rise-of-10" in done.output
    assert "seed=3" in done.output
    assert ("/a cache" in done.output) == (kind != "github-actions")


def test_the_command_writes_the_files(folder: Path, tmp_path: Path) -> None:
    given = ["--systemd", "--name", "Odd & even", "--into", str(tmp_path / "units")]
    done = schedule(folder, *given, "rise of 10%.jsonl")
    assert done.exit_code == 0, done.output
    assert "systemctl --user enable --now crossframe-Odd-even.timer" in done.output
    names = sorted(path.name for path in (tmp_path / "units").iterdir())
    assert names == ["crossframe-Odd-even.service", "crossframe-Odd-even.timer"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rise of 10%.jsonl"], "name one: --cron, --systemd, --github-actions or --airflow"),
        (["--cron"], "say what to run"),
        (["--cron", "rise.jsonl"], "'rise.jsonl' is neither a file in"),
        (["--cron", "--at", "25:00", "rise of 10%.jsonl"], "no time of day; write 06:30"),
        (["--cron", "--days", "mon,fryday", "rise of 10%.jsonl"], "'fryday' is no day"),
        (["--cron", "rise of 10%.jsonl", "--evnets", "a"], "No such option"),
        (["--github-actions", "--log", "x", "rise of 10%.jsonl"], "leave --log out"),
        (["--airflow", "--log", "x", "rise of 10%.jsonl"], "leave --log out"),
    ],
)
def test_what_cannot_be_scheduled_is_said(folder: Path, arguments: list[str], message: str) -> None:
    done = schedule(folder, *arguments)
    assert done.exit_code == 2
    assert message in done.output
    assert "Traceback" not in done.output


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    done = schedule(tmp_path / "none", "--cron", "--all")
    assert (done.exit_code, "is no folder" in done.output) == (2, True)


def test_days_and_times_as_people_write_them() -> None:
    assert read_days("Mon - Fri") == (0, 1, 2, 3, 4)
    assert read_days("sun") == (6,)
    assert read_time("00:05") == (0, 5)
    with pytest.raises(ScheduleError, match="no time of day"):
        read_time("٣:٣٠")
