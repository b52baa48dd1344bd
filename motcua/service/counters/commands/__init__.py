"""Every way to change counters."""

from motcua.service.counters.commands.acting import act
from motcua.service.counters.commands.setting_up import set_up
from motcua.service.counters.commands.taking import take

__all__ = ["act", "set_up", "take"]
