# Words for rented pods, and for what they cost.

# An amount in USD, with two decimals.
def money:
  if type != "number" then "?"
  else
    (. * 100 | round) as $cents
    | (if $cents < 0 then "-" else "" end)
      + (if $cents < 0 then -$cents else $cents end | "\(. / 100 | floor).\(. % 100 | two)")
  end;
# The same, or that text where there is none.
def money_or($text): if . == null then $text else money end;

# A length of time in its largest unit.
def brief:
  if . < 120 then "\(floor) s"
  elif . < 7200 then "\(. / 60 | floor) min"
  elif . < 172800 then "\(. / 3600 | floor) h"
  else "\(. / 86400 | floor) days"
  end;
def since_then: age | if . == null then "" else brief end;
# How long until an ISO 8601 time; null for none.
def ahead: instant | if . == null then null else [. - now, 0] | max | brief end;

# Rows whose cells in these columns end in line.
def ending($columns):
  reduce $columns[] as $c (.;
    ([.[][$c] // "" | width] | max) as $most
    | map(if .[$c] == null then . else .[$c] |= ((" " * ($most - width)) // "") + . end));

def phase_painted:
  if . == "ready" then green
  elif IN("failed", "unready") then red
  elif IN("absent", "stopped") then dim
  else yellow
  end;

def pod_title: .slot // .name // .id // "?";
def pod_state:
  (.phase // "?" | phase_painted) + (if .undeclared then " " + ("undeclared" | red) else "" end);
def gpu_words:
  if .gpu == null then "" else (if (.gpuCount // 1) > 1 then "\(.gpuCount) x " else "" end) + .gpu end;
def place_words: [.cloud, .dataCenter] | map(strings) | join(" ");

def idle_words:
  .idle as $idle
  | if $idle == null then ""
    elif $idle.keptUntil | ahead then "kept for \($idle.keptUntil | ahead)"
    elif $idle.stopAt | ahead then "idle, stops in \($idle.stopAt | ahead)" | yellow
    elif $idle.since | age then "idle for \($idle.since | since_then)"
    else ""
    end;

def listing_words:
  (.listing.at | seen_words) as $seen
  | if .listing.error then "the listing fails, the last is of \($seen): \(.listing.error)" | red
    else "listed \($seen)" | dim
    end;

# Whether a step of a plan with that action is none.
def changes_nothing: IN("keep", "stay-stopped", "leave");

def offer: "\(.gpu // "?") \(.cloud // "") \(.perHour | money) USD/h" | gsub(" +"; " ");

# Why a declaration gets no pod now, and what there is instead.
def outcome_words:
  .outcome
  + (.alternatives // [] | if . == [] then "" else ": there is " + (map(offer) | first_words(4)) end)
  + (if .retryAt | ahead then " (asked again in \(.retryAt | ahead))" else "" end);
