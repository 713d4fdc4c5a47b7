# busctl's JSON without D-Bus types: a variant {"type": "s", "data": "x"} becomes "x". In a
# dictionary with keys named "type" and "data" both are variants, hence objects, not strings.
def plain:
  if type == "array" then map(plain)
  elif type != "object" then .
  elif keys_unsorted == ["type", "data"] and (.type | type) == "string" then .data | plain
  else map_values(plain)
  end;

# The first argument of a reply.
def reply: .data[0] | plain;

# The objects of GetManagedObjects that have the interface org.dubnium.ModeController.NAME, each as
# its properties.
def objects(name):
  [to_entries[]
    | .key as $path
    | .value["org.dubnium.ModeController." + name] // empty
    | . + {object: $path}];

# GPUs in the order of NVML. A number that the GPU does not tell is the highest of its type on the
# bus, and null here.
def gpus:
  objects("Gpu")
  | map(
      with_entries(
        if (.key | IN("MemoryTotal", "MemoryUsed")) then
          .value |= if . >= 18446744073709551615 then null else . end
        elif (.value | type) == "number" and .value == 4294967295 then .value = null
        else .
        end))
  | sort_by(.Index);
