"""Every way to change procedures: publishing versions, from the city's catalogue and from the national one."""

from motcua.register.procedures.commands.importing import Imported, Watcher, import_national
from motcua.register.procedures.commands.publishing import (
    Loaded,
    load_catalogue,
    publish,
    publish_catalogue,
)

__all__ = ["Imported", "Loaded", "Watcher", "import_national", "load_catalogue", "publish", "publish_catalogue"]
