"""Actor, Matter, grants and the @policy door decorator."""
