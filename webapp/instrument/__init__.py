"""Instruments: quality frameworks as files. Pure: knows no Flask and no database."""
