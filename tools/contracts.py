"""Import-linter contract: a room is entered only through its public face."""

from typing import Any

from importlinter import Contract, ContractCheck, fields, output


class RoomFacesContract(Contract):
    """
    Nobody outside a room imports anything of it but its face.

    A room is a package ``<root>.<floor>.<room>``. ``face`` lists the modules that
    others may import; ``composer_face`` lists those that the composition package
    (``composer``) may import besides. Rooms of the ``library`` floor may be entered
    anywhere but in modules whose name begins with an underscore.
    """

    root = fields.StringField()
    face = fields.ListField(subfield=fields.StringField())
    composer = fields.StringField()
    composer_face = fields.ListField(subfield=fields.StringField())
    library = fields.StringField()

    def check(self, graph: Any, verbose: bool) -> ContractCheck:  # noqa: ARG002 -- the linter's own signature
        intrusions = []
        for imported in sorted(graph.modules):
            parts = imported.split(".")
            if parts[0] != self.root or len(parts) < 4:
                continue
            room, door = ".".join(parts[:3]), parts[3]
            if room.startswith(f"{self.composer}."):
                continue
            for importer in sorted(graph.find_modules_that_directly_import(imported)):
                if importer == room or importer.startswith(f"{room}."):
                    continue
                allowed = list(self.face)
                if importer.startswith(f"{self.composer}."):
                    allowed += self.composer_face
                private = any(part.startswith("_") for part in parts[3:])
                if room.startswith(f"{self.library}."):
                    allowed = [door]
                if private or door not in allowed:
                    intrusions.append((importer, imported))
        return ContractCheck(kept=not intrusions, metadata={"intrusions": intrusions})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["intrusions"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
