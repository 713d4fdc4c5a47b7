# The answer of POST /api/pods/destroy → the proof, and what stays; $fleet: its name.

($fleet | cut(text_most)) as $fleet
| .[0] | harmless
| (if .left != [] then "left of \($fleet): \(.left | first_words(20))" | red
   elif .provenAt == null then "it could not be proved that no pod of \($fleet) is left" | red
   else "no pod of \($fleet) is left, as RunPod listed at \(.provenAt | moment)" | green
   end | fitted),
  (.volumes // [] | select(. != [])
    | ("volumes that stay, and go on costing money:" | yellow),
      ([map(["  \(.id // "?")", .name // ""]) | table] | .[] | fitted))
