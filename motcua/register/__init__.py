"""Who and what the city is: agencies, people, access, procedures."""
