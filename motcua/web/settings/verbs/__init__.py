"""The verbs of the `motcua` command, one module each: `arguments(parser)` and `run(options)`."""
