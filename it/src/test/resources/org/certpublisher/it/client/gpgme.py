#!/usr/bin/python3
"""The GPGME library as Kleopatra and KMail use it: looks each address up on the server, imports
what comes and encrypts to a key of the address that can.
  gpgme.py OUT < ADDRESSES
"""
import sys

import gpg

out = sys.argv[1]


def encrypt(mail):
    # A context of its own: that of 1.18 crashes when it is used again after an error.
    context = gpg.Context(protocol=gpg.constants.protocol.CMS)
    pattern = f"<{mail}>"
    found = list(context.keylist(pattern, mode=gpg.constants.keylist.mode.EXTERN))
    if found:
        context.op_import_keys(found)
    known = list(context.keylist(pattern))
    able = [key for key in known if key.can_encrypt and not (key.expired or key.invalid)]
    if not able:
        raise LookupError(f"{len(found)} found, {len(known)} of the address, none can encrypt")
    return context.encrypt(b"secret\n", recipients=able[:1], sign=False, compress=False)[0]


for address in sys.stdin.read().split():
    try:
        coded = encrypt(address)
    except (LookupError, gpg.errors.GpgError) as reason:
        with open(f"{out}/{address}.why", "w") as file:
            file.write(f"{reason}\n")
    else:
        with open(f"{out}/{address}.p7", "wb") as file:
            file.write(coded)
