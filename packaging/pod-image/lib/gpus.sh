# The GPUs that the pod was given, and what exports their metrics. Sourced, after environment.sh and supervise.sh.
# shellcheck shell=bash

# gpu_devices: their device files, a line each; none where there is no GPU. A pod of one GPU may have /dev/nvidia5.
gpu_devices() {
  local device
  for device in "${DUBNIUM_DEVICES:-/dev}"/nvidia[0-9]*; do
    [[ ! -e $device ]] || printf '%s\n' "$device"
  done | sort -V
}

# run_exporter: of the GPUs, if there are any. No job ends for want of metrics.
run_exporter() {
  read_metrics_port
  if [[ ! $(gpu_devices) ]]; then
    note 'it has no GPU, and exports no metrics'
  elif ! type -P dcgm-exporter >/dev/null; then
    note 'dcgm-exporter is not installed; no metrics are exported'
  else
    run dcgm-exporter optional dcgm-exporter --address ":$METRICS_PORT" \
      --collectors "${DUBNIUM_COLLECTORS:-/etc/dcgm-exporter/default-counters.csv}"
  fi
}
