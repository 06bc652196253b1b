"""The JSON Schema of a bank, generated from the models, so that editors complete and check what authors write."""

import json
import sys
from typing import Any

from core.learning.question import Bank


def bank_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a bank file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Bank.model_json_schema(by_alias=True),
    }


def schema_text() -> str:
    """The schema as the text of quizzes/bank.schema.json."""
    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # python -m core.learning.schema > quizzes/bank.schema.json
    sys.stdout.write(schema_text())
