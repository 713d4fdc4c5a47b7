#!/usr/bin/env bash
# prepare-node: runs in a fresh node root before its first boot.
set -euo pipefail

# It is called as it is booted.
rm -f /etc/hostname

install -d -m 2755 -g systemd-journal /var/log/journal
systemctl enable --quiet nvml-sim testbed-ready testbed-shell gpu-exporter gpu-load
# What is there once, or has a key in common, is started when the nodes are a cluster.
systemctl disable --quiet munge slurmctld slurmd
install -d -o slurm -g slurm /var/spool/slurmctld
