package org.dubnium.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dubnium.daemon.adapter.model.seed.Seeder;
import org.dubnium.daemon.domain.model.ModelName;
import org.junit.jupiter.api.Test;

class ModelReportTest {

  private static final Seeder.Result SEEDED =
      new Seeder.Result(
          new ModelName("eight"), Path.of("/store/eight"), 6, 3L << 30, 1L << 30, false);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void aSeedIsToldInASentenceOrAsJson() {
    report(false).seeded(SEEDED);
    assertEquals(
        "eight is seeded and verified: 6 files, 3.0 GiB (serve it: mode model select eight)\n",
        text(out));
    out.reset();
    report(true).seeded(SEEDED);
    assertEquals(
        "{\"name\":\"eight\",\"path\":\"/store/eight\",\"files\":6,\"bytes\":3221225472,"
            + "\"copied-bytes\":1073741824,\"already\":false}\n",
        text(out));
  }

  @Test
  void problemsAreToldOnStandardErrorAndInTheObject() {
    report(true).failed("cannot verify /m: it is not sound", List.of("a is missing", "b\u001b[2J"));
    assertEquals(
        "cannot verify /m: it is not sound\n  a is missing\n  b\uFFFD[2J\n", text(errors));
    assertEquals(
        "{\"error\":\"cannot verify /m: it is not sound\",\"problems\":[\"a is missing\",\"b\\u001B[2J\"]}\n",
        text(out));
  }

  @Test
  void standardOutputHasTheResultAlone() {
    report(false).failed("cannot seed", List.of());
    assertEquals("", text(out));
  }

  private ModelReport report(boolean json) {
    return new ModelReport(json, stream(out), stream(errors));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
