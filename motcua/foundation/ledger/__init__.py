"""
The append-only record of every change, and its readers.

1. Every change is one append in one short transaction (`writing`), its streams' locks taken before anything else.
2. An entry is never changed: the database refuses it to the role that serves.
3. A stream's entries are chained by SHA-256 over their stored bytes; `verifying` names the first that was touched.
4. Readers follow in commit-safe order up to the oldest running transaction (`following`); none sees a stream inverted.
5. A projection moves its cursor with its tables; a reactor after its command, which is safe to send twice.
"""
