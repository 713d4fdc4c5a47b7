# Words for how far a fleet is on its way to serving.

# Seconds as minutes and seconds.
def clock_time: floor | "\(. / 60 | floor):\(. % 60 | two)";

# How long a pod has taken to become ready, or takes since it was asked for; null for none.
def taken: (.begun | instant) as $begun | if $begun == null then null else [((.ready | instant) // now) - $begun, 0] | max end;
def time_words:
  taken as $taken
  | if $taken == null then ""
    else ($taken | clock_time) + (if .expectedSeconds == null then "" else " of about \(.expectedSeconds | limit)" end)
    end;

def slot_state:
  .awaits as $awaits
  | (.phase // "?" | phase_painted)
    + if .phase != "ready" or $awaits == null then ""
      else {provisioned: ", to be replaced", joined: ", not joined yet", metrics: ", no metrics yet"}[$awaits] // ""
      end;

def reason_words: if .waitingHelps then .text | yellow else .text + " (waiting alone does not help)" | red end;
def not_awaited_words: "not awaited: \(.slot): \(.why)" | dim;

# "3/5 joined: worker-0, worker-1"
def stage_words: "\(.number)/\(.of) \(.stage | bold): " + (.awaiting | first_words(6));

# The address of the server of a pod that serves: of its port for metrics, which is the server's own, or else of the
# first that there is. Only what can be typed into a shell as it is.
def server_address:
  .metrics as $port
  | (first(.ports[] | select(.private == $port)) // first(.ports[] | select(.type == "http")) // .ports[0] // {}).address
  | strings | select(test("^[A-Za-z0-9.:/_-]+$"))
  | if test("^https?://") then rtrimstr("/") else "http://\(.)" end;
def servers: [.slots[] | select(.role == "serve") | {slot, address: (server_address // null)}];
