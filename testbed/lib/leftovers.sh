# What a package leaves behind. Sourced by scenarios.
# shellcheck shell=bash

# files : every file and folder below the folders that packages write to.
files() {
  on find /etc /usr /var /run/systemd /run/dubnium /run/mode-controller -xdev \
    \( -path /var/log/journal -o -path /var/lib/dpkg -o -path /var/cache/apt -o -path /var/lib/apt \
    -o -path /var/cache/man -o -path /run/systemd/units -o -path /run/systemd/sessions \
    -o -path /run/systemd/users -o -path /run/systemd/inhibit -o -path /run/systemd/ask-password-block -o -path '/run/systemd/transient' \) -prune -o -print 2>/dev/null |
    sort || true
}

# left_over BEFORE AFTER : what is new, of two answers of `files`.
left_over() {
  comm -13 <(echo "$1") <(echo "$2")
}
