package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatLineTest {

  private static final String REST =
      " S 1 7 7 34819 7 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4242 1000 50 18446744073709551615\n";

  @ParameterizedTest
  @ValueSource(strings = {"bash", "a b c", "((evil)", ") R 1 2 3 (", "tmux: server", ""})
  void takesAnythingForACommand(String command) throws IOException {
    assertEquals(
        new StatLine(command, 'S', 7, 34819, 7, 4242), StatLine.parse("17 (" + command + ")" + REST));
  }

  @Test
  void disarmsControlCharacters() throws IOException {
    assertEquals("a?[31m?", StatLine.parse("17 (a\u001b[31m\n)" + REST).command());
  }

  @Test
  void knowsTheDead() throws IOException {
    assertTrue(StatLine.parse("17 (x)" + REST.replace(" S ", " Z ")).isDead());
  }

  @ParameterizedTest
  @CsvSource({"34819, 7, true", "34819, 9, false", "34819, 0, false", "0, -1, false"})
  void knowsWhatATerminalListensTo(String terminal, String group, boolean foreground)
      throws IOException {
    String line = "17 (x)" + REST.replace(" 34819 7 ", " " + terminal + " " + group + " ");
    assertEquals(foreground, StatLine.parse(line).isInForeground());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "17 (x", "17 (x) S 1 2", "17 (x) S a b c d e f g h i j k l m n o p q r"})
  void refusesWhatIsNoStatus(String line) {
    assertThrows(IOException.class, () -> StatLine.parse(line));
  }
}
