"""What subscriptions have sealed with the keys of the key file, for a rotation."""

from motcua.foundation.sealing.renewing import Sealed, WrappedKeys

SEALED: tuple[Sealed, ...] = (
    WrappedKeys(table="webhooks_subscription", row=("id",), holder="'webhook/' || id").sealed(),
)
