package org.dubnium.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {

  private static final long MIB = 1 << 20;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;

  @Test
  void elsewhereThanOnATerminalALineComesEveryTenSeconds() {
    ProgressPrinter printer = printer(false);
    printer.begin("copying", 2048 * MIB);
    printer.file("model.safetensors");
    pass(9_999);
    printer.advance(100 * MIB);
    pass(1);
    printer.advance(412 * MIB);
    printer.advance(MIB);
    printer.end();
    assertEquals(
        """
        copying 0 bytes of 2.0 GiB, 0 %
        copying 512.0 MiB of 2.0 GiB, 25 %, 51.2 MiB/s, 30 s left, model.safetensors
        """,
        shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void onATerminalOneLineIsWrittenAnew() {
    ProgressPrinter printer = printer(true);
    printer.begin("verifying", 8_000_000 * MIB);
    printer.file("a/very/long/path/of/a/model/in/deep/folders.safetensors");
    pass(199);
    printer.advance(1);
    pass(801);
    printer.advance(1000 * MIB - 1);
    pass(9_000);
    printer.advance(0);
    printer.end();
    assertEquals(
        "\r\u001b[Kverifying 1000.0 MiB of 7.6 TiB, 0 %, 1000.0 MiB/s, 2 h 13 min left,"
            + " …/of/a/model/in/deep/folders.safetensors"
            + "\r\u001b[Kverifying 1000.0 MiB of 7.6 TiB, 0 %, 100.0 MiB/s, 22 h 13 min left,"
            + " …/of/a/model/in/deep/folders.safetensors"
            + "\r\u001b[K",
        shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void nothingToDoIsNoWork() {
    ProgressPrinter printer = printer(false);
    printer.begin("looking at what is there", 0);
    printer.file("a");
    pass(20_000);
    printer.advance(0);
    assertEquals(
        "looking at what is there 0 bytes of 0 bytes, a\n", shown.toString(StandardCharsets.UTF_8));
  }

  private void pass(long millis) {
    now = now.plus(Duration.ofMillis(millis));
  }

  private ProgressPrinter printer(boolean live) {
    return new ProgressPrinter(
        new PrintStream(shown, true, StandardCharsets.UTF_8), live, () -> now);
  }
}
