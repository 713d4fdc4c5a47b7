# A version of a package from before one of its sockets. Sourced.
# shellcheck shell=bash

# earlier_package DEB PACKAGE SOCKET : writes to DEB what PACKAGE would be without SOCKET.socket and the service behind it,
# in a version that keeps nothing with deb-systemd-helper: units are enabled as presets say.
earlier_package() {
  local deb=$1 tree units
  tree=$(mktemp -d)
  units=$tree/usr/lib/systemd/system
  dpkg-deb --raw-extract "$2" "$tree"
  rm "$units/$3.socket" "$units/$3@.service" "$tree/DEBIAN/md5sums" "$tree/DEBIAN/preinst"
  sed -i 's/^Version: .*/Version: 0.0.1/' "$tree/DEBIAN/control"
  cat >"$tree/DEBIAN/postinst" <<POSTINST
#!/bin/sh
set -e
systemd-sysusers fleet-agent.conf
systemctl --quiet preset fleet-agent.service $(cd "$units" && printf '%s ' *.socket)
systemctl daemon-reload
# The service of one of them comes with another package, which may not be there.
systemctl restart fleet-agent.service $(cd "$units" && printf '%s ' *.socket) || true
POSTINST
  # What it does to units when it goes is not what is looked at, and it lacks one that prerm names.
  printf '#!/bin/sh\n' >"$tree/DEBIAN/prerm"
  dpkg-deb --root-owner-group -Znone --build "$tree" "$deb" >/dev/null
  rm -r "$tree"
}
