"""The procedures' doors for machines."""
