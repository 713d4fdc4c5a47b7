package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

  private static BoundedOutput of(InputStream printed) {
    return new BoundedOutput(printed, 5);
  }

  private static BoundedOutput of(String printed) {
    return of(new ByteArrayInputStream(printed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static int one(InputStream output, int times) throws IOException {
    int last = -1;
    for (int i = 0; i < times; i++) {
      last = output.read();
    }
    return last;
  }

  @Test
  void asMuchAsMayBeIsTaken() throws Exception {
    assertArrayEquals(new byte[] {'a', 'b', 'c', 'd', 'e'}, of("abcde").readAllBytes());
    assertEquals('e', one(of("abcde"), 5));
    assertEquals(-1, one(of("abcde"), 9), "its end is no byte");
    assertEquals(-1, one(of(""), 1));
  }

  @Test
  void aByteMoreIsTooMuch() {
    assertThrows(BoundedOutput.TooMuch.class, () -> of("abcdef").readAllBytes());
    assertThrows(BoundedOutput.TooMuch.class, () -> one(of("abcdef"), 6));
    assertThrows(BoundedOutput.TooMuch.class, () -> one(of("\0".repeat(6)), 6));
    BoundedOutput mixed = of("abcdef");
    assertThrows(
        BoundedOutput.TooMuch.class,
        () -> {
          one(mixed, 3);
          mixed.readAllBytes();
        });
  }

  /** A command whose output is closed under it would fail. */
  @Test
  void itIsNotClosedUnderTheCommand() throws Exception {
    boolean[] closed = {false};
    InputStream printed =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    of(printed).close();
    assertEquals(false, closed[0]);
  }
}
