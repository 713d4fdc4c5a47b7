# /api/pods → the findings of doctor's check: verdict, sentence and remedies, between tabs.

# The agent lists every 30 s; older than that, in seconds, is late.
def late: 180;
# More of a kind than these say no more.
def most: 10;

def plain: map(gsub("[\\p{Cc}\\p{Cf}]+"; " ")) | join("\t");
def first_few: .[:most][];

def key:
  .credential
  | if . == null or .given then empty
    else ["wrong", "no key of RunPod's is given: credential \(.name)",
      "install -D -m 600 /dev/stdin /etc/credstore/fleet-agent.\(.name)", "systemctl restart fleet-agent"]
    end;

def listing:
  (.listing.at | age) as $age
  | if .listing.error then
      ["wrong", "RunPod cannot be asked, the last listing is of \(.listing.at | seen_words): \(.listing.error)",
       "fleet pods", "journalctl -u fleet-agent -n 50"]
    elif $age == null then ["unknown", "RunPod's pods were not listed yet", "fleet pods"]
    elif $age > late then ["warning", "the last listing of RunPod's is \($age | brief) old", "journalctl -u fleet-agent -n 50"]
    else ["ok", "RunPod answers, and listed \(.listing.at | seen_words)"]
    end;

def declarations:
  .declarations[]?
  | (select(.state == "not-applied") | ["warning", "\(.name) is declared and not applied", "fleet pods plan"]),
    (select(.state == "changed") | ["warning", "\(.name) is declared otherwise than it was applied", "fleet pods plan"]),
    (select(.state == "undeclared") | ["warning", "\(.name) is applied and no longer declared", "fleet pods plan"]),
    (select(.problem == "breaker-open")
      | ["wrong", "\(.name): creating its pods failed too often: \(.outcome // "why is not told")", "fleet pods", "fleet pods apply"]),
    (select(.problem == "no-capacity")
      | ["warning", "\(.name) gets no pod: \(.outcome // "no capacity")", "fleet pods"]),
    (select(.problem == null and .outcome != null) | ["warning", "\(.name): \(.outcome)", "fleet pods"]),
    (select(.problem != null and (.problem | IN("breaker-open", "no-capacity") | not))
      | ["wrong", "\(.name): \(.outcome // .problem)", "fleet pods"]);

def undeclared:
  .pods[]? | select(.undeclared)
  # A remedy is typed into a shell: only what can be a name gets there.
  | (.id // .name // "" | select(test("^[A-Za-z0-9-]{1,64}$")) // "POD") as $pod
  | ["wrong", "\(.name // .id // "?") is there undeclared, at \(.perHour | money) USD an hour",
     "fleet pods destroy \($pod)", "fleet pods adopt \($pod)"];

# What no stand-in and no listing can show.
def beyond:
  select(all(.pods[]?; .phase != "ready"))
  | ["unknown", "whether the key may create pods, the GPUs are to be had and the images start shows only a pod that becomes ready",
     "fleet pods apply"];

.[0]
| if .configured != true then ["ok", "no pods are declared"]
  else key, listing, ([declarations] | first_few), ([undeclared] | first_few), beyond
  end
| plain
