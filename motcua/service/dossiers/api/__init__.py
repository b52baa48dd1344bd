"""The dossiers' doors for machines: the same commands, queries and policies as the pages."""
