package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

  private static List<String> all(String text) throws Exception {
    RecordReader records =
        new RecordReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> all = new ArrayList<>();
    for (String line = records.next(); line != null; line = records.next()) {
      all.add(line);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'\n', ''",
    "a, a",
    "'a\n', a",
    "'a\nb', 'a,b'",
    "'\n\n  \na\n\n \nb\n\n', 'a,b'",
    "' a \nö', ' a ,ö'"
  })
  void blankLinesAreNone(String text, String lines) throws Exception {
    assertEquals(lines, String.join(",", all(text)));
  }

  @Test
  void anyCharacterButALineEndBelongsToALine() throws Exception {
    assertEquals(List.of("\0a\0b", "\0"), all("\0a\0b\n\0"));
  }

  @Test
  void aRecordHasABound() throws Exception {
    String longest = "x".repeat(RecordReader.LONGEST);
    assertEquals(List.of(longest, "y"), all(longest + "\ny"));
    assertThrows(SlurmException.class, () -> all(longest + "x"));
    String half = "x".repeat(RecordReader.LONGEST / 2);
    assertEquals(half + " " + half, RecordReader.joined(half, half));
    assertThrows(SlurmException.class, () -> RecordReader.joined(half, half + "x"));
  }

  @Test
  void aClusterHasABound() throws Exception {
    SlurmFormat.requireRoom(Collections.nCopies(SlurmFormat.MOST_RECORDS - 1, ""));
    assertThrows(
        SlurmException.class,
        () -> SlurmFormat.requireRoom(Collections.nCopies(SlurmFormat.MOST_RECORDS, "")));
  }
}
