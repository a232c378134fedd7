#!/bin/sh
# Measures the program against the least that any program must do, on a real slapd that commits
# durably. Not a test; prints ratios, best on an idle machine.
#   it/benchmark.sh                       speed at 10,000 people, 3 rounds
#   it/benchmark.sh speed PEOPLE ROUNDS
#   it/benchmark.sh memory PEOPLE HEAP    for example: memory 100000 256m
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$here")
what=${1:-speed}
people=${2:-10000}
case $what in
  memory) third=${3:-256m} ;;
  speed) third=${3:-3} ;;
  *) sed -n '2,6p' "$0" >&2; exit 64 ;;
esac

JAVA_HOME=$("$root/publisher/bin/prepare" openssl slapd ldap-utils)
export JAVA_HOME
"$root/publisher/bin/cert-publisher" --version >&2
cd "$root"
program=$root/publisher/target/run/cert-publisher.jar
mvn -B -q -ntp -pl publisher,it test-compile </dev/null >&2
cd "$here"
# The raw client comes in a jar: with a folder in the class path Java uses no archive of classes.
raw=$here/target/raw-client.jar
"$JAVA_HOME/bin/jar" --create --no-compress --file "$raw" -C target/test-classes org
exec "$JAVA_HOME/bin/java" -Dbasedir="$here" -Dprogram="$program" -Draw="$raw" \
  -cp "target/test-classes:$program" \
  org.certpublisher.it.Benchmark "$what" "$people" "$third"
