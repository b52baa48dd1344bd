"""Where a value of the catalogue comes from."""

import msgspec


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    The place that a value was read from, with a few of its words.

    `record` is the code of a record of the national catalogue of procedures; `act` an id of `catalogue/vn/law/`;
    `page` the address of a public page. At least one of the three is there.
    """

    record: str = ""
    act: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""
    page: str = ""
    quote: str = ""
