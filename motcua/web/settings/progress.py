"""Progress for people: one line that moves on a terminal, a line now and then in a log."""

import sys
import time


class Progress:
    """Shows how far something is, at most four times a second (on a terminal) or every ten seconds (in a log)."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.moves = sys.stderr.isatty()
        self.next = time.monotonic() + (0 if self.moves else 10)

    def count(self, done: int) -> None:
        """Show how many are done."""
        self.say(f"{done:,} {self.what}")

    def say(self, text: str) -> None:
        """Show a text that the next one replaces."""
        if time.monotonic() < self.next:
            return
        self.next = time.monotonic() + (0.25 if self.moves else 10)
        print(f"\r\033[K{text}" if self.moves else text, end="" if self.moves else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the moving line."""
        if self.moves:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
