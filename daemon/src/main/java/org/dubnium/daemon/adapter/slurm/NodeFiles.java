package org.dubnium.daemon.adapter.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.json.ClusterJson;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.HostException;

/**
 * Reads the jobs from the file that {@code slurm-jobs.service} replaces every few seconds, and writes orders
 * for {@code slurm-drain.service}. The daemon itself opens no network socket and runs none of Slurm's commands.
 */
public final class NodeFiles implements ClusterNode {

  /**
   * The greatest age at which the file counts. A controller that hangs holds the companion up for almost half of
   * it.
   */
  private static final Duration FRESH = Duration.ofSeconds(45);

  /** The companion tells of no more jobs than a third of this takes. In bytes. */
  static final int LONGEST = 1 << 20;

  private static final String SEE = " (see 'systemctl status slurm-jobs')";

  private final Path jobs;
  private final Path order;
  private final InstantSource clock;

  /**
   * The files of this machine.
   *
   * @param orders directory of the order
   */
  public NodeFiles(Path jobs, Path orders, InstantSource clock) {
    this.jobs = jobs;
    this.order = orders.resolve("slurm-drain");
    this.clock = clock;
  }

  @Override
  public Reading<ClusterJobs> jobs() {
    try {
      BasicFileAttributes found =
          Files.readAttributes(jobs, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        return unreadable("it is no regular file");
      }
      Duration age = Duration.between(found.lastModifiedTime().toInstant(), clock.instant());
      // A clock that was set back makes everything look fresh that is not.
      if (age.compareTo(FRESH) > 0 || age.compareTo(FRESH.negated()) < 0) {
        return unreadable("it is " + age.toSeconds() + " s old");
      }
      byte[] text;
      try (InputStream in = Files.newInputStream(jobs, LinkOption.NOFOLLOW_LINKS)) {
        text = in.readNBytes(LONGEST + 1);
      }
      return text.length > LONGEST
          ? unreadable("it is longer than " + (LONGEST >> 10) + " KiB")
          : Reading.of(parse(text));
    } catch (JsonFormatException wrong) {
      return unreadable(wrong.getMessage());
    } catch (IOException e) {
      return unreadable(e.toString());
    }
  }

  private static ClusterJobs parse(byte[] text) throws JsonFormatException {
    JsonObject document = JsonObject.parse(text);
    if (document.number("schema") != 1) {
      throw document.wrong("schema", "only 1 is known");
    }
    return ClusterJson.read(document);
  }

  private Reading<ClusterJobs> unreadable(String why) {
    return Reading.unavailable("cannot tell which of the cluster's jobs run here: " + jobs + ": " + why + SEE);
  }

  @Override
  public void order(Step.DrainSlurmNode drain) throws HostException {
    StringBuilder lines = new StringBuilder();
    lines.append("policy ").append(drain.policy().text()).append('\n');
    lines.append("seconds ").append(drain.grace().toSeconds()).append('\n');
    lines.append("uid ").append(drain.uid()).append('\n');
    lines.append("from ").append(drain.from().map(Object::toString).orElse("unknown")).append('\n');
    lines.append("to ").append(drain.to()).append('\n');
    drain.jobs().forEach(id -> lines.append("job ").append(id).append('\n'));
    try {
      AtomicFile.write(order, lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException unwritable) {
      throw new HostException("cannot write " + order + ": " + unwritable.getMessage(), unwritable);
    }
  }
}
