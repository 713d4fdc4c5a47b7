#!/usr/bin/env bash
# Proves: a model comes into the store whole and verified or not at all, from wherever it is and however it ends early
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

store=/var/lib/dubnium/models
cp "$testbed/lib/make-model.py" "$(machine_folder "$MACHINE")/share/"

# model DIRECTORY SHARDS KIB [hub] : makes one in the machine.
model() {
  on python3 /run/testbed/make-model.py "$@"
}

# names : what is in the store, the hidden included.
names() {
  on ls -A "$store" | paste -sd' '
}

# begin COPY ARGUMENT… : has a seed run as a service until the copy of that name has twenty files, and stops it there.
begin() {
  on systemd-run --quiet --unit=seed --property=StandardError=file:/run/seed.errors \
    mode model seed "${@:2}"
  # By what the shell does itself: a copy of small files is done before many programs could be started.
  exits 0 "the copy grows" on timeout 60 bash -euc '
    processes=/sys/fs/cgroup/system.slice/seed.service/cgroup.procs
    until files=("$1"/*) && ((${#files[@]} >= 20)); do [[ -e $processes ]]; done
    mapfile -t pids <"$processes"
    kill -STOP "${pids[@]}"' bash "$store/.seed-$1"
}

# go_on : lets it run to its end; its exit status is in $status, what it said in $output.
go_on() {
  on systemctl kill --signal=CONT seed.service
  within 60 "it ends" ended
  status=$(on systemctl show seed.service --property=ExecMainStatus --value)
  output=$(on cat /run/seed.errors)
  on systemctl reset-failed seed.service 2>/dev/null || true
}

ended() {
  [[ $(on systemctl is-active seed.service) != active ]]
}

# copied : bytes that the last seed, told as JSON in $output, had to copy.
copied() {
  tail -n 1 <<<"$output" | jq -r '"\(."copied-bytes" < .bytes) \(.already)"'
}

settled_in desktop

part "from a directory"
model /srv/sources/eight 2 64
exits 13 "alice may not" as alice mode model seed /srv/sources/eight
exits 0 "root brings a model into the store" on mode model seed /srv/sources/eight --name first
matches "and is told how to serve it" 'first is seeded and verified: 6 files.*mode model select first' "$output"
equals "it is there, and nothing else" first "$(names)"
exits 0 "every file is what its list says" on sh -c "cd $store/first && sha256sum --quiet --check SHA256SUMS"
equals "the daemon knows it as verified" verified \
  "$(on mode model list --json | jq -r '.[] | select(.name == "first") | .verification')"
matches "the audit log has it" first "$(on tail -n 1 /var/lib/mode-controller/events.jsonl)"
exits 0 "again: it is there already" on mode model seed /srv/sources/eight --name first
matches "which is told" 'first is there already' "$output"
model /srv/sources/seven 3 64
exits 1 "another one of that name is refused" on mode model seed /srv/sources/seven --name first
matches "and what to do" 'is another one.*--name' "$output"

part "from a medium with several"
on sh -c 'mkdir -p /mnt/stick && mount -t tmpfs -o size=64m tmpfs /mnt/stick && mkdir /mnt/stick/models'
model /mnt/stick/models/seven 3 64
model /mnt/stick/models/nine 2 64
exits 1 "which one is to be said" on mode model seed /mnt/stick
matches "of those that are named" 'give --name with one of: nine, seven' "$output"
exits 0 "the one that is named" on mode model seed /mnt/stick --name nine --json
equals "it is told as JSON" "nine false" "$(tail -n 1 <<<"$output" | jq -r '"\(.name) \(.already)"')"

part "from a Hugging Face cache"
model /home/alice/hub/small 2 64 hub
exits 0 "its main snapshot" on mode model seed /home/alice/hub/models--acme--small
equals "becomes files" "" "$(on find "$store/small" -type l)"
exits 0 "with a list of checksums" on sh -c "cd $store/small && sha256sum --quiet --check SHA256SUMS"
on sh -c 'cd /home/alice/hub/models--acme--small/snapshots/* && ln -s /etc/shadow merges.txt'
exits 1 "a link out of it is refused" on mode model seed /home/alice/hub/models--acme--small --name stolen
matches "by its name" 'merges.txt is a link to /etc/shadow, outside of it' "$output"

part "what is not sound"
model /srv/sources/cut 3 64
on truncate --size=-1 /srv/sources/cut/model-00002-of-00003.safetensors
on sh -c 'echo "{}" >/srv/sources/cut/config.json && mkfifo /srv/sources/cut/pipe'
exits 1 "a source with faults is refused" on mode model seed /srv/sources/cut
matches "a shard that is cut short" 'model-00002-of-00003.safetensors is [0-9]+ bytes.*only in part' "$output"
matches "a config without architecture" 'config.json names no architecture' "$output"
matches "what is no file" 'pipe is no file' "$output"
model /srv/sources/wrong 2 64
on sh -c 'printf x | dd of=/srv/sources/wrong/model-00002-of-00002.safetensors bs=1 seek=5000 conv=notrunc status=none'
exits 1 "a file with another checksum is refused" on mode model seed /srv/sources/wrong
matches "by its name" 'model-00002-of-00002.safetensors: its checksum is' "$output"
lacks "and has no name in the store" '(^| )wrong( |$)' "$(names)"
exits 0 "the copy can be dropped" on mode model seed --discard wrong
lacks "then nothing is left of it" wrong "$(names)"
on sh -c "printf x | dd of=$store/nine/model-00001-of-00002.safetensors bs=1 seek=5000 conv=notrunc status=none"
on sh -c "echo >>$store/nine/tokenizer/vocabulary.txt"
exits 1 "a model of the store that went bad is found" on mode model verify nine
equals "every file of it is named" 2 "$(grep -c 'its checksum is' <<<"$output")"
equals "and its record is gone" none \
  "$(on mode model list --json | jq -r '.[] | select(.name == "nine") | .verification')"

part "killed"
model /srv/sources/many 400 64
begin many /srv/sources/many
exits 1 "a second one is told who works on it" on mode model seed /srv/sources/many
matches "by its process" "process $(on systemctl show seed.service --property=MainPID --value) does so already" "$output"
on systemctl kill --signal=KILL seed.service
within 60 "the first one dies" ended
on systemctl reset-failed seed.service 2>/dev/null || true
lacks "no half of a model has its name" '(^| )many( |$)' "$(names)"
exits 0 "the same command goes on" on mode model seed /srv/sources/many --json
equals "and copies only what was not there" "true false" "$(copied)"
equals "then nothing is hidden any more" "first many nine small" "$(names)"

part "asked to stop"
begin again /srv/sources/many --name again
on systemctl kill --signal=TERM seed.service
go_on
equals "it ends as asked" 143 "$status"
matches "and says what becomes of the copy" "is kept: the same command goes on.*--discard again" "$output"
exits 0 "which is dropped" on mode model seed --discard again

part "a source that goes away, and one that changes"
begin again /srv/sources/many --name again
on mv /srv/sources/many/model-00400-of-00400.safetensors /srv/sources/last
go_on
equals "it fails" 1 "$status"
matches "since a file is gone" 'model-00400-of-00400.safetensors: it is gone.*pulled out' "$output"
on mv /srv/sources/last /srv/sources/many/model-00400-of-00400.safetensors
on mode model seed --discard again >/dev/null
begin again /srv/sources/many --name again
on sh -c 'printf x >>/srv/sources/many/model-00400-of-00400.safetensors'
go_on
equals "it fails" 1 "$status"
matches "since a file grew" 'model-00400-of-00400.safetensors: it changed meanwhile' "$output"
on truncate --size=-1 /srv/sources/many/model-00400-of-00400.safetensors
exits 0 "once it is as it was, it is done" on mode model seed /srv/sources/many --name again

part "a full disk"
on mkdir /srv/kept
on mount -t tmpfs -o size=40m tmpfs "$store"
exits 1 "a floor stays free" on mode model seed /srv/sources/many
matches "and what is missing is told" 'GiB are to stay free.*are missing' "$output"
equals "nothing was begun" "" "$(names)"
adjust "{ \"persistencePaths\": [ { \"path\": \"$store\", \"minFreeMiB\": 0 } ] }"
begin many /srv/sources/many
on sh -c "cat /dev/zero >$store/filler 2>/dev/null || true"
go_on
equals "it fails" 1 "$status"
matches "since the store is full" 'cannot write the copy of .*is the store full' "$output"
on rm "$store/filler"
exits 0 "once there is room, the same command goes on" on mode model seed /srv/sources/many --json
equals "and copies only what was not there" "true false" "$(copied)"
on umount "$store"
restore_settings

part "what mode doctor finds"
on sh -c "mkdir $store/.seed-old && touch --date='2 days ago' $store/.seed-old"
on sh -c 'mode doctor --json || true' >"$(machine_folder "$MACHINE")/share/findings"
findings=$(on jq -r '.[] | select(.check == "models") | .message' /run/testbed/findings)
matches "a copy that nobody goes on with" 'a copy of the model old was not finished' "$findings"
matches "a model that was never verified" 'nine was never verified' "$findings"
exits 0 "which is dropped" on mode model seed --discard old

part "without the daemon"
on systemctl stop mode-controller.service
exits 0 "a model is verified all the same" on mode model verify first
matches "and it is told that the audit log lacks it" 'cannot tell the mode controller, ignoring' "$output"
on systemctl start mode-controller.service
settled_in desktop
