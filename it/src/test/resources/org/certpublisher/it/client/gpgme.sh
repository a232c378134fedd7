#!/bin/sh
# The GPGME library with gpgsm and dirmngr.
#   gpgme.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
set -eu
. "$(dirname -- "$0")/gnupg-home.sh"

/usr/bin/python3 "$(dirname -- "$0")/gpgme.py" "$out"
