# Presentation for people: colours, tables, sizes, times. Unicode and colour only where the
# terminal takes them (lib/terminal.sh).

def unicode($fine; $plain): if $ENV.TEXT_UNICODE == "1" then $fine else $plain end;
def arrow: unicode("→"; "->");

def painted($code):
  if $ENV.TEXT_COLOUR == "1" and . != "" then "\u001b[\($code)m\(.)\u001b[0m" else . end;
def bold: painted("1");
def dim: painted("2");
def red: painted("31");
def green: painted("32");
def yellow: painted("33");

def width: if contains("\u001b") then gsub("\u001b\\[[0-9;]*m"; "") else . end | columns;
def padded($n): . + (" " * ($n - width) // "");

# Rows of strings to lines with aligned columns. Nothing follows the last column.
def table:
  . as $rows
  | ([$rows[] | length] | max // 0) as $columns
  | [range($columns) as $c | [$rows[] | .[$c] // "" | width] | max] as $widths
  | $rows[]
  | . as $row
  | [range(length) | . as $c | $row[$c] | padded($widths[$c])]
  | join("  ")
  | sub("\\s+$"; "");

def indented($n): " " * $n + .;

# One decimal, always shown.
def decimal: (. * 10 | round) as $tenths | "\($tenths / 10 | floor).\($tenths % 10)";
def gib: if . == null then "?" else . / 1073741824 | decimal end;

def two: tostring | if length < 2 then "0" + . else . end;

# Seconds to words.
def span:
  if . < 60 then "\(decimal) s"
  elif . < 3600 then "\(. / 60 | floor) min \(. % 60 | floor | two) s"
  elif . < 172800 then "\(. / 3600 | floor) h \(. % 3600 / 60 | floor | two) min"
  else "\(. / 86400 | floor) days"
  end;

# Whole seconds, as a limit is given.
def limit:
  if . < 120 then "\(round) s"
  elif . < 7200 then "\(. / 60 | round) min"
  else "\(. / 3600 | round) h"
  end;

def ago:
  if . < 60 then "\(floor) s ago"
  elif . < 3600 then "\(. / 60 | floor) min ago"
  elif . < 172800 then "\(. / 3600 | floor) h ago"
  else "\(. / 86400 | floor) days ago"
  end;

# Microseconds since the epoch.
def seconds: . / 1000000;
def clock: seconds | floor | strflocaltime("%H:%M:%S");
def date: seconds | floor | strflocaltime("%Y-%m-%d %H:%M:%S");
def since: [now - seconds, 0] | max;
def when: "\(date) (\(since | ago))";

# Lines to what fits on the terminal, if there is one: its colours are kept.
def fitted:
  ($ENV.TEXT_WIDTH // "" | tonumber? // 0) as $columns
  | if $columns < 2 or width <= $columns then .
    else
      reduce (match("\u001b\\[[0-9;]*m|[^\u001b]"; "g").string) as $part ({text: "", room: ($columns - 1)};
        if $part | startswith("\u001b") then .text += $part
        else
          ($part | columns) as $columns
          | if .room >= $columns then .text += $part | .room -= $columns else .room = 0 end
        end)
      | .text + unicode("…"; ">")
    end;

# Of many lines the first, and how many there are besides; $where shows them all.
def others($most; $where): select(length > $most) | "and \(length - $most) more (\($where))" | dim;
def first_of($most; $where): .[0:$most] + [others($most; $where)];
# The same of what is told in one line.
def first_words($most):
  .[0:$most] + [select(length > $most) | "\(length - $most) more"] | join(", ");
