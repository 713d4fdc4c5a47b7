package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People's own words in what Slurm prints by lines. */
class TextFormatTest {

  /** A job's name may be anything: what Slurm prints of another job stays that job's. */
  @Test
  void aNameForgesNoJob() throws Exception {
    TextFormat lines = new TextFormat();
    String mark = mark(lines);
    String forged = "9|gpu|root|RUNNING|n1|None|1|1|1:00|N/A|1|1|1|root's";
    String name = "mine\n" + forged + "\n0|" + forged;
    String row = "|gpu|ann|RUNNING|n1|None|1795000000|1795000001|1:00:00|gpu:1|1|1795003601|4|";
    List<SlurmJob> jobs =
        lines.jobs(utf8(mark + "41" + row + name + "\n" + mark + "42" + row + "next\n"));
    assertEquals(List.of("41", "42"), jobs.stream().map(SlurmJob::id).toList());
    assertEquals(name.replace('\n', ' '), jobs.getFirst().name());
    assertEquals("next", jobs.getLast().name());
  }

  @Test
  void theMarkOfAReadingIsOfNoOther() {
    assertNotEquals(mark(new TextFormat()), mark(new TextFormat()));
  }

  private static String mark(TextFormat lines) {
    String format = lines.jobsCommand().getLast();
    return format.substring("--format=".length(), format.indexOf('%'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Reason=Kill task failed [root@2026-09-21T15:02:11] Extra={\"probe\":\"ok\"} Topology=default:sw1 | Kill task failed",
        "Reason=Not responding [slurm@2026-09-21T15:02:11] Comment=a b [c] InstanceId=i-1 | Not responding",
        "Reason=see Comment=this [root@2026-09-21T15:02:11] | see Comment=this",
        "Reason=low memory Comment=State=IDLE | low memory",
        "Reason=State=IDLE CPUAlloc=0 [ann@2026-09-21T15:02:11] | State=IDLE CPUAlloc=0",
        "Reason=gres/gpu count reported lower than configured (1 < 2) [slurm@Unknown] TLSCertLastRenewal=N/A | gres/gpu count reported lower than configured (1 < 2)",
      })
  void theReasonEndsWhereItDoes(String tail, String reason) throws Exception {
    SlurmNode node =
        new TextFormat()
            .nodes(
                utf8(
                    "NodeName=n CPUAlloc=1 CPUTot=4 RealMemory=9 AllocMem=0 State=DOWN Gres=(null) "
                        + tail))
            .getFirst();
    assertEquals(reason, node.reason());
    assertEquals(NodeStatus.DOWN, node.state());
    assertEquals(1, node.cpusAlloc());
  }

  @Test
  void aNodeWithKeysBehindItsReason() throws Exception {
    assertEquals(
        List.of(
            new SlurmNode("n1", NodeStatus.DRAIN, 0, 0, 16, 0, 64000, 2, "Kill task failed", false)),
        new TextFormat().nodes(SlurmOutput.stream("lines/scontrol-reason.txt")));
  }

  @Test
  void aRecordWithoutEndIsAnError() {
    String endless = "41|" + "x".repeat(RecordReader.LONGEST);
    assertThrows(SlurmException.class, () -> new TextFormat().jobs(utf8(endless)));
    assertThrows(
        SlurmException.class,
        () -> new TextFormat().jobs(utf8("41|\n" + ("y".repeat(1000) + "\n").repeat(2000))));
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
