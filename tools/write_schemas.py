"""Write the JSON Schema files of the public records into schemas/json; a test compares them with the models."""

from __future__ import annotations

from pathlib import Path

from schemas import Article, IngestJob, Rejection, RunReport
from schemas.export import json_schema

FOLDER = Path(__file__).resolve().parents[1] / "schemas" / "json"
MODELS = {"article": Article, "rejection": Rejection, "run": RunReport, "job": IngestJob}


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    for name, model in MODELS.items():
        (FOLDER / f"{name}.schema.json").write_text(json_schema(model) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
