"""`crossframe query`: SQL over the tables of all runs."""

from __future__ import annotations

from pathlib import Path

import click

from crossframe.cli.shared import reports_option


@click.command()
@click.argument("sql", required=False)
@reports_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of a table.")
def query(sql: str | None, reports: Path, *, as_csv: bool) -> None:
    """Ask the tables of all complete runs a question in SQL (DuckDB's).

    Every table of the runs is a view: claims, coverage, carried, lags, lineage and the others, each
    with event_id, run_id and is_latest; and there is `runs`. Without SQL, lists them.

    \b
    crossframe query "FROM carried WHERE is_latest AND outlet = 'Harbour Post'"
    """  # noqa: D301
    import duckdb

    from crossframe.errors import StoreError
    from crossframe.presentation.tables_csv import csv_text
    from crossframe.suite.tables import open_runs

    with open_runs(reports) as store:
        try:
            found = store.sql(sql or _LIST)
            if found is None:
                raise StoreError("the SQL asks for no rows; write a SELECT")
            if as_csv:
                click.echo(csv_text(found.to_arrow_table()), nl=False)
            else:
                click.echo(str(found), nl=False)
        except duckdb.Error as error:
            raise StoreError(f"SQL: {error}") from None


_LIST = """
    SELECT table_name AS view, string_agg(column_name, ', ' ORDER BY column_index) AS columns
    FROM duckdb_columns() WHERE NOT internal AND NOT starts_with(table_name, '_')
    GROUP BY table_name ORDER BY table_name
"""
