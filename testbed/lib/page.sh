# The fleet's page, seen from outside. Sourced.
# shellcheck shell=bash

# serve_page MACHINE PORT : the page is at http://localhost:PORT, outside, as through a tunnel of alice's to that
# machine, until $page_server ends.
serve_page() {
  local leader uid
  leader=$(leader_of "$1")
  uid=$(in_machine "$1" root id -u alice)
  socat "TCP-LISTEN:$2,bind=127.0.0.1,reuseaddr,fork" \
    "EXEC:nsenter --net=/proc/$leader/ns/net setpriv --reuid=$uid --regid=$uid --clear-groups socat STDIO TCP\:127.0.0.1\:8080" &
  page_server=$!
}

# free_port FIRST : the first port from there on at which nobody listens.
free_port() {
  local port=$1
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  printf '%s\n' "$port"
}

# picture_of_page PORT FILE : as a browser shows it; FILE is below the repository.
picture_of_page() {
  mkdir -p "$repository/${2%/*}"
  in_builder env PYTHONDONTWRITEBYTECODE=1 python3 testbed/page/picture.py "http://localhost:$1/" "$2" gpu-2
}
