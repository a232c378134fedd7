# For gpgsm.sh and gpgme.sh, with their arguments: a home of GnuPG that trusts ROOT.pem, knows CA.pem
# and asks the directory. Certificates of the tests have no CRL point, so no CRL is asked for.
GNUPGHOME=$1 host=$2 port=$3 base=$4 root=$5 ca=$6 out=$7
export GNUPGHOME
chmod 700 "$GNUPGHOME"
trap 'gpgconf --kill all' EXIT

printf 'batch\nno-tty\ndisable-crl-checks\nauto-issuer-key-retrieve\n' >"$GNUPGHOME/gpgsm.conf"
echo "ldapserver $host:$port:::$base" >"$GNUPGHOME/dirmngr.conf"
print=$(openssl x509 -in "$root" -noout -fingerprint -sha1 | sed 's/.*=//')
echo "$print S relax" >"$GNUPGHOME/trustlist.txt"
gpgsm --import "$root" "$ca" 2>/dev/null
