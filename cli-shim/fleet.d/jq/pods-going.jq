# Pods, one a document → what is destroyed with them.

map(harmless)
| if . == [] then "no pod is there; volumes are not touched"
  else
    "to be destroyed:",
    ([map(["  " + pod_title, .name // "", .id // "", gpu_words, "\(.perHour | money) USD/h", pod_state])
      | ending([4]) | table] | .[] | fitted),
    "what is on their own disks is lost; network volumes stay, and go on costing money"
  end
