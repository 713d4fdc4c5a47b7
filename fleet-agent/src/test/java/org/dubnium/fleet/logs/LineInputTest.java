package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineInputTest {

  /** Every line with whether it is whole and how long it is. */
  private static List<String> lines(InputStream in, int most) throws IOException {
    LineInput lines = new LineInput(in);
    List<String> all = new ArrayList<>();
    for (Optional<LineInput.Line> line = lines.next(most); line.isPresent(); line = lines.next(most)) {
      String text = new String(line.get().bytes(), StandardCharsets.UTF_8);
      all.add(text + (line.get().whole() ? " " : "… ") + line.get().length());
    }
    return all;
  }

  private static InputStream of(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesAreReadOneByOne() throws IOException {
    assertEquals(List.of(), lines(of(""), 9));
    assertEquals(List.of(" 1"), lines(of("\n"), 9));
    assertEquals(List.of("a 2", " 1", "b 2"), lines(of("a\n\nb\n"), 9));
    assertEquals(List.of("a 2", "without an end 14"), lines(of("a\nwithout an end"), 99));
  }

  @Test
  void ofALongOneTheRestIsPassedOver() throws IOException {
    assertEquals(List.of("abc 4", "abc… 5", "x 2"), lines(of("abc\nabcd\nx\n"), 3));
  }

  @Test
  void aGigabyteWithoutAnEndTakesNoMemory() throws IOException {
    long length = 1L << 30;
    InputStream endless =
        new InputStream() {
          private long left = length;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] into, int offset, int most) {
            if (left <= 0) {
              return -1;
            }
            int count = (int) Math.min(most, left);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
          }
        };
    assertEquals(
        List.of("xxxx… " + (length + 1), "next 5"),
        lines(new SequenceInputStream(endless, of("\nnext\n")), 4));
  }
}
