#!/usr/bin/env bash
# prepare-inside: runs in a fresh workstation root before its first boot: people, their keys, a model.
set -euo pipefail

echo workstation >/etc/hostname
echo '127.0.0.1 localhost workstation' >/etc/hosts

useradd --create-home --shell /bin/bash alice
# The administrator, whose password an authentication agent asks for.
useradd --create-home --shell /bin/bash --groups sudo bob
printf '%s\n' alice:alice bob:bob | chpasswd
# alice may come in from a laptop.
install -d -o alice -g alice -m 700 /home/alice/.ssh
ssh-keygen -q -t ed25519 -N '' -C laptop -f /root/.ssh/laptop
install -o alice -g alice -m 600 /root/.ssh/laptop.pub /home/alice/.ssh/authorized_keys
ssh-keygen -A

install -d -m 2755 -g systemd-journal /var/log/journal
systemctl enable --quiet nvml-sim testbed-ready testbed-shell

# What the vLLM stand-in asks of a model.
install -d /srv/models/testbed-8b
echo '{}' >/srv/models/testbed-8b/config.json
