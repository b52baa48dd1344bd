"""What people get: dossiers, notices."""
