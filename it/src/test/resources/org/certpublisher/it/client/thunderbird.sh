#!/bin/sh
# Headless Thunderbird with a profile of its own.
#   thunderbird.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
# It encrypts only for who has a certificate, too: the sender gets one from a CA made here.
set -eu
work=$1 host=$2 port=$3 base=$4 root=$5 ca=$6 out=$7
here=$(dirname -- "$0") own=$work/own nss=sql:$work
mkdir "$own"

cat >"$own/sender.conf" <<END
basicConstraints=CA:FALSE
keyUsage=digitalSignature,keyEncipherment
extendedKeyUsage=emailProtection
subjectAltName=email:sender@example.com
END
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$own/ca.key" -out "$own/ca.pem" \
  -days 30 -subj "/CN=own CA" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout "$own/sender.key" -out "$own/sender.csr" \
  -subj "/CN=sender" 2>/dev/null
openssl x509 -req -in "$own/sender.csr" -CA "$own/ca.pem" -CAkey "$own/ca.key" -CAcreateserial \
  -days 29 -extfile "$own/sender.conf" -out "$own/sender.pem" 2>/dev/null
openssl pkcs12 -export -in "$own/sender.pem" -inkey "$own/sender.key" -name sender \
  -passout pass:x -out "$own/sender.p12"

certutil -N -d "$nss" --empty-password
certutil -A -d "$nss" -n ca -t ,, -i "$ca"
certutil -A -d "$nss" -n root -t C,C,C -i "$root"
certutil -A -d "$nss" -n own -t C,C,C -i "$own/ca.pem"
pk12util -i "$own/sender.p12" -d "$nss" -W x -K '' >/dev/null
sed "s|DIRECTORY|ldap://$host:$port/$base??sub?(objectclass=*)|" "$here/thunderbird-user.js" \
  >"$work/user.js"

exec /usr/bin/python3 "$here/thunderbird.py" "$work" "$out"
