#!/usr/bin/env bats
# The manual pages say what is there, and are well-formed

ROOT=$BATS_TEST_DIRNAME/../..
PAGES=("$ROOT"/cli-shim/man/* "$ROOT"/docs/man/*)
CONTRACT=$ROOT/dbus-api/src/main/resources/dbus-1/interfaces

# described PATTERN PAGE: some line of the page is like that.
described() {
  grep -qE -- "$1" "$2" || {
    printf 'not in %s: %s\n' "${2##*/}" "$1"
    return 1
  }
}

@test "mandoc has nothing to warn of" {
  [[ ${#PAGES[@]} -eq 5 ]]
  for page in "${PAGES[@]}"; do
    mandoc -Tlint -W warning "$page"
  done
}

# has_verbs PROGRAM FOLDER: its manual has every verb, of which there is a file in FOLDER, and their options.
has_verbs() {
  local page=$ROOT/cli-shim/man/$1.1 file verb option
  for file in "$2"/* "$2"/*.d/*; do
    [[ -f $file ]] || continue
    verb=${file#"$2/"}
    verb=${verb/.d\// }
    described "^\.It Cm $verb( |\$)" "$page"
    while read -r option; do
      described "^\.It .*Fl -${option#--}( |\$)" "$page"
    done < <(
      # shellcheck disable=SC2086 # two words
      "$ROOT/cli-shim/$1" --complete $verb -
    )
  done
}

@test "mode(1) has every verb and every option" {
  has_verbs mode "$ROOT/cli-shim/verb"
}

@test "fleet(1) has every verb and every option" {
  has_verbs fleet "$ROOT/cli-shim/fleet.d/verb"
}

@test "org.dubnium.ModeController(5) has every method, signal and property, with its type" {
  page=$ROOT/docs/man/org.dubnium.ModeController.5
  while read -r name; do
    described "^\.It Fn $name( |\$)" "$page"
  done < <(sed -nE 's/.*<(method|signal) name="([^"]*)".*/\2/p' "$CONTRACT"/*.xml)
  while read -r name type; do
    described "^\.It Va $name No ${type//[{\}]/.}\$" "$page"
  done < <(sed -nE 's/.*<property name="([^"]*)" type="([^"]*)".*/\1 \2/p' "$CONTRACT"/*.xml)
}

@test "org.dubnium.ModeController(5) has nothing that the contract lacks" {
  page=$ROOT/docs/man/org.dubnium.ModeController.5
  while read -r name; do
    grep -q "name=\"$name\"" "$CONTRACT"/*.xml
  done < <(sed -nE 's/^\.It (Fn|Va) ([A-Za-z]*).*/\2/p' "$page")
}
