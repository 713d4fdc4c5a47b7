package org.dubnium.daemon.domain.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BriefTest {

  @Test
  void whatIsBriefStaysAsItIs() {
    List<String> lines = Collections.nCopies(Brief.LINES, "ü".repeat(Brief.LINE));

    assertEquals(lines, Brief.lines(lines));
    assertEquals("a\nb", Brief.message("a\nb"));
  }

  @Test
  void linesBeyondTheMostAreCounted() {
    List<String> lines =
        Brief.lines(IntStream.range(0, 1000).mapToObj(i -> "process " + i).toList());

    assertEquals(Brief.LINES, lines.size());
    assertEquals("process 62", lines.get(62));
    assertEquals("… and 937 more", lines.getLast());
    assertEquals(lines, Brief.lines(lines), "and no more is cut when it is read back");
  }

  @Test
  void charactersBeyondTheMostAreCounted() {
    String line = Brief.line("🎹".repeat(10_000));

    assertTrue(line.endsWith("🎹… (9520 characters more)"), line);
    assertTrue(line.codePointCount(0, line.length()) <= Brief.LINE);
    assertEquals(line, Brief.line(line));
  }

  @Test
  void whatSteersATerminalOrFitsNoFileIsReplaced() {
    assertEquals("a\ufffd[2Jb\ufffdc\ufffd", Brief.line("a\u001b[2Jb\nc\ud800"));
  }

  @Test
  void thingsBeyondTheMostAreCountedInTheMessage() {
    List<Integer> many = Collections.nCopies(100, 1);

    assertEquals(Brief.THINGS, Brief.things(many).size());
    assertEquals(
        "cannot go (36 more holders are not listed)", Brief.message("cannot go", "holders", many));
    assertEquals("cannot go", Brief.message("cannot go", "holders", Brief.things(many)));
  }

  @Test
  void parametersAreFewAndShort() {
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 1000).forEach(i -> many.put("key" + i, "x".repeat(100_000)));

    Map<String, String> brief = Brief.parameters(many);
    assertEquals(Brief.THINGS, brief.size());
    assertTrue(brief.values().stream().allMatch(value -> value.length() <= Brief.LINE));
  }
}
