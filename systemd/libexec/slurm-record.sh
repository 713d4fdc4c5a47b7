# shellcheck shell=bash disable=SC2034,SC2153 # what is set here is for whoever sources it, and so is what is used
# The controller's record of this node. Source of the states: sinfo(1), "NODE STATE CODES"; the text is the same
# from Slurm 20.11 to 25.11.

# How long one question to the controller may take, in seconds.
readonly PATIENCE=5

# read_record: sets KNOWN if there is a record, and of it BASE, FLAGS (each between "+"), FEATURES, REASON and
# ALLOCATED (CPUs); false if the controller does not answer.
read_record() {
  local record state
  KNOWN='' BASE='' FLAGS=+ FEATURES='' REASON='' ALLOCATED=0
  if record=$(ask_slurm "$PATIENCE" scontrol --oneliner show node "$NODE" 2>/dev/null) \
    && [[ $record == NodeName=* && $record =~ ' State='([^ ]+) ]]; then
    KNOWN=yes
    state=${BASH_REMATCH[1]}
    # Up to 20.11 one sign at the end stands for a flag; of these, "*" is for one that does not answer.
    [[ $state != *'*'* ]] || FLAGS+=NOT_RESPONDING+
    state=${state//[*~#%!\$@^-]/}
    BASE=${state%%+*}
    [[ $state != *+* ]] || FLAGS+=${state#*+}+
    [[ ! $record =~ ' AvailableFeatures='([^ ]+) ]] || FEATURES=${BASH_REMATCH[1]}
    [[ ! $record =~ ' CPUAlloc='([0-9]+) ]] || ALLOCATED=${BASH_REMATCH[1]}
    if [[ $record == *' Reason='* ]]; then
      REASON=${record#* Reason=}
      REASON=${REASON%% \[*}
      REASON=${REASON//[^ -~]/?}
      REASON=${REASON:0:200}
    fi
    return 0
  fi
  # A node that is not there is told like a failure.
  ask_slurm "$PATIENCE" sinfo --noheader --format=%P >/dev/null 2>&1
}

has_flag() { [[ $FLAGS == *"+$1+"* ]]; }

# Whether the record is of this machine, and one that may be deleted.
is_ours() { [[ ,$FEATURES, == *,"$FEATURE",* ]]; }

# Whether anything of a job is on the node, as the record says.
is_busy() { [[ $BASE == MIXED || $BASE == ALLOCATED || $ALLOCATED != 0 ]] || has_flag COMPLETING; }

is_drained() { has_flag DRAIN || [[ $BASE == DRAIN* ]]; }

# Whether it was drained for a switch, by nobody else.
is_drained_by_us() { is_drained && [[ $REASON == "$OURS"* ]]; }

# Whether the controller gives it jobs, if it is not drained.
is_usable() { [[ $BASE == @(IDLE|MIXED|ALLOCATED) ]] && ! has_flag NOT_RESPONDING; }

controller_words() { printf 'the controller%s does not answer' "${SERVER:+ at $SERVER}"; }

# update_node SETTING...
update_node() { ask_slurm "$PATIENCE" scontrol update nodename="$NODE" "$@"; }

# forget_node: whether the controller has no record of this machine any more, which is deleted if need be. WHY
# says what is in the way.
forget_node() {
  local said
  WHY=''
  if ! read_record; then
    WHY=$(controller_words)
    return 1
  fi
  # One of another machine's is no business of ours.
  if [[ ! $KNOWN ]] || ! is_ours; then return 0; fi
  said=$(ask_slurm "$PATIENCE" scontrol delete nodename="$NODE" 2>&1) || WHY="the controller refuses to delete it: ${said:0:200}"
  if ! read_record; then
    WHY=$(controller_words)
    return 1
  fi
  [[ ! $KNOWN ]] || {
    WHY=${WHY:-it is still there}
    return 1
  }
}
