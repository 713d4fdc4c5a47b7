package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both readers of lines against plain splitting, with lines around the sizes of their buffers. */
class LinesTest {

  private static final int[] LENGTHS = {
    0, 1, 2, 100, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 50_000, AuditLine.MAX_BYTES + 40_000
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyLineComesOnceInOrder(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      char letter = (char) ('a' + random.nextInt(26));
      lines.add(Character.toString(letter).repeat(LENGTHS[random.nextInt(LENGTHS.length)]));
    }
    String rest = "z".repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
    String text = String.join("", lines.stream().map(line -> line + "\n").toList()) + rest;
    List<String> expected =
        lines.stream().map(line -> line.length() > AuditLine.MAX_BYTES ? "" : line).toList();

    assertEquals(expected, backwards(text).reversed());
    List<String> forwards = forwards(text);
    assertEquals(expected, forwards.subList(0, lines.size()));
    assertEquals(lines.size() + (rest.isEmpty() ? 0 : 1), forwards.size());
  }

  private List<String> backwards(String text) throws IOException {
    Path file = directory.resolve("lines");
    Files.writeString(file, text);
    List<String> found = new ArrayList<>();
    try (ReverseLines lines = new ReverseLines(file)) {
      for (byte[] line = lines.previous(); line != null; line = lines.previous()) {
        found.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static List<String> forwards(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    try (ForwardLines lines = new ForwardLines(new ByteArrayInputStream(bytes), bytes.length)) {
      for (byte[] line = lines.read(); line != null; line = lines.read()) {
        found.add(new String(line, StandardCharsets.UTF_8));
      }
      assertEquals(text.isEmpty() ? false : text.endsWith("\n"), lines.isComplete());
    }
    return found;
  }
}
