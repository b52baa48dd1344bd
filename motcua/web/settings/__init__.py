"""How the house is set up and operated: settings from the environment, the `motcua` command, the embedded database."""
