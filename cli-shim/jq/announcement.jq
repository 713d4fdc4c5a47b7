# The arguments of PrepareForTransition or JobRemoved ($signal) in GVariant's text format, as gdbus
# prints them → an object.

def hex: reduce (ascii_downcase | explode[]) as $c (0;
  . * 16 + (if $c >= 97 then $c - 87 else $c - 48 end));

# A string without its quotes, its escapes resolved.
def text:
  .[1:-1]
  | gsub("\\\\(?<e>U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|.)";
      .e as $e
      | if ($e | length) > 1 then [$e[1:] | hex] | implode
        else {"n": "\n", "t": "\t", "r": "\r", "a": "\u0007", "b": "\b", "f": "\f", "v": "\u000b"}[$e] // $e
        end);

# Types are not needed, variants are their values, and a tuple is an array.
def json:
  if test("^['\"]") then text | tojson
  elif . == "(" then "["
  elif . == ")" then "]"
  elif test("^([<>]|@|(objectpath|signature|byte|u?int(16|32|64)|double|handle)$)") then ""
  else .
  end;

[scan("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|@[^ ]+|[\\[\\]{}(),:<>]|[^ \\[\\]{}(),:<>'\"@]+") | json]
| join("") | fromjson
| if $signal == "JobRemoved" then {signal: $signal, job: .[1], to: .[2], outcome: .[3]}
  else {signal: $signal, start: .[0], from: .[1], to: .[2]} + .[3]
  end
