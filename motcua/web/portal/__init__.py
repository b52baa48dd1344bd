"""The citizen's house: shell and the pages that join several rooms."""
