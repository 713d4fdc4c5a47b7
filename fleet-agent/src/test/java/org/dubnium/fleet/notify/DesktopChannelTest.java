package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dubnium.fleet.alert.NoticeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesktopChannelTest {

  @TempDir private Path directory;

  private Channel channel(String script, Duration deadline) throws IOException {
    Path file = Files.writeString(directory.resolve("notify-send"), script + "\n");
    return new DesktopChannel(List.of("sh", file.toString()), deadline);
  }

  @ParameterizedTest
  @CsvSource({"FIRED, normal", "RESOLVED, low"})
  void hasNotifySendShowIt(NoticeKind kind, String urgency) throws Exception {
    Path told = directory.resolve("told");
    Channel channel =
        channel("printf '%s\\n' \"$@\" >'" + told + "'", Duration.ofSeconds(20));
    assertInstanceOf(Verdict.Delivered.class, channel.send(Samples.notice(kind)));
    List<String> arguments = Files.readAllLines(told);
    assertEquals(
        List.of("--app-name=Dubnium", "--urgency=" + urgency, "--"), arguments.subList(0, 3));
    assertEquals(NoticeText.title(Samples.notice(kind)), arguments.get(3));
    assertEquals("gpu_temperature = 91.5 °C, alert at ≥ 87 °C", arguments.get(4));
  }

  @Test
  void saysWhyItFailed() throws Exception {
    Channel channel = channel("echo 'no session' >&2; exit 3", Duration.ofSeconds(20));
    assertEquals(
        new Verdict.Later("sh ended with 3: no session"),
        channel.send(Samples.notice(NoticeKind.FIRED)));
  }

  @Test
  void endsWhatDoesNotEnd() throws Exception {
    Channel channel = channel("exec sleep 600", Duration.ofMillis(200));
    assertEquals(
        new Verdict.Later("sh did not end"), channel.send(Samples.notice(NoticeKind.FIRED)));
  }

  @Test
  void refusesWhatIsNotThere() {
    Channel channel =
        new DesktopChannel(
            List.of(directory.resolve("missing").toString()), Duration.ofSeconds(20));
    assertInstanceOf(Verdict.Refused.class, channel.send(Samples.notice(NoticeKind.FIRED)));
  }
}
