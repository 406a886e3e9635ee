#!/usr/bin/env python3
"""Writes log/ and log.vkey: a log of 300 entries by a second implementation.

It shares no code with the Java one and follows the recursive definitions of RFC 9162, C2SP
tlog-tiles and C2SP signed-note. Needs the package `cryptography`. The key is made from a seed that
is printed here, so it signs nothing else.
"""

import base64
import hashlib
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "test-data.gridseal.example/log"
SIZE = 300
HERE = pathlib.Path(__file__).parent
KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a key for tests").digest())


def sha256(content):
    return hashlib.sha256(content).digest()


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha256(b"\x01" + root(leaves[:left]) + root(leaves[left:]))


def write(path, content):
    file = HERE / "log" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def tiles(level, parts):
    for start in range(0, len(parts), 256):
        tile = parts[start : start + 256]
        partial = "" if len(tile) == 256 else f".p/{len(tile)}"
        write(f"tile/{level}/{start // 256:03}{partial}", b"".join(tile))


entries = [f"entry {i}\n".encode() for i in range(SIZE)]
leaves = [sha256(b"\x00" + entry) for entry in entries]
tiles("entries", [len(entry).to_bytes(2, "big") + entry for entry in entries])
tiles(0, leaves)
tiles(1, [root(leaves[i : i + 256]) for i in range(0, SIZE - 255, 256)])

public = b"\x01" + KEY.public_key().public_bytes_raw()
key_id = sha256(ORIGIN.encode() + b"\n" + public)[:4]
text = f"{ORIGIN}\n{SIZE}\n{base64.b64encode(root(leaves)).decode()}\n"
signature = base64.b64encode(key_id + KEY.sign(text.encode())).decode()
write("checkpoint", f"{text}\n\u2014 {ORIGIN} {signature}\n".encode())
(HERE / "log.vkey").write_text(f"{ORIGIN}+{key_id.hex()}+{base64.b64encode(public).decode()}\n")
