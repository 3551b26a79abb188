"""Write the JSON Schema files into schemas/json, and docs/record.md; a test compares them with the models."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from schemas import Article, IngestJob, Reason, Rejection, Role, RunReport, Settings
from schemas.article import Caption, Evidence, Note, Processing, Provenance, Quality, Removed, Repair
from schemas.export import json_schema
from schemas.relations import Furniture, RelateReport, Relation, RevisionOf, Shared, Story
from schemas.stages import FIELD_ROLES, TEXT_ROLES

FOLDER = Path(__file__).resolve().parents[1] / "schemas" / "json"
MODELS: dict[str, type[BaseModel]] = {
    "article": Article,
    "rejection": Rejection,
    "run": RunReport,
    "job": IngestJob,
    "relation": Relation,
    "story": Story,
    "relate": RelateReport,
}
PAGE = FOLDER.parents[1] / "docs" / "record.md"
_REASONS = {
    Reason.EMPTY: "no characters in it, or a container without a record",
    Reason.NOT_TEXT: "a binary file",
    Reason.UNDECODABLE: "no charset reads it",
    Reason.UNSUPPORTED_TYPE: "a kind of file that is not read",
    Reason.UNREADABLE: "the system would not let it be read",
    Reason.RECORD_TOO_LARGE: "over a limit of the settings",
    Reason.PATHOLOGICAL_MARKUP: "markup that would hang or cut short the parser",
    Reason.BAD_JSON: "a line that is not valid JSON",
    Reason.NOT_AN_OBJECT: "a JSON line that holds no object",
    Reason.MISSING_FIELD: "neither `text` nor `html`",
    Reason.BAD_FIELD: "a field of the wrong type",
    Reason.NO_CONTENT: "an address only; nothing is fetched",
    Reason.WARC_DAMAGED: "a damaged stretch of an archive",
    Reason.WARC_TRUNCATED: "a record that is cut off",
    Reason.NOT_HTTP: "an archived record that is no HTTP response",
    Reason.HTTP_STATUS: "a response that is no page (404, 500, ...)",
    Reason.EXTRACTION_EMPTY: "no main content on the page",
    Reason.EXTRACTION_ERROR: "the extractor failed on the page",
    Reason.TOO_SHORT: "fewer words than `min_words`",
    Reason.BOILERPLATE_ONLY: "every line is page furniture",
    Reason.NOT_ARTICLE: (
        "a page of another kind, with which `detail` begins: "
        "`not_found`, `bot_check`, `consent_wall`, `login_wall`, `search_results`, `index`"
    ),
    Reason.DUPLICATE: "the same id twice in one container",
    Reason.TIMEOUT: "it took longer than the deadline; of an archive: what is left of it",
    Reason.MEMORY: "it took more memory than a worker may; of an archive: what is left of it",
    Reason.WORKER_DIED: (
        "the worker reading it died, and so did the next ones that read it alone; of an archive: the process that "
        "unpacks died twice at one place"
    ),
    Reason.INTERNAL_ERROR: "a fault of copydesk; please report it",
}


def record_page() -> str:
    """Return docs/record.md: every field of the records with its description."""
    parts = [
        "# The records",
        "",
        "Made by `make schemas` from the models in `schemas/`. Every key is always present, and a list is never null.",
        "",
    ]
    parts += ["## Article: a line of articles.jsonl", "", *_table(Article)]
    for model in (Caption, Note, Removed, Repair, Evidence, Quality, Provenance, Processing):
        parts += [f"### {model.__name__.lower()}", "", (model.__doc__ or "").strip(), "", *_table(model)]
    parts += ["## Rejection: a line of rejects.jsonl", "", *_table(Rejection)]
    parts += [
        "### Reasons",
        "",
        "| reason | meaning |",
        "|---|---|",
        *(f"| `{reason}` | {_REASONS[reason]} |" for reason in Reason),
        "",
    ]
    parts += ["## Relation: a line of relations.jsonl", "", *_table(Relation), "### shared", "", *_table(Shared)]
    parts += ["## Story: a line of stories.jsonl", "", *_table(Story), "### revisions", "", *_table(RevisionOf)]
    parts += ["## relations.report.json", "", *_table(RelateReport), "### furniture", "", *_table(Furniture)]
    parts += [
        "## Roles",
        "",
        f"In `text`: {_listed(TEXT_ROLES)}. In a field of their own: {_listed(FIELD_ROLES)}. "
        f"Cut, and listed in `removed`: {_listed(frozenset(Role) - TEXT_ROLES - FIELD_ROLES)}.",
        "",
    ]
    parts += ["## Settings", "", "| setting | default | meaning |", "|---|---|---|"]
    parts += [f"| `{name}` | {field.default} | {field.description} |" for name, field in Settings.model_fields.items()]
    return "\n".join(parts) + "\n"


def _table(model: type[BaseModel]) -> list[str]:
    rows = [f"| `{name}` | {field.description} |" for name, field in model.model_fields.items()]
    return ["| key | what it holds |", "|---|---|", *rows, ""]


def _listed(roles: frozenset[Role]) -> str:
    return ", ".join(f"`{role}`" for role in Role if role in roles)


def main() -> None:
    """Write every file."""
    PAGE.write_text(record_page(), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for name, model in MODELS.items():
        (FOLDER / f"{name}.schema.json").write_text(json_schema(model) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
