# What is put on a machine: Dubnium's package, the stand-ins, and the layer that has both. Sourced.
# shellcheck shell=bash

# package : the .deb built from this source, built anew only if the source changed.
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
  deb=$cache/packages/dubnium-$key.deb
  [[ -e $deb ]] || only_one package build_package "$deb" >&2
  printf '%s\n' "$deb"
}

build_package() {
  [[ ! -e $1 ]] || return 0
  say "building the package"
  local built epoch
  # The package's files get the time of the last commit; a source without one, the present.
  epoch=$(git -C "$repository" log -1 --format=%ct 2>/dev/null || date +%s)
  in_builder mvn --batch-mode --quiet --no-transfer-progress -DskipTests package >&2
  built=$repository/$(in_builder env SOURCE_DATE_EPOCH="$epoch" packaging/build-deb)
  mkdir -p "${1%/*}"
  cp "$built" "$1.draft"
  mv "$1.draft" "$1"
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

# prepared_layers : layers of a workstation that has never seen Dubnium, topmost first.
prepared_layers() {
  local root parts key layer
  root=$(root_of workstation)
  parts=$(stand_ins)
  key=$(fingerprint testbed/workstation testbed/lib/prepare.sh testbed/lib/prepare-inside.sh)-${parts##*/}
  layer=$cache/layers/prepared-$key-${root##*-}
  [[ -d $layer ]] || only_one prepared make_prepared "$layer" "$root" "$parts" >&2
  printf '%s\n' "$layer:$root"
}

make_prepared() {
  local layer=$1 root=$2 parts=$3
  [[ ! -d $layer ]] || return 0
  say "preparing a workstation"
  rm -rf "$layer.draft"
  mkdir -p "$layer.draft"
  privately bash "$testbed/lib/prepare.sh" "$layer.draft" "$root" "$parts" </dev/null
  mv "$layer.draft/upper" "$layer"
  rm -rf "$layer.draft"
}

# installed_layers DEB : layers of a workstation on which a person installed DEB, topmost first.
installed_layers() {
  local deb=$1 prepared key layer
  prepared=$(prepared_layers)
  key=$({
    sha256sum <"$deb"
    printf '%s\n' "$prepared"
    fingerprint testbed/configuration testbed/lib/product.sh
  } | sha256sum | cut -c1-16)
  layer=$cache/layers/installed-$key
  [[ -d $layer ]] || only_one installed make_installed "$layer" "$prepared" "$deb" >&2
  printf '%s\n' "$layer:$prepared"
}

make_installed() {
  local layer=$1 prepared=$2 deb=$3 name=install-$$ folder
  [[ ! -d $layer ]] || return 0
  say "installing ${deb##*/} on a workstation"
  folder=$(machine_folder "$name")
  # shellcheck disable=SC2064 # the name as it is now
  trap "remove_machine '$name'" EXIT
  boot_machine "$name" "$prepared"
  cp "$deb" "$folder/share/dubnium.deb"
  in_machine "$name" root apt-get install -q -y /run/testbed/dubnium.deb >"$cache/install.log" 2>&1 || {
    tail -n 30 "$cache/install.log" >&2
    die "cannot install the package"
  }
  configure "$name"
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
    mode-controller --verify-bundle /srv/models/testbed-8b 2>/dev/null'
}
