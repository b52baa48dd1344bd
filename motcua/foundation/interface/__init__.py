"""Design system, refusal table, paging by key, formats, text marker."""
