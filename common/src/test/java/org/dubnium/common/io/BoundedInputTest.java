package org.dubnium.common.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedInputTest {

  private static BoundedInput of(InputStream printed) {
    return new BoundedInput(printed, 5);
  }

  private static BoundedInput of(String printed) {
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
    assertThrows(BoundedInput.TooLongException.class, () -> of("abcdef").readAllBytes());
    assertThrows(BoundedInput.TooLongException.class, () -> one(of("abcdef"), 6));
    assertThrows(BoundedInput.TooLongException.class, () -> one(of("\0".repeat(6)), 6));
    BoundedInput mixed = of("abcdef");
    assertThrows(
        BoundedInput.TooLongException.class,
        () -> {
          one(mixed, 3);
          mixed.readAllBytes();
        });
  }

  @Test
  void itsEndIsTold() throws Exception {
    int[] ends = {0};
    InputStream input =
        new BoundedInput(new ByteArrayInputStream(new byte[] {1, 2}), 2) {
          @Override
          protected void ended() {
            ends[0]++;
          }
        };
    assertEquals(2, input.readNBytes(new byte[2], 0, 2));
    assertEquals(0, ends[0]);
    one(input, 1);
    assertEquals(1, ends[0]);
  }

  /** A command whose output is closed under it would fail. */
  @Test
  void whatItReadsFromStaysOpen() throws Exception {
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
