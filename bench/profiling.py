"""
Where a submission's time goes: `python -m bench.profiling`.

The requests run in this process, through all middleware, against a durable PostgreSQL: first the statements of one
submission with their time, then the functions by their own time.
"""

import cProfile
import pstats
import sys
import time
from http.cookies import SimpleCookie

from bench import place

COUNT = 200
LINES = 45


def main() -> int:
    place.set_up()
    with place.cluster():
        import django  # noqa: PLC0415 -- not before the environment is set

        django.setup()
        from django.db import connection, connections  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        from bench import people  # noqa: PLC0415

        cast = people.gather(4)
        client = Client(SERVER_NAME="127.0.0.1")

        def send(index: int) -> None:
            call = people.submit(cast, index)
            client.cookies = SimpleCookie(call.headers["Cookie"])
            headers = {name: value for name, value in call.headers.items() if name not in {"Cookie", "Content-Type"}}
            answer = client.generic("POST", call.path, call.body, content_type="application/json", headers=headers)
            assert answer.status_code == 201, answer.content

        for index in range(30):
            send(index)
        with CaptureQueriesContext(connection) as queries:
            send(30)
        for query in queries:
            print(f"{float(query['time']) * 1000:7.1f} ms  {' '.join(query['sql'].split())[:110]}")
        wall, cpu = time.perf_counter(), time.process_time()
        for index in range(COUNT):
            send(index)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"\n{wall / COUNT * 1000:.2f} ms a submission, {cpu / COUNT * 1000:.2f} ms of it CPU of this process\n")
        profile = cProfile.Profile()
        profile.enable()
        for index in range(COUNT):
            send(index)
        profile.disable()
        for order in ("cumulative", "tottime"):
            pstats.Stats(profile).sort_stats(order).print_stats(
                "motcua|psycopg|django|dmr|built-in|cryptography", LINES
            )
        connections.close_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
