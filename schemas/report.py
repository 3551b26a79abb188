"""The account of one run: counts that add up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.relations import RelateReport


class RunReport(BaseModel):
    """What became of every record of a run: seen = articles + rejects + unchanged + pending."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )

    run: str = Field(description="name of the run: its start as YYYYMMDDTHHMMSSZ and a short suffix")
    tool: str = Field(description="copydesk and its version")
    started: str = Field(description="UTC, whole seconds")
    seconds: float = Field(ge=0, description="wall time")
    inputs: list[str] = Field(description="inputs as given")
    out: str = Field(description="output as given")
    settings_sha256: str = Field(description="SHA-256 of the settings")
    seen: int = Field(ge=0, description="records met")
    articles: int = Field(ge=0, description="records that became articles")
    rejects: int = Field(ge=0, description="records that were rejected")
    unchanged: int = Field(ge=0, description="records done by an earlier run and not read again")
    pending: int = Field(ge=0, description="records left for a later run")
    reasons: dict[str, int] = Field(description="rejects by reason")
    publishers: dict[str, int] = Field(
        default_factory=dict,
        description="articles of this run by publisher, the hundred most frequent; the empty name: unknown or another",
    )
    idle_runs: int = Field(
        0, ge=0, description="runs in a row that brought nothing new, this one included; counted only on request"
    )
    passed_over: dict[str, int] = Field(
        default_factory=dict,
        description="files, and members of archives, whose names tell no kind that is read, by ending; the empty one: "
        "no ending",
    )
    warnings: list[str] = Field(description="what a person should know: an input that held nothing, ...")

    workers: int = Field(0, ge=0, description="worker processes; 0 when the records were read in the run's own process")
    workers_replaced: int = Field(0, ge=0, description="workers that died or were killed")
    stopped_by: str | None = Field(None, description="signal that ended the run early, as `SIGTERM`; null if none")

    related: RelateReport | None = Field(
        None,
        description="with --relate: what relating came to, as in relations.report.json; null where the run was not to "
        "relate, or was ended before it had",
    )

    @model_validator(mode="after")
    def _adds_up(self) -> RunReport:
        if self.seen != self.articles + self.rejects + self.unchanged + self.pending:
            raise ValueError("the counts of the run do not add up")
        return self
