# What is put on a machine: Dubnium's package, the stand-ins, and the layer that has both. Sourced.
# shellcheck shell=bash

# package NAME : the .deb of that name built from this source, built anew only if the source changed.
package() {
  local source=() entry key deb
  for entry in "$repository"/*; do
    entry=${entry##*/}
    case $entry in
      testbed | nixos-module | target | *.md | flake.*) ;;
      *) source+=("$entry") ;;
    esac
  done
  key=$(fingerprint "${source[@]}")
  deb=$cache/packages/$1-$key.deb
  [[ -e $deb ]] || only_one package build_packages "$key" >&2
  printf '%s\n' "$deb"
}

# build_packages KEY : both of them.
build_packages() {
  [[ ! -e $cache/packages/dubnium-fleet-$1.deb ]] || return 0
  say "building the packages"
  local name built epoch
  # The packages' files get the time of the last commit; a source without one, the present.
  epoch=$(git -C "$repository" log -1 --format=%ct 2>/dev/null || date +%s)
  in_builder mvn --batch-mode --quiet --no-transfer-progress -DskipTests package >&2
  mkdir -p "$cache/packages"
  find "$cache/packages" -name '*.deb' -mtime +7 -delete
  for name in dubnium dubnium-fleet; do
    built=$repository/$(in_builder env SOURCE_DATE_EPOCH="$epoch" packaging/build-deb "$name")
    cp "$built" "$cache/packages/$name.draft"
    mv "$cache/packages/$name.draft" "$cache/packages/$name-$1.deb"
  done
}

# stand_ins : the folder with the GPU simulator, the vLLM stand-in and the clock that can jump.
stand_ins() {
  local key folder
  key=$(fingerprint testbed/nvml-sim testbed/vllm testbed/matrix/clock_shift.c)
  folder=$cache/stand-ins/$key
  [[ -d $folder ]] || only_one stand-ins build_stand_ins "$folder" >&2
  printf '%s\n' "$folder"
}

build_stand_ins() {
  [[ ! -d $1 ]] || return 0
  local built=$repository/target/stand-ins
  say "building the GPU simulator"
  rm -rf "$built" "$1.draft"
  in_builder make --quiet -C testbed/nvml-sim OUT="$built" >&2
  in_builder gcc -std=c17 -O2 -Wall -Wextra -Werror -shared -fPIC -o "${built#"$repository"/}/clock-shift.so" \
    testbed/matrix/clock_shift.c >&2
  rm -rf "$built/obj"
  mkdir -p "$1.draft/bin"
  cp -a "$built/libnvidia-ml.so.1" "$built/variants" "$built/clock-shift.so" "$1.draft/"
  cp -a "$built/gpu-hold" "$built/gpu-sim" "$built/nvml-query" "$1.draft/bin/"
  cp -a "$testbed/vllm/vllm" "$testbed/vllm/vllm_stand_in" "$1.draft/bin/"
  mv "$1.draft" "$1"
}

# prepared_layers KIND : layers of a workstation or a node that has never seen Dubnium, topmost first.
prepared_layers() {
  local root parts key layer
  root=$(root_of "$1")
  parts=$(stand_ins)
  key=$(fingerprint testbed/machine "testbed/$1" testbed/lib/prepare.sh "testbed/lib/prepare-$1.sh")
  layer=$cache/layers/prepared-$1-$key-${parts##*/}-${root##*-}
  [[ -d $layer ]] || only_one prepared make_prepared "$1" "$layer" "$root" "$parts" >&2
  printf '%s\n' "$layer:$root"
}

make_prepared() {
  local kind=$1 layer=$2 root=$3 parts=$4
  [[ ! -d $layer ]] || return 0
  say "preparing a $kind"
  rm -rf "$layer.draft"
  mkdir -p "$layer.draft"
  privately bash "$testbed/lib/prepare.sh" "$kind" "$layer.draft" "$root" "$parts" </dev/null
  mv "$layer.draft/upper" "$layer"
  rm -rf "$layer.draft"
}

# installed_layers : layers of a workstation on which a person installed Dubnium, topmost first.
installed_layers() {
  local below deb
  below=$(prepared_layers workstation)
  deb=$(package dubnium)
  with_package "$deb" "$below" configure testbed/configuration
}

# fleet_layers : the same, and the fleet agent beside the daemon.
fleet_layers() {
  local below deb
  below=$(installed_layers)
  deb=$(package dubnium-fleet)
  with_package "$deb" "$below" configure_fleet testbed/fleet/fleet-agent.json
}

# with_package DEB BELOW CONFIGURE FOLDER : the layers BELOW, with a layer in which DEB was installed on the
# running machine, and CONFIGURE was called with its name; FOLDER has what that lays out.
with_package() {
  local deb=$1 below=$2 key layer
  key=$({
    sha256sum <"$deb"
    printf '%s\n' "$below"
    fingerprint "$4" testbed/lib/product.sh
  } | sha256sum | cut -c1-16)
  layer=$cache/layers/installed-$key
  [[ -d $layer ]] || only_one installed make_installed "$layer" "$below" "$deb" "$3" >&2
  printf '%s\n' "$layer:$below"
}

make_installed() {
  local layer=$1 below=$2 deb=$3 configure=$4 name=install-$$ folder
  [[ ! -d $layer ]] || return 0
  say "installing ${deb##*/} on a workstation"
  folder=$(machine_folder "$name")
  # shellcheck disable=SC2064 # the name as it is now
  trap "remove_machine '$name'" EXIT
  boot_machine "$name" "$below"
  cp "$deb" "$folder/share/package.deb"
  in_machine "$name" root apt-get install -q -y /run/testbed/package.deb >"$cache/install.log" 2>&1 || {
    tail -n 30 "$cache/install.log" >&2
    die "cannot install the package"
  }
  "$configure" "$name"
  power_off "$name"
  rm -rf "$layer.draft"
  mv "$folder/upper" "$layer.draft"
  mv "$layer.draft" "$layer"
}

# configure NAME : what an administrator writes to make the installed product fit this workstation.
configure() {
  local share
  share=$(machine_folder "$1")/share
  cp "$testbed"/configuration/* "$share/"
  in_machine "$1" root bash -euc '
    install -D -m 644 /run/testbed/mode-controller.json /etc/dubnium/mode-controller.d/50-testbed.json
    install -D -m 600 /run/testbed/vllm.env /etc/dubnium/vllm.env
    systemctl enable --quiet vllm.service
    mode-controller --verify-model /srv/models/testbed-8b 2>/dev/null'
}

# configure_fleet NAME : the same for the fleet agent.
configure_fleet() {
  local share
  share=$(machine_folder "$1")/share
  cp "$testbed/fleet/fleet-agent.json" "$testbed"/node/etc/slurm/slurm.conf "$share/"
  in_machine "$1" root bash -euc '
    install -D -m 644 /run/testbed/fleet-agent.json /etc/dubnium/fleet-agent.d/50-testbed.json
    install -D -m 644 /run/testbed/slurm.conf /etc/slurm/slurm.conf'
}
