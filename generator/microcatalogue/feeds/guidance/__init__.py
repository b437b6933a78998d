"""The guidance feed: flat tables that employment and career services load into their own systems, as JSON, CSV and a workbook.

What the columns are is written once, a `Column` each; JSON, CSV, workbook, Table Schema, JSON Schema, explanations and
the report on losses are all written from that.
"""
