"""Shells, navigation, URL composition, settings and the pages that join several rooms."""
