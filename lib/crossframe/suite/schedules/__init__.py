"""When and what to run -> recipes that cron, systemd, GitHub Actions and Airflow follow."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from crossframe.suite.schedules.airflow import airflow_recipe
from crossframe.suite.schedules.cron import cron_recipe
from crossframe.suite.schedules.github import github_recipe
from crossframe.suite.schedules.plan import Recipe, Schedule, read_days, read_time
from crossframe.suite.schedules.systemd import systemd_recipe

RECIPES: Mapping[str, Callable[[Schedule], tuple[Recipe, ...]]] = MappingProxyType(
    {
        "cron": cron_recipe,
        "systemd": systemd_recipe,
        "github-actions": github_recipe,
        "airflow": airflow_recipe,
    }
)

__all__ = ["RECIPES", "Recipe", "Schedule", "read_days", "read_time"]
