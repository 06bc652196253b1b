"""Bytes inside a line of JSON, between the measuring process and its host."""

import base64


def encode(data: bytes) -> str:
    """Bytes as text."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """What ``encode`` wrote."""
    return base64.b64decode(text)
