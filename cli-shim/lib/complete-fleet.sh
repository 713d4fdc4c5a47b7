# shellcheck shell=bash
# What fleet's words complete to.

words_for() { # KIND
  case $1 in
    nodes) reply_quickly '.[].nodeId' /api/cluster/nodes ;;
    logs) reply_quickly '.logs[].name' /api/logs ;;
    pods) reply_quickly '.pods[] | .slot // .name' /api/pods ;;
    NAME) reply_quickly '.declarations[].name' /api/pods ;;
    model) printf '%s\n' status sleep wake ;;
    LEVEL) printf '%s\n' 1 2 ;;
    alerts) printf '%s\n' list events rules ack enable disable ;;
  esac
}

# A pressed tab key must not wait long. Only what can be a node's name is a candidate.
reply_quickly() { # FILTER PATH
  choose_agent
  if api_try "$2" --max-time 1; then
    jq -r "$1 | strings | select(test(\"^[A-Za-z0-9._:-]+\$\"))" <<<"$REPLY"
  fi
}
