"""Other systems: agency to agency, national platforms, the public."""
