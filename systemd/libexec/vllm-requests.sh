# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# The smallest request that a model answers, by what it is for. Source: vLLM's documentation, "OpenAI-Compatible
# Server"; which of the endpoints a server has, its openapi.json tells.

# Endpoint and request, with $name for the model, in the order in which they are tried; then what the answer
# must have. A model without a chat template knows plain completions alone; one that embeds, ranks or
# classifies completes nothing.
readonly -a KINDS=(
  '/v1/chat/completions {messages: [{role: "user", content: "Hi"}], max_tokens: 1} choices'
  '/v1/completions {prompt: "Hi", max_tokens: 1} choices'
  '/v1/embeddings {input: "Hi"} data'
  '/rerank {query: "Hi", documents: ["Hi"]} results'
  '/score {text_1: "Hi", text_2: "Hi"} data'
  '/classify {input: "Hi"} data'
  '/pooling {input: "Hi"} data'
)

# What the last attempt found: WHY, in words; FINAL, if another attempt will find the same.
WHY='' FINAL=''

# later REASON, never REASON: false, with WHY.
later() { WHY=$1 FINAL='' && return 1; }
never() { WHY=$1 FINAL=yes && return 1; }

# ask_server SECONDS METHOD PATH [BODY]: true if there is an answer, of whatever status, that may be told of.
# A wrong key, and a listener that is not the unit, are the same for every request.
ask_server() {
  local code=0
  ask "$@" || code=$?
  if ((code == 2)); then
    never "$STRANGER listens on $ADDRESS port $PORT, not $UNIT; it was told nothing; end it, or set another DUBNIUM_VLLM_PORT"
  elif ((code != 0)); then
    later "no answer to $3"
  elif [[ $STATUS == 40[13] ]]; then
    never "the server answers $STATUS to $3: its API key is not the one known here${API_KEY:+, which it refuses}; write it into /etc/credstore/vllm.api-key (VLLM_API_KEY in an environment file counts where that is missing)"
  fi
}

# may_pass: whether the status may be another the next time: overloaded, restarting, broken.
may_pass() { [[ $STATUS == 408 || $STATUS == 425 || $STATUS == 429 || $STATUS == 5?? && $STATUS != 501 ]]; }

# error_text: what the answer says is wrong, in a line of at most 300 characters.
error_text() {
  jq -Rrs '(fromjson? // {}) | [objects | .error, .detail, .message | if type == "object" then .message else . end
    | strings] | first // "" | gsub("[^ -~]+"; " ") | .[0:300]' <<<"$ANSWER"
}

# lists_model: whether the server serves the model under its name. Sets PREFIX, below which its API is.
lists_model() {
  local names prefix
  for prefix in '' "$ROOT_PATH"; do
    PREFIX=$prefix
    ask_server 20 GET "$PREFIX/v1/models" || return
    [[ $STATUS == 404 ]] || break
  done
  if [[ $STATUS != 200 ]]; then
    if may_pass; then later "the server answers $STATUS to $PREFIX/v1/models"; return; fi
    never "the server answers $STATUS to $PREFIX/v1/models: $(error_text)"
    return
  fi
  names=$(jq -r '[.data[].id | strings] | join(", ") | gsub("[^ -~]+"; "?") | .[0:300]' <<<"$ANSWER" 2>/dev/null) \
    || never 'its list of models is none' || return
  jq -e --arg name "$SERVED_NAME" 'any(.data[]; .id == $name)' <<<"$ANSWER" >/dev/null \
    || never "the server serves ${names:-nothing}, not $SERVED_NAME; name it in DUBNIUM_VLLM_SERVED_NAME"
}

# learn_endpoints: sets ENDPOINTS, those that the server has, a line each; empty if it does not say.
learn_endpoints() {
  ENDPOINTS=''
  ask_server 20 GET "$PREFIX/openapi.json" || return
  [[ $STATUS != 200 ]] || ENDPOINTS=$(jq -r '.paths | keys[]' <<<"$ANSWER" 2>/dev/null) || ENDPOINTS=''
}

has_endpoint() { [[ ! $ENDPOINTS || $'\n'$ENDPOINTS$'\n' == *$'\n'"$1"$'\n'* ]]; }

# answers SECONDS: whether the model answers a request of the kind that it is for, in that time.
answers() {
  local kind path body part wait='' said=''
  for kind in "${KINDS[@]}"; do
    path=${kind%% *} part=${kind##* }
    body=${kind#* }
    body=${body% *}
    has_endpoint "$path" || continue
    body=$(jq -cn --arg name "$SERVED_NAME" "{model: \$name} + $body")
    if ! ask_server "$1" POST "$PREFIX$path" "$body"; then
      [[ ! $FINAL ]] || return
      wait=$WHY
      # An engine that hangs answers no other request either.
      break
    fi
    if [[ $STATUS == 200 ]] && jq -e --arg name "$SERVED_NAME" --arg part "$part" \
      '(.[$part] | length > 0) and (.model // $name) == $name' <<<"$ANSWER" >/dev/null 2>&1; then
      return
    fi
    if [[ $STATUS == 200 ]]; then
      said="the answer to $path is not that of $SERVED_NAME"
    elif may_pass; then
      wait="the server answers $STATUS to $path: $(error_text)"
    else
      said="the server answers $STATUS to $path: $(error_text)"
    fi
  done
  if [[ $wait ]]; then later "$wait"; return; fi
  # What hears and speaks can be asked by sound alone, of which there is none here.
  if [[ $ENDPOINTS == */v1/audio/* ]]; then return; fi
  never "no kind of request is answered; the last: ${said:-none is known}"
}
