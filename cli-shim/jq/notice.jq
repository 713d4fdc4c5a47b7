# An announcement → title and body of a notification, separated by an empty line. $sessions: the ids
# of the sessions of whoever is told; $passwd: the text of /etc/passwd. Bodies may have markup, and this
# one has the words of others.

def plain_body: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");

def in_time: if (.grace // 0) > 0 then "in \(.grace | seconds | ceil) s" else "now" end;

# Where it goes; of a swap of the model, to which.
def aim: if .model then "swaps its model to \(.model | cut(2 * who_most))" else "goes to \(.to)" end;

def mine:
  .ends | map(split(" ") | select(.[0] == "session") | .[1]) | any(IN($sessions | split(" ")[]));

.[0] | harmless
| if .signal == "PrepareForTransition" then
    (if mine then "Your session ends \(in_time): this machine \(aim)"
     else "This machine \(aim) \(in_time)"
     end),
    "",
    ("Ends: \(.ends | map(cut(2 * why_most)) | first_words(5))",
     ("Asked for by \(.requester // 0 | user_name($passwd))"
      + (.reason // "" | if . == "" then "" else ": \(cut(2 * why_most))" end)),
     (select(.grace > 0) | "Not now: mode hold \(.to) -- COMMAND")
     | plain_body)
  else
    (if .outcome == "committed" then (if .model then "This machine serves \(.model | cut(2 * who_most))" else "This machine is in \(.to)" end)
     else "This machine did not \(if .model then "swap its model to \(.model | cut(2 * who_most))" else "go to \(.to)" end): \(.outcome)"
     end),
    "",
    "See: mode status"
  end
