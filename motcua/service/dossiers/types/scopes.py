"""What a token may do with dossiers, in the words that a person reads who gives it a scope."""

from motcua.foundation.text import gettext_noop

SAYS: dict[str, str] = {
    "dossier.submit": gettext_noop("Send files, begin drafts and submit dossiers in your name"),
    "dossier.draft": gettext_noop("Read, keep, submit and throw away your drafts"),
    "dossier.mine": gettext_noop("List your drafts and dossiers"),
    "dossier.track": gettext_noop("Track dossiers by their code"),
    "dossier.view": gettext_noop("Read dossiers with their declarations and papers"),
    "dossier.queue": gettext_noop("List and search what waits at your agency"),
    "dossier.receive": gettext_noop("Receive dossiers"),
    "dossier.refuse-reception": gettext_noop("Refuse to receive dossiers"),
    "dossier.undo-reception": gettext_noop("Take back receptions that were a mistake"),
    "dossier.ask-supplement": gettext_noop("Ask for supplements"),
    "dossier.ask-second-supplement": gettext_noop("Ask for a supplement a second time"),
    "dossier.give-supplement": gettext_noop("Answer requests for a supplement in your name"),
    "dossier.assign": gettext_noop("Assign dossiers to officials"),
    "dossier.take": gettext_noop("Take dossiers that nobody has"),
    "dossier.work": gettext_noop("Work on the dossiers that you hold, and hand them on"),
    "dossier.send-back": gettext_noop("Send dossiers back to an earlier step"),
    "dossier.recall": gettext_noop("Recall dossiers that were handed on"),
    "dossier.initial": gettext_noop("Initial drafts of decisions when it is your turn"),
    "dossier.give-opinion": gettext_noop("Give opinions that other agencies ask for"),
    "dossier.ask-payment": gettext_noop("Ask for payments"),
    "dossier.record-payment": gettext_noop("Record payments at the counter"),
    "dossier.confirm": gettext_noop("Confirm or object to draft results in your name"),
    "dossier.decide": gettext_noop("Grant or reject dossiers"),
    "dossier.hand-over-result": gettext_noop("Hand results over"),
    "dossier.withdraw": gettext_noop("Withdraw your dossiers"),
    "dossier.stop": gettext_noop("Stop work on dossiers"),
    "dossier.transfer": gettext_noop("Send dossiers to the competent agency"),
}
