"""The language a regulation is written in, and its compiler to exact integer form."""
