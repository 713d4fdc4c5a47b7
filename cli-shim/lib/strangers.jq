# Text of others (commands, session names, reasons, who holds and why) as it may be shown: it may have escape
# sequences, characters that turn the direction of writing, no end, and company without end.

# Longest text of others that is shown, in columns; programs get it whole, by --json.
def text_most: 400;
# Longest name and longest reason of a hold; and most lines of one list, where others have their say.
def who_most: 32;
def why_most: 60;
# Longest sentence about a guard, and longest line of its evidence.
def verdict_most: text_most;
def evidence_most: 300;
def list_most: 10;

def hex_digits: if . < 16 then "0123456789abcdef"[.:. + 1] else (. / 16 | floor | hex_digits) + (. % 16 | hex_digits) end;

# A run of control characters is shown as its first, such as \x1b; line ends and tabs as one blank; what only
# formats or turns is left out, and so are combining characters after the second.
def printable:
  if test("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Mn}\\p{Me}]") | not then .
  else
    gsub("\\p{Cf}+"; "")
    | gsub("[\\t\\n\\x0b\\f\\r\\p{Zl}\\p{Zp}]+"; " ")
    | gsub("(?<first>\\p{Cc})\\p{Cc}*"; "\\x" + (.first | explode[0] | if . < 16 then "0" else "" end + hex_digits))
    | gsub("(?<kept>[\\p{Mn}\\p{Me}]{2})[\\p{Mn}\\p{Me}]+"; .kept)
  end;

# Columns of a terminal that a character takes (Unicode's East Asian Width; combining characters take none).
def character_columns:
  if . < 768 then 1
  elif . <= 879 or (. >= 1155 and . <= 1161) or (. >= 1425 and . <= 1469) or (. >= 1552 and . <= 1562)
    or (. >= 1611 and . <= 1631) or (. >= 8203 and . <= 8207) or (. >= 8400 and . <= 8447)
    or (. >= 65024 and . <= 65039) or (. >= 65056 and . <= 65071) then 0
  elif (. >= 4352 and . <= 4447) or (. >= 11904 and . <= 42191) or (. >= 44032 and . <= 55203)
    or (. >= 63744 and . <= 64255) or (. >= 65072 and . <= 65135) or (. >= 65280 and . <= 65376)
    or (. >= 65504 and . <= 65510) or (. >= 127744 and . <= 129791) or (. >= 131072 and . <= 262141) then 2
  else 1
  end;

def columns: if test("^[ -~]*$") then length else [explode[] | character_columns] | add // 0 end;

# What fits into so many columns.
def leading($most):
  if length <= $most and columns <= $most then .
  else
    [foreach explode[] as $c (0; . + ($c | character_columns); if . <= $most then $c else empty end)] | implode
  end;

# Harmless, and cut to so many columns: that it was cut, its last character says.
def cut($most):
  (.[0:2 * $most] | printable) as $text
  | if length <= 2 * $most and ($text | columns) <= $most then $text
    else ($text | leading($most - 1)) + (if $ENV.TEXT_UNICODE == "1" then "…" else ">" end)
    end;

def each_text(f):
  walk(if type == "string" then f elif type == "object" then with_entries(.key |= f) else . end);
def harmless: each_text(cut(text_most));
# For a reader who has asked for one thing in full.
def harmless_whole: each_text(printable);
