package org.dubnium.daemon.adapter.model.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumsTest {

  private static final String SUM = "ab".repeat(32);

  private final List<String> problems = new ArrayList<>();

  @Test
  void takesWhatSha256sumWrites() {
    Map<String, String> expected =
        Map.of("text", SUM, "binary", SUM, "below/it", SUM, "dos", SUM, "two words", SUM);
    String list =
        String.join(
            "\n",
            SUM + "  text",
            SUM + " *binary",
            SUM.toUpperCase(Locale.ROOT) + "  ./below/it",
            SUM + "  dos\r",
            "",
            SUM + "  two words",
            SUM + "  .gitattributes",
            SUM + "  ./.cache/x",
            "");
    assertEquals(expected, Checksums.parse(list, problems));
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, is no line of sha256sum(1): 'nonsense'",
    "SHA256 (a) = %s, is no line of sha256sum(1): 'SHA256 (a) = ",
    "'%s one-blank', 'is no line of sha256sum(1): '",
    "'%s  ../up', names a file outside of the bundle: '../up'",
    "'%s  a/../../up', names a file outside of the bundle: 'a/../../up'",
    "'%s  a/./b', names a file outside of the bundle: 'a/./b'",
    "'%s  a//b', names a file outside of the bundle: 'a//b'",
    "'%s  /etc/passwd', names a file outside of the bundle: '/etc/passwd'",
    "'\\%s  a\\nb', has a name with a line end or a backslash in it: rename the file",
    "'00000000000000000000000000000000  md5',"
        + " 'has a checksum of 32 digits, and SHA-256 has 64: make the list with sha256sum(1)'",
    "'%1$s%1$s  sha512',"
        + " 'has a checksum of 128 digits, and SHA-256 has 64: make the list with sha256sum(1)'",
  })
  void everyLineThatIsNoneIsNamed(String line, String problem) {
    assertEquals(Map.of(), Checksums.parse("\n" + line.formatted(SUM), problems));
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().startsWith("line 2 of SHA256SUMS " + problem), problems::toString);
  }

  @Test
  void aFileThatIsListedTwiceIsNamed() {
    Checksums.parse(SUM + "  a\n" + "cd".repeat(32) + " *./a\n", problems);
    assertEquals(List.of("line 2 of SHA256SUMS lists a a second time"), problems);
  }

  @Test
  void aListThatIsMadeIsRead() {
    Map<String, String> sums = new TreeMap<>(Map.of("a", SUM, "b/c", SUM));
    assertEquals(sums, Checksums.parse(Checksums.list(sums), problems));
  }

  @Test
  void whatEitherSideLacksIsNamed() {
    assertEquals(
        List.of(
            "a is missing: SHA256SUMS lists it",
            "c: SHA256SUMS does not list it: remove it, or add it to the list"),
        Checksums.coverage(Set.of("a", "b"), Set.of("b", "c", "SHA256SUMS")));
  }
}
