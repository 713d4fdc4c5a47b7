#!/usr/bin/env bash
# prepare-workstation: runs in a fresh workstation root before its first boot: people, their keys, a model.
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
# Slurm's cluster is there only where a scenario or the fault matrix makes one.
systemctl disable --quiet munge slurmctld slurmd

# A model bundle of the shape of eight billion parameters, with one tensor that holds nothing.
model=/srv/models/testbed-8b
install -d "$model"
cat >"$model/config.json" <<'CONFIG'
{
  "architectures": ["LlamaForCausalLM"], "model_type": "llama", "torch_dtype": "bfloat16",
  "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32, "num_key_value_heads": 8,
  "max_position_embeddings": 8192, "vocab_size": 128256
}
CONFIG
# The safetensors format: length of the header, little-endian in eight bytes, then the header, then data.
header='{"empty":{"dtype":"BF16","shape":[0],"data_offsets":[0,0]}}'
printf "\\x$(printf %02x "${#header}")\\0\\0\\0\\0\\0\\0\\0%s" "$header" >"$model/model.safetensors"
(cd "$model" && sha256sum config.json model.safetensors >SHA256SUMS)
