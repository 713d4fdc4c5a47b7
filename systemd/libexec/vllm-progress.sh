# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# Whether vLLM gets on with its work, by the samples that vllm-metrics keeps. /health says nothing of an
# engine that hangs (vLLM issues 39863 and 19849).

# read_samples FILE: sets RUNNING, WAITING, TOKENS (prompt and generated; "-" if it does not tell) and ASLEEP;
# the sums over its engines. False if the file does not tell how many requests there are.
read_samples() {
  local line
  line=$(awk '
    { name = $0; sub(/[{ ].*/, "", name); value = $NF }
    value !~ /^[0-9.]+(e[+-]?[0-9]+)?$/ { next }
    name == "vllm:num_requests_running" { running += value; known = 1 }
    name == "vllm:num_requests_waiting" { waiting += value; known = 1 }
    name ~ /^vllm:(prompt|generation)_tokens_total$/ { tokens += value; counted = 1 }
    name == "vllm:engine_sleep_state" && /sleep_state="awake"/ && value == 0 { asleep = "yes" }
    END {
      if (!known) exit
      printf "%.0f %.0f %s %s\n", running, waiting, counted ? sprintf("%.0f", tokens) : "-", asleep
    }' "$1" 2>/dev/null) || line=''
  [[ $line ]] || return 1
  read -r RUNNING WAITING TOKENS ASLEEP <<<"$line"
}

# Of two looks, the times at which it last got on (MOVED) and at which it last had work to do or finished
# some (WORKED), in seconds of any clock.
progress_begins() { # NOW
  MOVED=$1 WORKED=$1 LAST_TOKENS=''
}

# judge_progress NOW LIMIT: after read_samples; STALL says what is wrong in words, or is empty. LIMIT: how long
# nothing may come of requests, in seconds.
judge_progress() {
  if ((RUNNING + WAITING > 0)) || [[ $TOKENS != "$LAST_TOKENS" ]]; then WORKED=$1; fi
  if ((RUNNING + WAITING == 0)) || [[ $ASLEEP ]]; then
    MOVED=$1
  elif [[ $TOKENS != - && $TOKENS != "$LAST_TOKENS" ]]; then
    MOVED=$1
  elif [[ $TOKENS == - ]] && ((RUNNING > 0)); then
    MOVED=$1 # without a count of tokens nothing tells that they do not come
  fi
  LAST_TOKENS=$TOKENS
  STALL=''
  if (($1 - MOVED >= $2)); then
    STALL="no token for $(($1 - MOVED)) s, with $RUNNING requests running and $WAITING waiting"
  fi
}
