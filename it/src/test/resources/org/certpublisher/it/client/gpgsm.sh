#!/bin/sh
# gpgsm and dirmngr: looks each address up, imports what comes and encrypts to the address.
#   gpgsm.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
# Certificates of the tests have no CRL point, so no CRL is asked for.
set -eu
GNUPGHOME=$1 host=$2 port=$3 base=$4 root=$5 ca=$6 out=$7
export GNUPGHOME
chmod 700 "$GNUPGHOME"
trap 'gpgconf --kill all' EXIT

printf 'batch\nno-tty\ndisable-crl-checks\nauto-issuer-key-retrieve\n' >"$GNUPGHOME/gpgsm.conf"
echo "ldapserver $host:$port:::$base" >"$GNUPGHOME/dirmngr.conf"
print=$(openssl x509 -in "$root" -noout -fingerprint -sha1 | sed 's/.*=//')
echo "$print S relax" >"$GNUPGHOME/trustlist.txt"
gpgsm --import "$root" "$ca" 2>/dev/null

while read -r mail; do
  found=$GNUPGHOME/found.der
  dirmngr-client --lookup "<$mail>" 2>"$out/$mail.why" | base64 -d >"$found"
  [ ! -s "$found" ] || gpgsm --import "$found" >/dev/null 2>>"$out/$mail.why" || true
  if echo secret | gpgsm --encrypt --recipient "<$mail>" --output "$out/$mail.p7" \
    2>>"$out/$mail.why"; then
    rm "$out/$mail.why"
  fi
done
