# A package that cannot be installed beside another, and then cannot be installed at all. Sourced.
# shellcheck shell=bash

# refusing_package DEB NAME : writes to DEB a package that conflicts with the package NAME and whose preinst fails.
# With --auto-deconfigure, dpkg takes out of use what depends on NAME, and then has to take that back.
refusing_package() {
  local deb=$1 tree
  tree=$(mktemp -d)
  mkdir "$tree/DEBIAN"
  cat >"$tree/DEBIAN/control" <<CONTROL
Package: dubnium-testbed-refusing
Version: 1
Architecture: all
Maintainer: nobody <nobody@localhost>
Conflicts: $2
Description: conflicts with $2, and fails to install
CONTROL
  printf '#!/bin/sh\nexit 1\n' >"$tree/DEBIAN/preinst"
  chmod 0755 "$tree/DEBIAN/preinst"
  dpkg-deb --root-owner-group --build "$tree" "$deb" >/dev/null
  rm -r "$tree"
}
