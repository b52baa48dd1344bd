"""
Access: who acts, what they may see, and who looked at what.

1. Every request has an actor: nobody, a citizen, or an official acting from a post held at this moment.
2. A list's SQL condition and the rule's answer are one decision in two forms, held together by a test.
3. An official who reads other people's data leaves an entry in `access/<official>/<date>` before the first byte goes
   out; the same reading within a quarter of an hour is the same reading. Without the entry there is no page.
4. Each citizen reads who looked.
5. A token acts for a person, or from a post for as long as it is held, within its scopes and until it expires.

Nouns: actor, reading, token. Neighbours: agencies (posts), people (accounts).
"""
