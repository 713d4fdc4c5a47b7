package org.dubnium.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DumpableTest {

  @Test
  void whatIsForbiddenIsRootsAlone() throws Exception {
    Dumpable.forbid();
    assertFalse(Dumpable.isAllowed());
    assertEquals(0, Files.getAttribute(Path.of("/proc/self/environ"), "unix:uid"));
  }
}
