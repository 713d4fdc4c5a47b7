# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# What vllm.env says of the model server, for every program that starts or asks it: its settings, and
# those of vLLM's own arguments that settle the same things. Source: vLLM's vllm/entrypoints/openai/cli_args.py.

# refuse SENTENCE...: what is set cannot be used, which another try does not change.
refuse() {
  printf 'cannot serve a model: %s\n' "$*" >&2
  exit 78 # EX_CONFIG
}

# split_words TEXT: into WORDS, as systemd.service(5) splits a variable: at blanks, quotes of either kind
# group, a backslash takes the next character as it is. The daemon does the same (adapter.model.Words).
split_words() {
  local -r text=$1
  local word='' quote='' in_word='' c
  local -i i
  WORDS=()
  for ((i = 0; i < ${#text}; i++)); do
    c=${text:i:1}
    if [[ $c == \\ && $quote != "'" ]] && ((i + 1 < ${#text})); then
      i+=1
      word+=${text:i:1} in_word=yes
    elif [[ $quote ]]; then
      if [[ $c == "$quote" ]]; then quote=''; else word+=$c; fi
    elif [[ $c == [\"\'] ]]; then
      quote=$c in_word=yes
    elif [[ $c != [[:space:]] ]]; then
      word+=$c in_word=yes
    elif [[ $in_word ]]; then
      WORDS+=("$word")
      word='' in_word=''
    fi
  done
  [[ ! $in_word ]] || WORDS+=("$word")
}

# Where a setting of vLLM's belongs that is refused as an argument.
declare -rA INSTEAD=(
  [--api-key]='everybody on this machine could read it there; write the key into /etc/credstore/vllm.api-key, readable by root alone'
  [--uds]='whoever asks the server here asks it over TCP'
  [--ssl-keyfile]='whoever asks the server here speaks no TLS; put a proxy with TLS before it'
  [--ssl-certfile]='whoever asks the server here speaks no TLS; put a proxy with TLS before it'
  [--config]='write what is in that file into DUBNIUM_VLLM_EXTRA_ARGS, where it can be checked'
  [--headless]='without an API nobody can tell whether the model answers'
  [--grpc]='whoever asks the server here speaks HTTP'
)
readonly -a UNDERSTOOD=(--host --port --served-model-name --root-path)

# read_arguments: fills GIVEN, option → value, with those of WORDS that are understood; refuses others.
# As vLLM's parser takes them: "_" for "-", the value behind "=" or in the next word, the last one counts.
read_arguments() {
  local name known
  local -i i
  declare -gA GIVEN=()
  for ((i = 0; i < ${#WORDS[@]}; i++)); do
    [[ ${WORDS[i]} == --?* ]] || continue
    name=${WORDS[i]%%=*}
    name=${name//_/-}
    for known in "${!INSTEAD[@]}" "${UNDERSTOOD[@]}"; do
      if [[ $known == "$name" ]]; then
        [[ ! -v INSTEAD[$known] ]] || refuse "$known is in DUBNIUM_VLLM_EXTRA_ARGS: ${INSTEAD[$known]}"
        if [[ ${WORDS[i]} == *=* ]]; then
          GIVEN[$known]=${WORDS[i]#*=}
        else
          GIVEN[$known]=${WORDS[i + 1]-}
        fi
        [[ ${GIVEN[$known]} ]] || refuse "$known in DUBNIUM_VLLM_EXTRA_ARGS has no value"
      elif [[ $known == "$name"* && ${#name} -ge 4 ]]; then
        # vLLM takes abbreviations.
        refuse "$name is in DUBNIUM_VLLM_EXTRA_ARGS: write $known out"
      fi
    done
  done
}

# settled OPTION VARIABLE DEFAULT: what holds, in REPLY. An argument counts where the setting is the
# shipped one, and must not contradict another.
settled() {
  local -r given=${GIVEN[$1]-} set=${!2-}
  if [[ $given && $set && $set != "$3" && $set != "$given" ]]; then
    refuse "$1 $given in DUBNIUM_VLLM_EXTRA_ARGS contradicts $2=$set; say it once, in $2"
  fi
  REPLY=${given:-${set:-$3}}
}

# read_settings [ARGUMENT...]: sets WORDS, the arguments of vLLM's, from the words given or else from
# DUBNIUM_VLLM_EXTRA_ARGS; MODEL and SERVED_NAME, empty if none is named; HOST, PORT, ROOT_PATH; and
# ADDRESS, where this machine asks.
read_settings() {
  MODEL=${DUBNIUM_VLLM_MODEL-}
  if (($#)); then WORDS=("$@"); else split_words "${DUBNIUM_VLLM_EXTRA_ARGS-}"; fi
  read_arguments
  settled --served-model-name DUBNIUM_VLLM_SERVED_NAME ''
  SERVED_NAME=${REPLY:-$MODEL}
  settled --host DUBNIUM_VLLM_HOST 127.0.0.1
  HOST=$REPLY
  settled --port DUBNIUM_VLLM_PORT 8000
  PORT=$REPLY
  if ! [[ $PORT =~ ^[1-9][0-9]{0,4}$ && $PORT -le 65535 ]]; then refuse "'$PORT' is not the number of a port"; fi
  ROOT_PATH=${GIVEN[--root-path]-}
  ROOT_PATH=${ROOT_PATH%/}
  [[ $ROOT_PATH =~ ^(/[A-Za-z0-9._~/-]*)?$ ]] || refuse "--root-path '$ROOT_PATH' is not a path"
  choose_address
}

require_model() {
  [[ $MODEL ]] || refuse 'no model is named; set DUBNIUM_VLLM_MODEL in /etc/dubnium/vllm.env'
}

# A server on every interface is asked on loopback. A name is looked up as vLLM does, for IPv4.
choose_address() {
  case $HOST in
    0.0.0.0) ADDRESS=127.0.0.1 ;;
    ::) ADDRESS=::1 ;;
    *:*) ADDRESS=$HOST ;;
    *)
      [[ $HOST =~ ^[A-Za-z0-9._-]+$ ]] || refuse "'$HOST' is not an address to listen on"
      if [[ $HOST =~ ^[0-9.]+$ ]]; then
        ADDRESS=$HOST
      else
        ADDRESS=$(getent ahostsv4 "$HOST") || refuse "the address of '$HOST' is not known"
        ADDRESS=${ADDRESS%%[[:space:]]*}
      fi
      ;;
  esac
  [[ $ADDRESS =~ ^[0-9A-Fa-f.:]+$ ]] || refuse "'$HOST' is not an address to listen on"
}

# server_url: where the server is, for people.
server_url() {
  if [[ $ADDRESS == *:* ]]; then printf 'http://[%s]:%s' "$ADDRESS" "$PORT"; else printf 'http://%s:%s' "$ADDRESS" "$PORT"; fi
}

# read_api_key: sets API_KEY from the credential, or else from the environment; empty if there is none.
read_api_key() {
  local -r file=${CREDENTIALS_DIRECTORY:+$CREDENTIALS_DIRECTORY/api-key}
  API_KEY=${VLLM_API_KEY-}
  if [[ $file && -e $file ]]; then
    API_KEY=''
    IFS= read -r API_KEY <"$file" || [[ $API_KEY ]] || refuse 'there is no key in /etc/credstore/vllm.api-key'
  fi
  [[ $API_KEY =~ ^[!-~]*$ ]] || refuse 'the API key has characters that no key has'
}
