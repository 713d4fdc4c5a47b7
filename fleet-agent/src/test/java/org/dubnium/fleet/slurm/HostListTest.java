package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a            | a     | true",
        "a,b          | b     | true",
        "a,b          | c     | false",
        "a            | ab    | false",
        "a[1-3]       | a2    | true",
        "a[1-3]       | a4    | false",
        "a[1-3]       | a02   | false",
        "a[1-3]       | a     | false",
        "a[01-12]     | a07   | true",
        "a[01-12]     | a7    | false",
        "a[01-120]    | a115  | true",
        "a[1,7-9]     | a8    | true",
        "a[1,7-9],b   | b     | true",
        "a[1-2]-b     | a2-b  | true",
        "a[1-2]-b     | a2    | false",
        "r[1-2]n[3-4] | r2n4  | true",
        "r[1-2]n[3-4] | r2n5  | false",
        "a[0-10]5     | a105  | true",
        "a1[2-3]      | a12   | true",
        "a[1          | a1    | false",
        "a]1[         | a1    | false",
        "a[x]         | ax    | false",
        "a[1-999999999999999999] | a123456 | true",
        "a[1-9999999999999999999999] | a1 | false",
        "a[1-3]       | a1234567890123456789012 | false",
        "''           | a     | false",
        "','          | ''    | false",
      })
  void aHostIsFound(String list, String host, boolean there) {
    assertEquals(there, HostList.contains(list, host));
  }
}
