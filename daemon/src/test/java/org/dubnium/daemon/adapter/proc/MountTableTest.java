package org.dubnium.daemon.adapter.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.adapter.proc.MountTable.Mount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTableTest {

  private static final String TABLE =
      """
      21 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
      22 21 0:20 / /proc rw,nosuid - proc proc rw
      30 21 8:3 / /srv rw,relatime shared:2 master:3 - ext4 /dev/sda3 ro
      31 30 0:40 / /srv/my\\040models ro,relatime - nfs server:/m rw
      32 21 0:41 / /mnt/twice ro - tmpfs tmpfs rw
      33 32 0:42 / /mnt/twice rw - tmpfs tmpfs rw
      34 21 0:43 / /back\\134slash rw - tmpfs tmpfs rw
      """;

  @ParameterizedTest
  @CsvSource({
    "/,                      /,               false",
    "/var/lib,               /,               false",
    "/srv,                   /srv,            true",
    "/srv/other,             /srv,            true",
    "/srvx,                  /,               false",
    "/srv/my models/llama,   /srv/my models,  true",
    "/mnt/twice/x,           /mnt/twice,      false",
    "/back\\slash/x,         /back\\slash,    false",
  })
  void findsTheMountOfAPath(String path, String point, boolean readOnly) throws IOException {
    assertEquals(
        Optional.of(new Mount(point, readOnly)), MountTable.parse(TABLE).find(path));
  }

  @Test
  void refusesWhatIsNoMountTable() {
    assertThrows(IOException.class, () -> MountTable.parse("rootfs / rootfs rw 0 0\n"));
  }
}
