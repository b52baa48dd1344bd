"""How granian is called."""


def granian(host: str, port: int, *, workers: int = 2, threads: int = 4) -> list[str]:
    """Return granian's arguments, to stand behind `python -m granian`."""
    return [
        "--interface", "wsgi",
        "--host", host,
        "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", str(threads),
        # Idle threads would be dropped after 30 s, each with its database connection.
        "--blocking-threads-idle-timeout", "600",
        "--workers-kill-timeout", "10",
        "--respawn-failed-workers",
        "--no-ws",
        "--http", "1",
        "--log-level", "warning",
        "motcua.web.wsgi:application",
    ]  # fmt: skip
