package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmJsonTest {

  private static JsonNode json(String value) throws Exception {
    return new ObjectMapper().readTree("{\"x\": " + value + "}");
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static OptionalLong number(@Nullable Long expected) {
    return expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7                                             | 7",
        "0                                             | 0",
        "null                                          |",
        "'\"7\"'                                       |",
        "{\"set\":true,\"infinite\":false,\"number\":7} | 7",
        "{\"set\":true,\"number\":7}                    | 7",
        "{\"set\":false,\"infinite\":false,\"number\":7} |",
        "{\"set\":true,\"infinite\":true,\"number\":7}  |",
        "{\"set\":true,\"number\":\"7\"}                |",
        "{\"number\":7}                                |"
      })
  void aNumberMayBeUnsetOrInfinite(
      String told, @Nullable Long expected) throws Exception {
    assertEquals(number(expected), SlurmJson.optional(json(told), "x"));
    if (expected == null) {
      assertThrows(SlurmException.class, () -> SlurmJson.number(json(told), "x"));
    } else {
      assertEquals(expected, SlurmJson.number(json(told), "x"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "100, true", "101, false", "-1, false"})
  void aNumberThatCannotBeIsNotBelieved(long told, boolean possible) throws Exception {
    JsonNode of = json(Long.toString(told));
    if (possible) {
      assertEquals(OptionalLong.of(told), SlurmJson.bounded(of, "x", 100));
    } else {
      assertThrows(SlurmException.class, () -> SlurmJson.bounded(of, "x", 100));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,",
    "null,",
    "1, 1970-01-01T00:00:01Z",
    "999999999999, +33658-09-27T01:46:39Z"
  })
  void zeroIsNoTime(String told, @Nullable Instant expected)
      throws Exception {
    assertEquals(Optional.ofNullable(expected), SlurmJson.time(json(told), "x"));
  }

  @Test
  void aTimeInMillisecondsIsNone() {
    assertThrows(SlurmException.class, () -> SlurmJson.time(json("1000000000000"), "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"IDLE\" | IDLE", "[\"IDLE\",\"DRAIN\"] | IDLE DRAIN", "[] | ''", "null | ''"})
  void wordsMayBeOneOrMany(String told, String words) throws Exception {
    assertEquals(words, String.join(" ", SlurmJson.words(json(told), "x")));
  }

  private static List<String> names(String text) throws Exception {
    return SlurmJson.elements(
        utf8(text), "jobs", Set.of("name"), job -> SlurmJson.text(job, "name"));
  }

  @Test
  void elementsAreReadWhateverStandsBesideThem() throws Exception {
    assertEquals(
        List.of("a", "", "b"),
        names(
            """
            {"meta": {"jobs": [{"name": "no"}]}, "errors": [], "warnings": [{"error": "old"}],
             "jobs": [{"name": "a", "other": {"name": "no"}}, {"name": null}, {"name": "b"}],
             "last": {"set": true}}
            """));
    assertEquals(List.of(), names("{\"errors\": null, \"jobs\": []}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"errors\": [{\"description\": \"no contact\", \"error\": \"E\"}], \"jobs\": []} | no contact",
        "{\"errors\": [{\"error\": \"no contact\"}], \"jobs\": []}                     | no contact",
        "{\"jobs\": [], \"errors\": [{}]}                                            | an error",
        "{\"jobs\": [], \"errors\": [\"words\"]}                                     | an error"
      })
  void anErrorIsToldInSlurmsWords(String text, String words) {
    SlurmException error = assertThrows(SlurmException.class, () -> names(text));
    assertEquals("cannot read it: Slurm says " + words, error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jobs\": [{\"name\": \"a\"}, 7]}",
        "{\"jobs\": [[]]}",
        "{\"jobs\": null}",
        "{\"jobs\": []",
        "[{\"jobs\": []}]",
        "{\"others\": []}"
      })
  void whatIsNoListOfObjectsIsAnError(String text) {
    SlurmException error = assertThrows(SlurmException.class, () -> names(text));
    assertTrue(String.valueOf(error.getMessage()).startsWith("cannot "), error.getMessage());
  }

  @Test
  void aListOfAnElementIsTakenInUpToABound() throws Exception {
    String many = String.join(",", Collections.nCopies(20_001, "\"n\""));
    assertEquals(
        List.of(20_000),
        SlurmJson.elements(
            utf8("{\"jobs\": [{\"nodes\": [" + many + "]}]}"),
            "jobs",
            Set.of("nodes"),
            job -> SlurmJson.words(job, "nodes").size()));
  }
}
