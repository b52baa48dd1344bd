"""The addresses of webhooks: the owner's pages, and those of the API below `/api/v1/`."""

from django.urls import URLPattern
from dmr.routing import path as api_path

from motcua.exchange.webhooks import api

app_name = "webhooks"

urlpatterns: list[URLPattern] = []

ROUTES: list[URLPattern] = [
    api_path("webhook-events", api.Kind.as_view(), name="webhook-events"),
    api_path("webhooks", api.Webhooks.as_view(), name="webhooks"),
    api_path("webhooks/<uuid:webhook>", api.Webhook.as_view(), name="webhook"),
    api_path("webhooks/<uuid:webhook>/secret", api.Secret.as_view(), name="webhook-secret"),
    api_path("webhooks/<uuid:webhook>/ping", api.Ping.as_view(), name="webhook-ping"),
    api_path("webhooks/<uuid:webhook>/deliveries", api.Log.as_view(), name="webhook-deliveries"),
    api_path("webhooks/<uuid:webhook>/deliveries/<uuid:delivery>", api.OneDelivery.as_view(), name="webhook-delivery"),
    api_path(
        "webhooks/<uuid:webhook>/deliveries/<uuid:delivery>/redeliver",
        api.Redelivery.as_view(),
        name="webhook-redeliver",
    ),
]
