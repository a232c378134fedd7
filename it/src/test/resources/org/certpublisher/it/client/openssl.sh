#!/bin/sh
# ldapsearch and openssl: encrypts to the first certificate that openssl takes for S/MIME.
#   openssl.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
set -eu
work=$1 host=$2 port=$3 base=$4 root=$5 ca=$6 out=$7

look_up() {
  ldapsearch -x -LLL -o ldif-wrap=no -H "ldap://$host:$port" -b "$base" "(mail=$1)" "$2" |
    sed -n "s/^$2:: //p"
}

leaves() {
  openssl pkcs7 -inform DER -print_certs | awk -v work="$work" '
    /BEGIN CERT/ { n++ } n && /BEGIN/, /END/ { print > (work "/leaf-" n ".pem") }'
}

encrypt() {
  openssl verify -CAfile "$root" -untrusted "$ca" -purpose smimeencrypt "$1" >>"$why" 2>&1 &&
    echo secret | openssl cms -encrypt -binary -outform DER -out "$out/$mail.p7" "$1" 2>>"$why"
}

while read -r mail; do
  why=$out/$mail.why
  echo "no certificate" >"$why"
  rm -f "$work"/*.pem
  n=0
  for value in $(look_up "$mail" "userCertificate;binary"); do
    n=$((n + 1))
    echo "$value" | base64 -d | openssl x509 -inform DER -out "$work/value-$n.pem"
  done
  for value in $(look_up "$mail" userSMIMECertificate); do
    echo "$value" | base64 -d | leaves
  done
  for certificate in "$work"/value-*.pem "$work"/leaf-*.pem; do
    if [ -e "$certificate" ] && encrypt "$certificate"; then
      rm "$why"
      break
    fi
  done
done
