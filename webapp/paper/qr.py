"""QR codes as pictures for paper."""

from io import BytesIO

import segno


def qr_picture(text: str) -> str:
    """An SVG as text, with error correction M and no border: the paper around is white."""
    file = BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="svg", border=0, xmldecl=False)
    return file.getvalue().decode()
