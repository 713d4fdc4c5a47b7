#!/usr/bin/env bats
# mode model

load helpers

@test "lists the models, which is what it does without a verb" {
  start_daemon
  mode model list
  exits 0
  [[ ${lines[0]} == 'NAME   SIZE      USE               VERIFIED      FITS  PROBLEM' ]]
  [[ ${lines[1]} == 'large  40.0 GiB  selected, served  verified      yes' ]]
  [[ ${lines[2]} == 'small  8.0 GiB                     not verified  ?     it has no SHA256SUMS' ]]
  table=$output
  mode model
  exits 0
  [[ $output == "$table" ]]
  mode model list --json
  [[ $(json 'map(.name) | join(" ")') == 'large small' ]]
  mode model --json
  [[ $(json '.[0].bytes') == 42949672960 ]]
}

@test "an empty store says how a model comes there" {
  start_daemon '{"models": []}'
  mode model list
  exits 0
  says 'no model is in the store; to bring one there: sudo mode model seed SOURCE'
}

@test "shows one model" {
  start_daemon
  mode model show large
  exits 0
  says '/var/lib/dubnium/models/large'
  says '40.0 GiB in 12 files'
  says 'selected, and served now'
  says 'needs at least 40.5 GiB of the 44.1 GiB that vLLM takes of GPU 1'
  mode model show small
  exits 0
  says 'never; to do it: sudo mode model verify small'
  says 'it has no SHA256SUMS'
  mode model show small --json
  [[ $(json .problem) == 'it has no SHA256SUMS' ]]
}

@test "a model that is not there is unknown, a verb that is not there a usage error" {
  start_daemon
  mode model show none
  exits 14
  warns "cannot find a model 'none' in the store"
  mode model frobnicate
  exits 2
  warns "unknown verb 'frobnicate' of models"
  mode model show
  exits 2
}
