"""Where a request may go, when it is tried again, how it is signed."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from motcua.exchange.webhooks import rules
from motcua.foundation.law.refusals import Refused

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "ff02::1",
        "2002:0a00:0001::", "64:ff9b:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_inside_a_network_is_not_called(inside):
    assert not rules.may_be_called(ip_address(inside), ())


@pytest.mark.parametrize("outside", ["8.8.8.8", "203.162.4.190", "2001:4860:4860::8888"])
def test_an_address_of_the_internet_is_called(outside):
    assert rules.may_be_called(ip_address(outside), ())


@given(st.ip_addresses(network="10.20.0.0/16"))
def test_a_network_that_the_installation_names_is_called(address):
    assert rules.may_be_called(address, (ip_network("10.20.0.0/16"),))
    assert not rules.may_be_called(address, LOOPBACK)


@pytest.mark.parametrize(
    "bad",
    [
        "http://example.vn/", "ftp://example.vn/", "https://", "https://u:p@example.vn/", "https://example.vn/#x", "x",
        "https://10.0.0.1/", "https://[::1]/", "https://127.0.0.1/", "https://exa mple.vn/", "https://example.vn/\r\nX: y",
        "http://127.0.0.1:8000/", "https://example.vn:0/", "https://example.vn:99999/", "https://ví-dụ.vn/",
        "https://example.vn/" + "a" * 500,
    ],
)  # fmt: skip
def test_an_address_that_cannot_or_must_not_be_called_is_refused(bad):
    with pytest.raises(Refused) as refused:
        rules.check_url(bad, ())
    assert refused.value.refusal.fields[0].field == "url"


def test_without_tls_only_this_machine_is_called_and_only_where_the_installation_says_so():
    rules.check_url("http://127.0.0.1:9000/hook", LOOPBACK)
    rules.check_url("http://localhost:9000/hook", LOOPBACK)
    with pytest.raises(Refused):
        rules.check_url("http://10.20.0.1/hook", (ip_network("10.20.0.0/16"),))
    rules.check_url("https://10.20.0.1/hook", (ip_network("10.20.0.0/16"),))
    rules.check_url("https://dich-vu.example.vn:8443/hook?x=1", ())


def test_a_failed_delivery_is_tried_again_from_seconds_to_a_day_and_then_no_more():
    waits = [rules.next_try(tries, NOW) for tries in range(1, len(rules.BACK_OFF) + 2)]
    assert waits[0] == NOW + timedelta(seconds=5)
    assert waits[-2] == NOW + timedelta(hours=24)
    assert waits[-1] is None
    assert list(rules.BACK_OFF) == sorted(rules.BACK_OFF)


def test_a_subscription_that_fails_for_five_days_ends():
    assert not rules.is_to_be_disabled(None, NOW)
    assert not rules.is_to_be_disabled(NOW - timedelta(days=5, seconds=-1), NOW)
    assert rules.is_to_be_disabled(NOW - timedelta(days=5), NOW)


@given(st.binary(max_size=200).map(bytes.hex))
def test_the_reference_library_takes_our_signature_and_no_other(text):
    now = datetime.now(tz=UTC)
    first, second = "whsec_" + "A" * 43 + "=", "whsec_" + "B" * 43 + "="
    headers = {
        "webhook-id": "d1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": rules.signatures((second, first), "d1", now, b'{"x":"' + text.encode() + b'"}'),
    }
    body = '{"x":"' + text + '"}'
    assert Webhook(first).verify(body, headers) == Webhook(second).verify(body, headers) == {"x": text}
    with pytest.raises(Exception, match="signature"):
        Webhook("whsec_" + "C" * 43 + "=").verify(body, headers)
    with pytest.raises(Exception, match="signature"):
        Webhook(first).verify(body + " ", headers)
