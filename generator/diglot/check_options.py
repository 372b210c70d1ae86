"""The table `[check]` of `site.toml`: what is checked, how much it weighs, and how other sites are asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from diglot.selection import known_rule
from diglot.tables import Table


class ExternalOptions(Table):
    """How `diglot check --external` asks other hosts."""

    only: list[str] = Field([], description="Patterns of the addresses that are asked, as `https://example.com/*`.")
    ignore: list[str] = Field([], description="Patterns of addresses that are never asked.")
    connections: int = Field(default=16, ge=1, le=64, description="How many addresses are asked at the same time.")
    per_host: int = Field(default=2, ge=1, le=8, description="How many of one host are asked at the same time.")
    pause: float = Field(default=0.2, ge=0, le=60, description="Seconds between two requests to one host.")
    timeout: float = Field(default=20, ge=1, le=120, description="Seconds after which a host counts as silent.")
    private: bool = Field(default=False, description="Also ask addresses of this machine and of private networks.")


def _known_rule(name: str) -> str:
    try:
        return known_rule(name)
    except LookupError as error:
        raise ValueError(error.args[0]) from error


RuleName = Annotated[str, AfterValidator(_known_rule)]
"""The name, code or family of a rule."""
Level = Literal["error", "warning", "info", "off"]


class PathOptions(Table):
    """What is checked differently in some files."""

    files: list[str] = Field(description="Patterns of paths relative to the project, as `content/*/legal/**`.")
    ignore: list[RuleName] = Field([], description="Rules that are not reported there: names, codes or families.")
    severity: dict[RuleName, Level] = Field({}, description="How much a rule weighs there.")


class CheckOptions(Table):
    """What is checked, and how much it weighs."""

    select: list[RuleName] = Field(
        [], description="Only these rules are reported: names, codes or families such as `MRK`."
    )
    ignore: list[RuleName] = Field([], description="These rules are not reported.")
    severity: dict[RuleName, Level] = Field(
        {}, description="How much a rule weighs, where that is not its usual weight."
    )
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        default="error", description="The least severity of findings that make `diglot check` fail."
    )
    baseline: str = Field(
        default="site/baseline", description="The folder with the findings that are known, one file per locale."
    )
    paths: list[PathOptions] = Field([], description="What is checked differently in some files; the last one wins.")
    external: ExternalOptions = Field(ExternalOptions(), description="How other hosts are asked.")
