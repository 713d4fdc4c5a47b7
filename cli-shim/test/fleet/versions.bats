#!/usr/bin/env bats
# fleet versions

load helpers

@test "what is told, and ? for what is not" {
  start_agent
  fleet versions
  exits 0
  says 'fleet-agent      0.1.0'
  says 'mode-controller  0.1.0'
  says 'nvidia-driver    580.95'
  says 'slurm            24.11.5'
  scenario '{"routes": {"GET /api/openapi.json": [404, {}], "GET /api/mode": [503, {}]}}'
  SILENT=yes fleet versions
  exits 0
  says 'mode-controller  ?'
}

@test "--version is the same, --json an object" {
  start_agent
  fleet --version
  exits 0
  fleet versions --json
  [[ $(json '."fleet-agent"') == 0.1.0 && $(json .slurm) == 24.11.5 ]]
}

@test "a version that is hostile" {
  start_agent '{"routes": {"GET /api/openapi.json": {"info": {"version": "1\u001b[2J"}}}}'
  fleet versions
  says '1\x1b[2J'
}
