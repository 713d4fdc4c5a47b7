# The data of an event "notification" → its id, how urgent it is, its title, an empty line, and its
# body. Bodies may have markup on the desktop, and this one has the words of others.

def plain_body: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");

.[0]
| (.id // "" | tostring | printable),
  (if .kind != "fired" then "low" elif .severity == "critical" then "critical" else "normal" end),
  (.title // "An alert" | printable),
  "",
  (.body // "" | split("\n") | map(printable | plain_body) | join("\n"))
