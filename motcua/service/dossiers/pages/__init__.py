"""People's doors to dossiers, one module a task."""
