package org.dubnium.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalFieldsTest {

  private final List<Map<String, String>> entries = new ArrayList<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();
  private int answer;

  private StderrAppender plain() {
    return new StderrAppender(new PrintStream(stderr, false, StandardCharsets.UTF_8));
  }

  private Logger logTo(AppenderBase<ILoggingEvent> appender) {
    appender.setContext(context);
    appender.start();
    Logger logger = context.getLogger("org.dubnium.Example");
    logger.setLevel(Level.TRACE);
    logger.addAppender(appender);
    return logger;
  }

  private Logger journal() {
    return logTo(new JournalAppender(this::send, plain()));
  }

  private int send(List<JournalField> fields) {
    Map<String, String> entry = new LinkedHashMap<>();
    fields.forEach(field -> entry.put(field.name(), field.value()));
    entries.add(entry);
    return answer;
  }

  @Test
  void entrySaysWhoSpoke() {
    journal().info("hello {}", "world");

    assertEquals(
        List.of(
            Map.of(
                "MESSAGE", "hello world",
                "PRIORITY", "6",
                "SYSLOG_IDENTIFIER", "dubnium",
                "LOGGER", "org.dubnium.Example",
                "THREAD", Thread.currentThread().getName())),
        entries);
  }

  @Test
  void pairsBecomeFieldsAndWhatCannotIsKeptInTheMessage() {
    journal()
        .atInfo()
        .addKeyValue("DUBNIUM_STEP", "stop-unit a.service")
        .addKeyValue("lower", 7)
        .addKeyValue("_UID", 0)
        .log("done");

    assertEquals("done lower=7 _UID=0", entries.getFirst().get("MESSAGE"));
    assertEquals("stop-unit a.service", entries.getFirst().get("DUBNIUM_STEP"));
    assertEquals(false, entries.getFirst().containsKey("_UID"));
  }

  @ParameterizedTest
  @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
  void levelBecomesPriority(String level, String priority) {
    journal().atLevel(org.slf4j.event.Level.valueOf(level)).log("x");

    assertEquals(priority, entries.getFirst().get("PRIORITY"));
  }

  @Test
  void failureIsNamedInTheMessageAndItsTraceHasAField() {
    journal().error("cannot do it", new IllegalStateException("too late"));

    assertEquals(
        "cannot do it: java.lang.IllegalStateException: too late",
        entries.getFirst().get("MESSAGE"));
    assertTrue(
        String.valueOf(entries.getFirst().get("STACK_TRACE"))
            .contains("at org.dubnium.common.log.JournalFieldsTest"));
  }

  @Test
  void entryThatJournaldRefusesGoesToStandardError() {
    answer = -13;
    journal().warn("listen");

    assertEquals("<4>listen\n", stderr.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyLineOnStandardErrorHasItsPriority() {
    Logger logger = logTo(plain());
    logger.info("one\ntwo");
    logger.error("bad", new IllegalStateException("worse"));

    List<String> lines = stderr.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("<6>one", lines.get(0));
    assertEquals("<6>two", lines.get(1));
    assertEquals("<3>bad: java.lang.IllegalStateException: worse", lines.get(2));
    assertTrue(lines.stream().skip(2).allMatch(line -> line.startsWith("<3>")));
    assertTrue(lines.size() > 4);
  }
}
