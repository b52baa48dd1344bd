"""
Who the city is: agencies true for a period, their successors, posts and who holds them, number books, opening times.

1. An agency's code names it for ever: codes are never given again, and an abolished agency still answers to its own.
2. What an agency is called, where it stands in the tree and which area it has is a *term*, true from a day to before
   another; terms of one agency never overlap.
3. A *succession* says who took over, the whole or a part, from which day. A part has no answer by code: it is asked.
4. A *post* belongs to an agency; a *holding* says who fills it, with which roles, from a moment to before another. Two
   people never hold one post at once, and changed roles are a new holding.
5. A *number book* gives each number of an agency's day once.
6. Opening sessions and closures are dated facts with the moment they became known, so that past answers can be redone.

Nouns: agency, term, succession, post, holding. Neighbours: none on this floor to the left.
"""
