"""Parses statements with sqlglot: one SELECT of one column, customer_id."""

import json
import sys

import sqlglot
from sqlglot import exp


def wrong(asked):
    try:
        parsed = sqlglot.parse(asked["sql"], read=asked["dialect"])
    except sqlglot.errors.SqlglotError as error:
        return str(error)
    if len(parsed) != 1 or not isinstance(parsed[0], exp.Select):
        return f"no single SELECT: {parsed}"
    names = [column.alias_or_name for column in parsed[0].expressions]
    return None if names == ["customer_id"] else f"columns {names}"


json.dump([wrong(asked) for asked in json.load(sys.stdin)], sys.stdout)
