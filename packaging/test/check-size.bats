#!/usr/bin/env bats
# check-size: what a package may weigh.

setup() {
  tree=$BATS_TEST_TMPDIR/tree
  mkdir -p "$tree/usr/lib" "$tree/DEBIAN"
  truncate -s 1500000 "$tree/usr/lib/big.so"
  truncate -s 10 "$tree/usr/lib/small"
  truncate -s 9000000 "$tree/DEBIAN/md5sums"
  truncate -s 1900000 "$BATS_TEST_TMPDIR/a.deb"
}

check() {
  printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/budget"
  run "$BATS_TEST_DIRNAME/../check-size" "$BATS_TEST_TMPDIR/a.deb" "$tree" "$BATS_TEST_TMPDIR/budget"
}

@test "what is within its budget passes, and the largest are shown" {
  check '# a comment' 'deb 2' 'usr/lib/*.so 2' '* 1'
  [[ $status == 0 ]]
  [[ $output == *"1.9 MB of   2  deb"* && $output == *"1.5 MB of   2  usr/lib/big.so"* ]]
}

@test "a package over its budget fails, and is named" {
  check 'deb 1' '* 2'
  [[ $status == 1 && $output == *"cannot take deb with 1.9 MB: its budget is 1 MB"* ]]
}

@test "a file over its budget fails, and is named" {
  check 'deb 2' '* 1'
  [[ $status == 1 && $output == *"cannot take usr/lib/big.so with 1.5 MB: its budget is 1 MB"* ]]
}

@test "a file without a budget fails" {
  check 'deb 2' 'usr/lib/big.so 2'
  [[ $status != 0 && $output == *"cannot find usr/lib/small in "* ]]
}

@test "the first pattern that matches counts" {
  check 'deb 2' 'usr/lib/big.so 1' 'usr/lib/* 9'
  [[ $status == 1 && $output == *"usr/lib/big.so"* ]]
}

@test "the packages are to stay below 25 and 45 MB" {
  [[ $(grep '^deb ' "$BATS_TEST_DIRNAME/../dubnium/size-budget") == "deb 25" ]]
  [[ $(grep '^deb ' "$BATS_TEST_DIRNAME/../dubnium-fleet/size-budget") == "deb 45" ]]
}
