"""
Webhooks: what happens to a dossier, told at once to the owner's own system.

1. A subscription belongs to a person, or to a post for as long as it is held; made by a token it ends with the token, and
   never does more than that token's scopes.
2. A delivery is a CloudEvents 1.0 document without personal data, signed after Standard Webhooks.
3. Whether the owner may see the matter is asked at the moment of each delivery.
4. A delivery is made at least once, under one `webhook-id` for ever; every attempt is on record.
5. No request of ours goes to an address inside a network, except those that the installation names.

Nouns: subscription, delivery, attempt. Neighbours: dossiers (what happens), access (who may), notices (who is told).
"""
