"""Whether the server lives (`/healthz`) and whether it can serve (`/readyz`), for supervisors and load balancers."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.ledger.cluster import AnotherCluster, check_cluster
from motcua.foundation.policy.doors import policy


@require_safe
@never_cache
@policy("interface.use", asks_who=False)
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@policy("interface.use", asks_who=False)
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is the ledger's own: 200, else 503 with one line."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        check_cluster()
    except (Error, AnotherCluster) as trouble:
        reason = "another cluster" if isinstance(trouble, AnotherCluster) else "the database does not answer"
        return HttpResponse(f"not ready: {reason}\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
