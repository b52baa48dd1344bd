"""The addresses of webhooks: the owner's pages, and those of the API below `/api/v1/`."""

from django.urls import URLPattern, path
from dmr.routing import path as api_path

from motcua.exchange.webhooks import api, pages

app_name = "webhooks"

HERE = "tai-khoan/webhook/<uuid:webhook>"

urlpatterns: list[URLPattern] = [
    path("tai-khoan/webhook", pages.webhooks, name="webhooks"),
    path("tai-khoan/webhook/moi", pages.new_webhook, name="new-webhook"),
    path(HERE, pages.webhook, name="webhook"),
    path(f"{HERE}/lam", pages.act, name="act"),
    path(f"{HERE}/lan-gui/<uuid:delivery>", pages.delivery, name="delivery"),
    path(f"{HERE}/lan-gui/<uuid:delivery>/gui-lai", pages.redeliver, name="redeliver"),
]

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
