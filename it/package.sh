#!/bin/sh
# Builds the Debian package and installs, runs, upgrades and purges it in a tree of its own, made by
# debootstrap. By hand, as root; the tree is made in FOLDER and stays there for the next time.
#   it/package.sh [FOLDER]
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$here")
folder=${1:-$here/target/package}
tree=$folder/tree
[ "$(id -u)" = 0 ] || { echo "it/package.sh: chroot needs root" >&2; exit 64; }

"$root/publisher/bin/prepare" debootstrap man-db >/dev/null
"$root/publisher/bin/package" >/dev/null
cd "$root"
mkdir -p "$folder"
[ -x "$tree/usr/bin/systemctl" ] ||
  debootstrap --include=systemd,ca-certificates "$(. /etc/os-release; echo "$VERSION_CODENAME")" "$tree" >"$folder/debootstrap.log"

inside() { chroot "$tree" /usr/bin/env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
say() { echo "ok    $*"; }
fail() { echo "FAIL  $*" >&2; exit 1; }

mountpoint -q "$tree/proc" || mount -t proc proc "$tree/proc"
trap 'umount "$tree/proc"' EXIT
inside apt-get purge -y -q cert-publisher >/dev/null 2>&1 || true

cp publisher/target/cert-publisher.deb "$tree/root/first.deb"
inside apt-get install -y -q --no-install-recommends /root/first.deb >"$folder/install.log" 2>&1 ||
  fail "apt-get install, see $folder/install.log"
[ "$(inside stat -c '%U %a' /var/lib/cert-publisher)" = "cert-publisher 700" ] || fail "the state's folder"
say "installs: $(inside dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}' cert-publisher)"

inside cert-publisher demo --help >/dev/null || fail "demo --help"
inside su -s /bin/sh cert-publisher -c 'cd /tmp && cert-publisher demo' >"$folder/demo.log" 2>&1 ||
  fail "demo, see $folder/demo.log"
say "runs: cert-publisher demo as the user cert-publisher"
code=0
inside su -s /bin/sh cert-publisher -c 'cert-publisher check' >"$folder/check.log" 2>&1 || code=$?
[ "$code" = 78 ] || fail "the empty configuration gives $code, expected 78, see $folder/check.log"
grep -q '^/etc/cert-publisher/publisher.yaml' "$folder/check.log" || fail "see $folder/check.log"
say "runs: the configuration as installed is refused with 78: $(head -1 "$folder/check.log")"
inside systemd-analyze verify /lib/systemd/system/cert-publisher.service >"$folder/verify.log" 2>&1 ||
  fail "systemd-analyze verify, see $folder/verify.log"
say "the unit is one that systemd takes"
man --warnings -l "$tree/usr/share/man/man8/cert-publisher.8" >/dev/null 2>"$folder/man.log"
[ ! -s "$folder/man.log" ] || fail "the manual page, see $folder/man.log"
inside bash -c '. /usr/share/bash-completion/completions/cert-publisher; complete -p cert-publisher' >/dev/null ||
  fail "the completion"
say "the manual page and the completion are well-formed"

echo '# mine' >>"$tree/etc/cert-publisher/publisher.yaml"
echo state >"$tree/var/lib/cert-publisher/state.mv.db"
rm -rf "$folder/second"
dpkg-deb -R publisher/target/cert-publisher.deb "$folder/second"
sed -i 's/^Version: .*/&+1/' "$folder/second/DEBIAN/control"
dpkg-deb --root-owner-group -b "$folder/second" "$tree/root/second.deb" >/dev/null
inside apt-get install -y -q --no-install-recommends /root/second.deb >"$folder/upgrade.log" 2>&1 ||
  fail "the upgrade, see $folder/upgrade.log"
grep -q '^# mine' "$tree/etc/cert-publisher/publisher.yaml" || fail "the upgrade lost the configuration"
grep -q state "$tree/var/lib/cert-publisher/state.mv.db" || fail "the upgrade lost the state"
inside cert-publisher --version >/dev/null || fail "--version after the upgrade"
say "upgrades: $(inside dpkg-query -W -f '${Version}' cert-publisher), configuration and state are kept"

inside apt-get remove -y -q cert-publisher >/dev/null 2>&1
[ -s "$tree/etc/cert-publisher/publisher.yaml" ] && [ -s "$tree/var/lib/cert-publisher/state.mv.db" ] ||
  fail "a removal took configuration or state along"
inside apt-get purge -y -q cert-publisher >/dev/null 2>&1
for gone in etc/cert-publisher var/lib/cert-publisher usr/share/cert-publisher usr/bin/cert-publisher; do
  [ ! -e "$tree/$gone" ] || fail "a purge leaves /$gone"
done
say "a removal keeps configuration and state, a purge takes them along"
