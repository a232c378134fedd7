#!/bin/sh
# gpgsm and dirmngr: looks each address up, imports what comes and encrypts to the address.
#   gpgsm.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
set -eu
. "$(dirname -- "$0")/gnupg-home.sh"

while read -r mail; do
  found=$GNUPGHOME/found.der
  dirmngr-client --lookup "<$mail>" 2>"$out/$mail.why" | base64 -d >"$found"
  [ ! -s "$found" ] || gpgsm --import "$found" >/dev/null 2>>"$out/$mail.why" || true
  if echo secret | gpgsm --encrypt --recipient "<$mail>" --output "$out/$mail.p7" \
    2>>"$out/$mail.why"; then
    rm "$out/$mail.why"
  fi
done
