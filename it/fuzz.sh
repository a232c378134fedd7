#!/bin/sh
# Runs every fuzzer for so many seconds, two at a time, each in a JVM of its own with 256 MiB and a
# fixed seed.
# usage: it/fuzz.sh [SECONDS] [NAME]   (default 30 seconds, all fuzzers; NAME such as DerFuzzTest)
# One line per fuzzer. Exits 1 when one finds something; the input and the log are kept and named.
set -eu
seconds=${1:-30}
case $seconds in '' | *[!0-9]* | 0) echo "usage: it/fuzz.sh [SECONDS] [NAME]" >&2; exit 64 ;; esac
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
work=publisher/target/fuzz
mvn -q -B -pl publisher test-compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$root/publisher/target/fuzz-classpath.txt"
rm -rf "$work"
classpath=target/test-classes:target/classes:$(cat publisher/target/fuzz-classpath.txt)
cd publisher

fuzz() {
  name=$(basename "$1" .java)
  mkdir -p "target/fuzz/$name/corpus"
  log=target/fuzz/$name/log.txt
  if java -Xmx256m -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="org.certpublisher.fuzz.$name" \
    --instrumentation_includes='org.certpublisher.**' \
    --reproducer_path="target/fuzz/$name" \
    -artifact_prefix="target/fuzz/$name/" -seed=20261124 -max_total_time="$seconds" \
    -timeout=5 -max_len=65536 -print_final_stats=1 \
    "target/fuzz/$name/corpus" "src/test/resources/org/certpublisher/fuzz/${name}Inputs" \
    >"$log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "$name: ${runs:-?} inputs in $seconds s, nothing found"
  else
    echo "$name: FOUND SOMETHING, see publisher/$log"
    return 1
  fi
}

status=0
set -- src/test/java/org/certpublisher/fuzz/${2:-*FuzzTest}.java
while [ $# -gt 0 ]; do
  fuzz "$1" & first=$!
  if [ $# -gt 1 ]; then
    shift
    fuzz "$1" || status=1
  fi
  shift
  wait "$first" || status=1
done
exit $status
