package org.dubnium.daemon.adapter.model.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dubnium.daemon.fixture.ModelFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsHeaderTest {

  private final List<String> tensors = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  @Test
  void aSoundFileTellsItsTensors() throws IOException {
    check(ModelFiles.safetensors(16, "a", "b"));
    assertEquals(List.of(), problems);
    assertEquals(List.of("a", "b"), tensors);
  }

  @Test
  void metadataBlanksAndTypesOfLaterVersionsAreTaken() throws IOException {
    check(
        ModelFiles.file(
            """
            {"__metadata__": {"format": "pt", "a": {"b": [1]}}, "late":
            {"data_offsets": [8, 10], "dtype": "Q3", "shape": [9], "more": {}}, "empty":
            {"data_offsets": [0, 0], "dtype": "F32", "shape": [0]}, "four":
            {"data_offsets": [0, 8], "dtype": "F4", "shape": [4, 4]}}       \
            """,
            new byte[10]));
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 'x is 4 bytes, too short for a header: it was copied only in part'",
    "30, 'x is 30 bytes, and its header alone takes 63: it was copied only in part'",
    "70, 'x is 70 bytes, and its header says 79: it was copied only in part'",
    "90, 'x is 90 bytes, and its header says 79: something else stands behind the tensors'",
  })
  void aFileOfAnotherSizeThanItsHeaderSays(int bytes, String problem) throws IOException {
    check(Arrays.copyOf(ModelFiles.safetensors(16, "a"), bytes));
    assertEquals(List.of(problem), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                              | it is no JSON object",
        "{\"a\": 1}                                                      | tensor a is no JSON object",
        "{\"a\": {}}                                                     | tensor a has no data_offsets",
        "{\"a\": {\"data_offsets\": [0]}}                                | tensor a has no data_offsets",
        "{\"a\": {\"data_offsets\": \"0\"}}                              | tensor a lacks a list",
        "{\"a\": {\"data_offsets\": [0, -1]}}                            | tensor a has an impossible number",
        "{\"a\": {\"data_offsets\": [0, 0.5]}}                           | tensor a lacks a number",
        "{\"a\": {\"data_offsets\": [4, 2]}}                             | tensor a ends before it begins",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}}"
            + " | tensor a has another size than its shape",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [4611686018427387904, 4], \"data_offsets\": [0, 0]}}"
            + " | tensor a has another size than its shape",
        "{\"a\": {\"data_offsets\": [0, 2]}, \"b\": {\"data_offsets\": [3, 4]}}"
            + " | its tensors overlap, or leave a gap at 2",
        "{\"a\": {\"data_offsets\": [0, 3]}, \"b\": {\"data_offsets\": [2, 4]}}"
            + " | its tensors overlap, or leave a gap at 2",
        "{\"a\": {\"data_offsets\": [0, 99999999999999999999]}}          |",
        "{\"a\":                                                         |",
        "nonsense                                                        |",
      })
  void aHeaderThatCannotBeUsed(String header, @Nullable String why) throws IOException {
    check(ModelFiles.file(header, new byte[4]));
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().startsWith("the header of x cannot be used: " + (why == null ? "" : why)),
        problems::toString);
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    check("PK whatever else this may be".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of("x is no safetensors file: it does not begin with the length of a header"),
        problems);
  }

  @Test
  void nestingIsBounded() throws IOException {
    check(ModelFiles.file("{\"__metadata__\":" + "[".repeat(10_000), new byte[0]));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("the header of x cannot be used: "));
  }

  private void check(byte[] file) throws IOException {
    new SafetensorsHeader("x", file.length, problems)
        .check(new ByteArrayInputStream(file), tensors::add);
  }
}
