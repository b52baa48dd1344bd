"""What a reader of one answer raises when the answer has to be mended."""

from motcua.foundation.law.refusals import Value


class Mend(Exception):
    """`code` is stable, `message` an English msgid that says how to mend it, `part` the inner field it is about."""

    def __init__(self, code: str, message: str, *, part: str = "", **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.part = part
        self.values: dict[str, Value] = values
