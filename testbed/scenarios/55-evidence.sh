#!/usr/bin/env bash
# Proves: mode doctor finds what is wrong, daemon or not, and mode evidence has it all but the secrets
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# found VERDICT : what doctor says so of, a line "check: message" each.
found() {
  on bash -c 'mode doctor --json || true' |
    jq -r --arg verdict "$1" '.[] | select(.verdict == $verdict) | "\(.check): \(.message)"'
}

settled_in desktop

part "a sound workstation"
exits 0 "mode doctor finds nothing wrong" on mode doctor
equals "and nothing that root cannot tell" "" "$(found unknown)"
exits 0 "alice may ask as well" as alice mode doctor

part "what an administrator may have spoilt"
on systemctl mask --runtime --quiet compute.target
put /etc/dubnium/mode-controller.d/90-scenario.json <<<'{ "nonsense": 1 }'
on mv /srv/models/testbed-8b/config.json /srv/models/testbed-8b/hidden
exits 1 "mode doctor finds it" on mode doctor
matches "the masked target" 'compute.target is masked' "$output"
matches "with the command that mends it" 'systemctl unmask compute.target' "$output"
matches "the setting that is none, with its file" '90-scenario.json.*nonsense' "$output"
matches "the model that is not there" 'no model in /srv/models/testbed-8b' "$output"
on systemctl unmask --runtime --quiet compute.target
on rm /etc/dubnium/mode-controller.d/90-scenario.json
on mv /srv/models/testbed-8b/hidden /srv/models/testbed-8b/config.json
equals "once that is mended, nothing is wrong" "" "$(found wrong)"

part "a model that was touched since it was verified"
on touch /srv/models/testbed-8b/config.json
exits 1 "mode doctor finds it" on mode doctor
matches "the file, and the command that verifies it" \
  'config.json has changed since .*mode model verify /srv/models/testbed-8b' "$output"
exits 0 "that command" on mode model verify /srv/models/testbed-8b
equals "once it was, nothing is wrong" "" "$(found wrong)"

part "a failed transition, on a machine with secrets"
on sh -c 'echo "VLLM_API_KEY=Sesame-of-vllm" >>/etc/dubnium/vllm.env
  echo "#HF_TOKEN=Sesame-of-the-hub" >>/etc/dubnium/vllm.env
  mkdir -p /etc/systemd/system/vllm.service.d
  printf "[Service]\nEnvironment=CAMERA=Sesame-of-a-dropin\n" >/etc/systemd/system/vllm.service.d/90-secret.conf
  systemctl daemon-reload'
on systemd-run --quiet --unit=talker sh -c 'echo "using Sesame-of-vllm"; exec sleep infinity' --api-key Sesame-of-a-process
on systemd-run --quiet --unit=stubborn --property=Type=notify --property=Slice=ai.slice \
  gpu-hold --kind compute --memory 512
request compute
lacks "the switch to compute fails" '^0$' "$status"
transition=$(last_transition id)
exits 0 "mode evidence collects it" on mode evidence --output /root/evidence.tar.gz
equals "for root alone" "600 root" "$(on stat --format='%a %U' /root/evidence.tar.gz)"
on sh -c 'mkdir /root/evidence && tar -xzf /root/evidence.tar.gz -C /root/evidence --strip-components=1'
matches "the manifest names the transition" "$transition" "$(on cat /root/evidence/MANIFEST)"
for file in daemon/describe.json daemon/explain.json records/last-transition.json records/last-guards.json \
  records/audit.jsonl journal/mode-controller.txt units/status.txt units/show.txt sessions/list.txt \
  daemon/telemetry.json configuration/etc/dubnium/vllm.env host/doctor.txt host/versions.txt; do
  exits 0 "it has $file" on test -s "/root/evidence/$file"
done
matches "the audit entries are the transition's" "$transition" "$(on cat /root/evidence/records/audit.jsonl)"
matches "the holder is in it" stubborn.service "$(on cat /root/evidence/daemon/gpu-holders.json)"
equals "the name of the key is in it, its value is not" 'VLLM_API_KEY=[left-out]' \
  "$(on grep VLLM_API_KEY /root/evidence/configuration/etc/dubnium/vllm.env)"
exits 1 "no secret is anywhere in it" on grep -r Sesame /root/evidence
exits 0 "alice collects what she may read" as alice mode evidence --output /home/alice/evidence.tar.gz
equals "for herself alone" "600 alice" "$(on stat --format='%a %U' /home/alice/evidence.tar.gz)"
on systemctl stop talker.service stubborn.service

part "without the daemon"
on systemctl stop mode-controller.service
exits 1 "mode doctor says so" on mode doctor
matches "and how to mend it" 'systemctl start mode-controller' "$output"
exits 0 "mode evidence collects the rest" on mode evidence --output /root/silent.tar.gz
equals "it did not start the daemon" inactive "$(on systemctl is-active mode-controller.service || true)"
matches "the journal is in it" mode-controller "$(
  on tar -xzOf /root/silent.tar.gz --wildcards '*/journal/mode-controller.txt'
)"
on systemctl start mode-controller.service
settled_in desktop
