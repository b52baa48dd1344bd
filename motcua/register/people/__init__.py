"""
People: who somebody is, how they sign in, and how they get back in.

1. A person is an opaque id; the ledger knows people by that id alone and holds a salted commitment to the rest.
2. Names are kept readable so that they can be found; identity numbers lie encrypted and are found by a keyed hash.
3. A number that a person types is *declared*: it proves nothing and may be anybody's. Only an official's check, or
   later the national e-ID, makes it *verified*, and a verified number belongs to one person.
4. An account belongs to one person and signs in with a phone number or an e-mail address, and a password.
5. Nothing that a stranger can ask tells whether somebody has an account, but for registering under a taken name.

Nouns: person, identifier, account, recovery, brake. Neighbours: agencies (to choose the post to act from).
"""
