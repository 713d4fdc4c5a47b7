#!/usr/bin/env bats
# fleet pods logs

load helpers

LINE='{"at": null, "priority": null, "identifier": null, "pid": null, "message": "step \u001b[2J1"}'

@test "the last lines, of which nothing reaches the terminal but text" {
  start_agent "$(rented | jq -c --argjson line "$LINE" '.routes["GET /api/logs/pod-worker-0?lines=50"] =
    {name: "worker-0", entries: [$line], truncated: false}')"
  fleet pods logs worker-0
  exits 0
  [[ $output == 'step \x1b[2J1' ]]
  fleet pods logs worker-0 --json
  [[ $(json .message) == *1 ]]
}

@test "what comes is followed" {
  start_agent "$(rented | jq -c --argjson line "$LINE" '.stream = "/api/logs/pod-worker-0?follow=true"
    | .events = [({entries: [$line], lost: 0} | "id: s=1\nevent: lines\ndata: \(tojson)\n\n")]
    | .routes["GET /api/logs/pod-worker-0?lines=0"] = {entries: []}')"
  start_fleet pods logs worker-0 -f
  await_line 'step \x1b[2J1'
}

@test "wrong command lines, and pods without logs" {
  start_agent "$(rented)"
  fleet pods logs
  exits 2
  fleet pods logs worker-0 -n 10001
  exits 2
  fleet pods logs worker-7
  exits 14
  fleet pods logs worker-1
  exits 14
  warns 'those that there are: fleet pods'
}
