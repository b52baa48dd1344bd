"""The official's house: shell and the pages that join several rooms."""
