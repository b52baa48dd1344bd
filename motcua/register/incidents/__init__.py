"""
Incidents: that something which must not come in was stopped, and nothing of what it was.

1. What is marked as a state secret is refused where it comes in (`foundation.secrecy`); the room that took it notes it here.
2. A note says when, at which step, in what kind of place, of which procedure and dossier, and who; never the content, and
   never a file's name. Notes lie in the streams `incidents/<date>`.
3. The same person, step and place within a quarter of an hour is one incident, whatever a page's autosave sends.
4. Leaders and administrators see their agency's incidents; those of the city's own agency see all.

Noun: incident. Neighbours: access (actors), agencies (posts, names); every room that takes content in.
"""
