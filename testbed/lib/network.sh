# The way to Debian's and Maven's packages, taken over from the machine outside. Sourced.
# shellcheck shell=bash

# The Debian archive that this machine uses; nothing where it uses none, and debootstrap has its own.
debian_mirror() {
  apt-get indextargets --format "\$(REPO_URI) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' \
    2>/dev/null | awk -v release="$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" \
    '$2 == release && $3 == "main" && $1 ~ /^https?:/ { print $1; exit }'
}

# proxy_of SCHEME : the proxy for http or https, from the environment or from apt's configuration.
proxy_of() {
  local upper=${1^^}_PROXY lower=${1}_proxy
  local proxy=${!lower:-${!upper:-}}
  if [[ -z $proxy ]]; then
    proxy=$(apt-config dump --format '%v%n' "Acquire::$1::Proxy" 2>/dev/null | head -n 1)
    [[ $proxy == DIRECT ]] && proxy=
  fi
  printf '%s' "$proxy"
}

# One NAME=VALUE a line, for a program that works in a root but reaches out as this machine does.
network_environment() {
  local scheme proxy
  for scheme in http https; do
    proxy=$(proxy_of "$scheme")
    [[ -z $proxy ]] || printf '%s_proxy=%s\n' "$scheme" "$proxy"
  done
  if [[ ${no_proxy:-${NO_PROXY:-}} ]]; then
    printf 'no_proxy=%s\n' "${no_proxy:-$NO_PROXY}"
  fi
}

# The same for Maven, which reads no such variables: JVM options, each after a blank.
maven_proxy_options() {
  local scheme proxy
  for scheme in http https; do
    proxy=$(proxy_of "$scheme")
    [[ $proxy ]] || continue
    proxy=${proxy#*://}
    proxy=${proxy#*@}
    proxy=${proxy%%/*}
    printf ' -D%s.proxyHost=%s -D%s.proxyPort=%s' "$scheme" "${proxy%:*}" "$scheme" "${proxy##*:}"
  done
}
