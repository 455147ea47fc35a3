"""Tests of reading pictures, laying cutouts and the studio."""
