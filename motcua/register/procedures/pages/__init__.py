"""The pages of procedures: finding one, the essential ones, and what is no procedure at all."""
