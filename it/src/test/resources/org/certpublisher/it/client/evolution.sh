#!/bin/sh
# Evolution's address book service and mail library, in a session of their own.
#   evolution.sh WORK HOST PORT BASE ROOT.pem CA.pem OUT < ADDRESSES
# For each address there is then OUT/ADDRESS.p7 (DER), or OUT/ADDRESS.why.
set -eu
work=$1 host=$2 port=$3 base=$4 root=$5 ca=$6 out=$7
HOME=$work XDG_RUNTIME_DIR=$work/run
export HOME XDG_RUNTIME_DIR
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
mkdir -m 700 "$work/run"
mkdir "$work/nss" "$work/mail" "$work/cache"
certutil -N -d "sql:$work/nss" --empty-password
certutil -A -d "sql:$work/nss" -n ca -t ,, -i "$ca"
certutil -A -d "sql:$work/nss" -n root -t C,C,C -i "$root"
exec dbus-run-session -- /usr/bin/python3 "$(dirname -- "$0")/evolution.py" \
  "$host" "$port" "$base" "$out"
