package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalNameTest {

  /** Major and minor number, packed as the kernel does it in new_encode_dev(). */
  @ParameterizedTest
  @CsvSource({
    "4, 2, tty2",
    "4, 63, tty63",
    "4, 64, ttyS0",
    "136, 3, pts/3",
    "137, 0, pts/256",
    "136, 1000, pts/1000",
    "5, 1, 5:1",
    "229, 0, 229:0"
  })
  void asPsNamesThem(int major, int minor, String name) {
    int device = (minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12);
    assertEquals(name, TerminalName.of(device));
  }
}
