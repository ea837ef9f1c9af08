"""`crossframe code`: an event -> sheets for people who judge the same pairs and claims, blind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from crossframe.cli.shared import params_option, set_option, settings_of
from crossframe.config import Parameters
from crossframe.errors import ParameterError


@click.command()
@click.argument("event", metavar="EVENT_OR_FILE")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Who judges; repeatable.")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="New folder of the sheets.",
)
@click.option("--pairs", "n_pairs", default=120, show_default=True, type=click.IntRange(2, 10_000))
@click.option("--claims", "n_claims", default=40, show_default=True, type=click.IntRange(0, 10_000))
@click.option("--draw", default=0, show_default=True, help="Another number draws others.")
@params_option
@set_option
def code(
    event: str,
    coders: tuple[str, ...],
    folder: Path,
    params: Path | None,
    assignments: tuple[str, ...],
    **drawn: int,
) -> None:
    """Draw pairs of sentences and claims for people to judge, so that claims can be measured.

    Every coder gets a sheet (CSV, for any spreadsheet) with the same pairs in another order: no
    outlet, no probability, no claim is in it. In the column label they write

    \b
    same      both sentences assert the same
    not       they do not
    partial   one asserts part of the other, or you cannot tell

    and leave empty what they did not judge. The folder claims holds a sheet for each of them with
    whole claims, a cell with all sentences of one: there they write

    \b
    yes       all of these sentences assert the same
    partly    most do, and one or more do not
    no        they do not

    Judge alone; talk about it afterwards. The files design.csv say what was drawn and stay as they
    are. Then

    \b
    crossframe code flood.jsonl --coder ada --coder ben --out coding/flood
    crossframe evaluate coding/flood --articles flood.jsonl
    crossframe run flood.jsonl --set labels=coding/flood

    tells how far the coders agree (Krippendorff's alpha), how far the claims agree with each of
    them, and how many are one statement; 91_quality also suggests which pairs to judge next.
    """  # noqa: D301
    settings = _settings(event, settings_of(params, assignments))
    parameters = Parameters.from_values({**settings, "group": ""})
    for line in _written(parameters, coders or ("coder-1", "coder-2"), folder, **drawn):
        click.echo(line)


def _settings(named: str, settings: dict[str, object]) -> dict[str, object]:
    """The settings, with the one event that is meant and the file that its articles are in."""
    from crossframe.suite.jobs import find_jobs

    if settings.get("source"):
        return {**settings, "event": named}
    jobs = find_jobs([named])
    if len(jobs) != 1:
        events = ", ".join(job.corpus.event_id for job in jobs) or "none"
        raise ParameterError(
            f"{named}: one event is coded at a time, and it holds {events}; "
            f"write crossframe code EVENT --set source={named}"
        )
    return {**settings, "event": jobs[0].corpus.event_id, "source": jobs[0].source}


def _written(
    parameters: Parameters,
    judges: Sequence[str],
    folder: Path,
    *,
    n_pairs: int,
    n_claims: int,
    draw: int,
) -> Iterator[str]:
    """Writes the sheets; yields where they are, and how much stands in them."""
    from crossframe.claim_map import load_claim_map, load_workings
    from crossframe.evaluation import (
        draw_claims,
        draw_coding_sample,
        write_claim_coding,
        write_coding,
    )
    from crossframe.presentation import watch_progress

    with watch_progress() as watch:
        claim_map = load_claim_map(parameters, watch)
        workings = load_workings(parameters, watch)
    sample = draw_coding_sample(claim_map, workings, n_pairs, draw)
    yield from map(str, write_coding(sample, claim_map, judges, folder))
    whole = draw_claims(claim_map, n_claims, draw)
    if whole:
        yield from map(str, write_claim_coding(whole, claim_map, judges, folder))
    n_together = sum(pair.together for pair in sample)
    yield f"pairs: {len(sample)}, of which in one claim: {n_together}; claims: {len(whole)}"
