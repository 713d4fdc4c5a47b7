package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobUsersTest {

  @TempDir private Path directory;

  private List<String> read(String accounts) throws Exception {
    return JobUsers.read(Files.writeString(directory.resolve("passwd"), accounts));
  }

  @Test
  void jobsBelongToTheUserOfThePackage() throws Exception {
    assertEquals(
        List.of("fleet-jobs:990"),
        read("root:x:0:0:root:/root:/bin/bash\n\nfleet-jobs:x:990:989:Jobs:/:/usr/sbin/nologin\nx:y\n"));
    assertEquals(List.of(), read("fleet-jobs2:x:990:989::/:/bin/sh\n"));
  }
}
