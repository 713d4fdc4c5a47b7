# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# HTTP with the model server, RFC 9112, over connections of vllm-listener.sh. Not through curl: the key must
# not be sent before it is known who has taken the connection, and curl sends as soon as it has connected.

# Most of an answer that is read, in bytes; and headers of one answer.
readonly ANSWER_LIMIT=8388608 HEADERS_LIMIT=200

# exchange SECONDS METHOD PATH [BODY]: asks, with API_KEY if there is one. True if an answer has begun: its
# status is then in STATUS, answer_body gives the rest, and close_connection is the caller's. Otherwise as open_connection; STATUS is empty.
exchange() {
  local -r method=$2 path=$3 body=${4-}
  local LC_ALL=C # lengths are those in bytes
  STATUS=''
  open_connection || return
  ANSWER_UNTIL=$((EPOCHSECONDS + $1))
  if {
    printf '%s %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\nAccept: */*\r\n' "$method" "$path" "$ADDRESS:$PORT"
    [[ ! $API_KEY ]] || printf 'Authorization: Bearer %s\r\n' "$API_KEY"
    [[ ! $body ]] || printf 'Content-Type: application/json\r\nContent-Length: %d\r\n' "${#body}"
    printf '\r\n%s' "$body"
  } >&"$CONNECTION" && read_head; then return; fi
  STATUS=''
  close_connection
  return 1
}

# read_line: one of the answer's head, in REPLY.
read_line() {
  local -r left=$((ANSWER_UNTIL - EPOCHSECONDS))
  ((left > 0)) && IFS= read -r -n 8192 -t "$left" -u "$CONNECTION" REPLY || return
  REPLY=${REPLY%$'\r'}
}

read_head() {
  local -i count
  CHUNKED='' LENGTH=$ANSWER_LIMIT
  read_line && [[ $REPLY =~ ^HTTP/1\.[01]\ ([1-5][0-9][0-9])(\ |$) ]] || return 1
  STATUS=${BASH_REMATCH[1]}
  for ((count = 0; count < HEADERS_LIMIT; count++)); do
    read_line || return
    [[ $REPLY ]] || return 0
    case ${REPLY,,} in
      transfer-encoding:*chunked) CHUNKED=yes ;;
      content-length:*) [[ $REPLY =~ :[[:space:]]*([0-9]{1,9})[[:space:]]*$ ]] && LENGTH=${BASH_REMATCH[1]} ;;
    esac
  done
  return 1
}

# answer_body: the rest of the answer on stdout, as far as it comes in time.
answer_body() {
  if [[ $CHUNKED ]]; then read_chunks; else read_bytes "$LENGTH"; fi
}

read_bytes() {
  local -r left=$((ANSWER_UNTIL - EPOCHSECONDS)) most=$(($1 < ANSWER_LIMIT ? $1 : ANSWER_LIMIT))
  ((left > 0)) || return 0
  timeout "$left" head -c "$most" <&"$CONNECTION" || true
}

read_chunks() {
  local -i size total=0
  while read_line && [[ $REPLY =~ ^([0-9A-Fa-f]{1,7})(\;|$) ]]; do
    size=$((16#${BASH_REMATCH[1]}))
    ((size > 0 && (total += size) <= ANSWER_LIMIT)) || return 0
    read_bytes "$size"
    read_line || return 0
  done
}

# ask SECONDS METHOD PATH [BODY]: the same, and the whole answer in ANSWER.
ask() {
  ANSWER=''
  exchange "$@" || return
  ANSWER=$(answer_body | tr -d '\0')
  close_connection
}
