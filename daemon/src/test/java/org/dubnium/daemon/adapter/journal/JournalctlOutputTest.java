package org.dubnium.daemon.adapter.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.UnitOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** journalctl itself is a script here, which prints what the real one does. */
class JournalctlOutputTest {

  private static final String INVOCATION = "0123456789abcdef0123456789abcdef";

  private static final UnitName UNIT = new UnitName("vllm.service");
  private static final Instant STARTED = Instant.ofEpochSecond(1000, 7_000);

  @TempDir Path directory;

  @Test
  void textBytesAndWhatIsLeftOutAreToldApart() throws IOException {
    assertEquals(Optional.of("a \u00fc"), message("\"a \u00fc\""));
    assertEquals(Optional.of("\u001b[1m"), message("[27,91,49,109]"));
    assertEquals(Optional.of("\ufffd"), message("[255]"));
    assertEquals(Optional.empty(), message("null"));
    JournalEntry entry = parse("{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1500000\",\"X\":{\"a\":[1]}}");
    assertEquals(new JournalEntry("s=1", Instant.ofEpochMilli(1500), "", Optional.empty()), entry);
    assertThrows(IOException.class, () -> parse("[]"));
    assertThrows(IOException.class, () -> parse("-- cursor"));
  }

  @Test
  void aLineWithoutEndIsPassedOver() throws IOException {
    String text = "one\n" + "x".repeat(EntryLines.LONGEST + 5) + "\ntwo\nunfinished";
    EntryLines lines = new EntryLines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    List<String> read = new ArrayList<>();
    for (int length = lines.next(); length >= 0; length = lines.next()) {
      read.add(new String(lines.bytes(), 0, length, UTF_8));
    }
    assertEquals(List.of("one", "two"), read);
  }

  @Test
  void asksForOneRunAndGoesOnWhereItBrokeOff() throws Exception {
    Path asked = directory.resolve("asked");
    script(
        "echo \"$*\" >>" + asked + "\n"
            + "n=$(wc -l <" + asked + ")\n"
            + "echo '{\"__CURSOR\":\"c'$n'\",\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"line '$n'\"}'\n"
            + "[[ $n -lt 2 ]] || exec sleep 1000");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    UnitOutput.Reader reader = output().follow(UNIT, INVOCATION, 20, (at, text) -> lines.add(text));
    assertEquals("line 1", lines.poll(60, TimeUnit.SECONDS));
    assertEquals("line 2", lines.poll(60, TimeUnit.SECONDS));
    reader.close();
    List<String> calls = Files.readAllLines(asked);
    assertTrue(calls.get(0).endsWith("--lines=20 _SYSTEMD_INVOCATION_ID=" + INVOCATION), calls.get(0));
    assertTrue(calls.get(1).contains("--no-tail --after-cursor=c1 "), calls.get(1));
  }

  @Test
  void closingEndsTheProcess() throws Exception {
    script(
        "echo '{\"__CURSOR\":\"c\",\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"'$$'\"}'; exec sleep 1000");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    UnitOutput.Reader reader = output().follow(UNIT, INVOCATION, 0, (at, text) -> lines.add(text));
    long pid = Long.parseLong(Optional.ofNullable(lines.poll(60, TimeUnit.SECONDS)).orElseThrow());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    reader.close();
    process.onExit().get(60, TimeUnit.SECONDS);
  }

  /** A line that the journal gets only when it is told to take all that was printed. */
  @Test
  void readsToTheEndOfWhatWasPrinted() throws Exception {
    Path synced = directory.resolve("synced");
    script(
        "entry() { echo \"{\\\"__CURSOR\\\":\\\"$1\\\",\\\"MESSAGE\\\":\\\"$1\\\"}\"; }\n"
            + "case $1 in\n"
            + "--sync) touch " + synced + " ;;\n"
            + "--follow) entry first; exec sleep 1000 ;;\n"
            + "*) [[ $* == *--after-cursor=first* && -e " + synced + " ]] && entry last ;;\n"
            + "esac");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (UnitOutput.Reader reader =
        output().follow(UNIT, INVOCATION, 0, (at, text) -> lines.add(text))) {
      assertEquals("first", lines.poll(60, TimeUnit.SECONDS));
      reader.finish(STARTED, Duration.ofMinutes(1));
      assertEquals("last", lines.poll());
    }
  }

  /** Entries that journald processes after their unit has ended have no invocation id. */
  @Test
  void readsWhatTheJournalAssignsToTheUnitAlone() throws Exception {
    Path asked = directory.resolve("asked");
    script(
        "entry() { echo \"{\\\"__CURSOR\\\":\\\"c\\\",\\\"MESSAGE\\\":\\\"$1\\\"$2}\"; }\n"
            + "id() { echo \",\\\"_SYSTEMD_INVOCATION_ID\\\":\\\"$1\\\"\"; }\n"
            + "case $1 in\n"
            + "--sync) ;;\n"
            + "--follow) touch " + asked + "; exec sleep 1000 ;;\n"
            + "*) echo \"$*\" >" + asked + "; entry its-own \"$(id " + INVOCATION + ")\"\n"
            + "   entry another-run \"$(id " + "f".repeat(32) + ")\"; entry nobodys ;;\n"
            + "esac");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (UnitOutput.Reader reader =
        output().follow(UNIT, INVOCATION, 0, (at, text) -> lines.add(text))) {
      reader.finish(STARTED, Duration.ofMinutes(1));
    }
    assertEquals(List.of("its-own", "nobodys"), List.copyOf(lines));
    String call = Files.readString(asked).strip();
    assertTrue(
        call.endsWith(
            "--since=@1000.000007 _SYSTEMD_INVOCATION_ID=" + INVOCATION + " + _SYSTEMD_UNIT=vllm.service"),
        call);
  }

  @Test
  void theWaitForTheEndIsBounded() throws Exception {
    script("exec sleep 1000");
    try (UnitOutput.Reader reader = output().follow(UNIT, INVOCATION, 0, (at, text) -> {})) {
      reader.finish(STARTED, Duration.ZERO);
    }
  }

  @Test
  void whatIsNoInvocationIsNotAskedFor() {
    assertThrows(
        IllegalArgumentException.class,
        () -> output().follow(UNIT, "x --file=/etc/shadow", 0, (at, text) -> {}));
  }

  private JournalctlOutput output() {
    return new JournalctlOutput(
        List.of("/bin/bash", directory.resolve("journalctl").toString()),
        new Backoff(Duration.ZERO, 1, Duration.ZERO));
  }

  private void script(String text) throws IOException {
    Files.writeString(directory.resolve("journalctl"), text);
  }

  private static Optional<String> message(String json) throws IOException {
    return parse("{\"MESSAGE\":" + json + "}").message();
  }

  private static JournalEntry parse(String line) throws IOException {
    byte[] bytes = line.getBytes(UTF_8);
    return JournalEntry.parse(bytes, bytes.length);
  }
}
