package org.dubnium.fleet.slurm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every version can print: a line a node, {@code Key=value}, and a line a job, with fields
 * that are asked for. Times come in seconds since the epoch, as {@link SlurmCommands} has set
 * {@code SLURM_TIME_FORMAT}: squeue(1). The name of a job is the last field, since it may contain
 * anything, a line break included; a line that does not begin like a job belongs to the name
 * before.
 */
final class Lines implements SlurmFormat {

  /** Id, partition, user, state, nodes, reason, submit, start, limit, gres a node, nodes, end, CPUs, name. */
  private static final String FIELDS = "%i|%P|%u|%T|%N|%r|%V|%S|%l|%b|%D|%e|%C|%j";

  private static final int FIELD_COUNT = 14;
  private static final Pattern REASON = Pattern.compile(" Reason=(.*?) *(?:\\[[^\\[\\]]*] *)?$");
  private static final Pattern JOB = Pattern.compile("\\d+(_(\\d+|\\[[^|]*]))?\\|.*");

  @Override
  public List<String> nodesCommand() {
    return List.of("scontrol", "--all", "--oneliner", "show", "nodes");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--all", "--states=all", "--noheader", "--format=" + FIELDS);
  }

  @Override
  public List<SlurmNode> nodes(byte[] output) throws SlurmException {
    List<SlurmNode> nodes = new ArrayList<>();
    for (String line : lines(output)) {
      // So says scontrol where there is no node.
      if (line.startsWith("NodeName=")) {
        nodes.add(
            SlurmNode.of(
                value(line, "NodeName"),
                NodeStatus.of(words(value(line, "State"))),
                (int) number(value(line, "CPUAlloc")),
                (int) number(value(line, "CPUTot")),
                number(value(line, "AllocMem")),
                number(value(line, "RealMemory")),
                Tres.gpusOfNode(maybe(line, "Gres")),
                reason(line)));
      }
    }
    return nodes;
  }

  /** A state has flags after plus signs, and an asterisk if the node does not respond. */
  private static List<String> words(String state) {
    List<String> words = new ArrayList<>(Arrays.asList(state.split("[+*~#!%$@^-]+")));
    if (state.contains("*")) {
      words.add("NOT_RESPONDING");
    }
    return words;
  }

  private static String value(String line, String key) throws SlurmException {
    String value = maybe(line, key);
    if (value.isEmpty()) {
      throw new SlurmException("cannot find " + key + " of a node in what scontrol prints");
    }
    return value;
  }

  /** Empty where it is not told. */
  private static String maybe(String line, String key) {
    Matcher matcher = Pattern.compile("(?:^| )" + key + "=(\\S*)").matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The last of a node's keys, with who gave it, and when, behind it. */
  private static String reason(String line) {
    Matcher matcher = REASON.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public List<SlurmJob> jobs(byte[] output) throws SlurmException {
    List<String> whole = new ArrayList<>();
    for (String line : lines(output)) {
      if (whole.isEmpty() || JOB.matcher(line).matches()) {
        whole.add(line);
      } else {
        whole.add(whole.removeLast() + " " + line);
      }
    }
    List<SlurmJob> jobs = new ArrayList<>();
    for (String line : whole) {
      jobs.add(job(line.split("\\|", FIELD_COUNT)));
    }
    return jobs;
  }

  private static SlurmJob job(String[] fields) throws SlurmException {
    if (fields.length != FIELD_COUNT) {
      throw new SlurmException("cannot read a job of " + fields.length + " fields");
    }
    int gpus = Tres.gpusPerNode(fields[9]) * (int) number(fields[10]);
    return new SlurmJob(
        fields[0],
        fields[13],
        fields[2],
        fields[1],
        JobState.of(List.of(fields[3])),
        fields[4],
        gpus,
        (int) number(fields[12]),
        Times.instant(fields[6]),
        Times.instant(fields[7]),
        Times.instant(fields[11]),
        Times.limit(fields[8]),
        Optional.of(fields[5]).filter(reason -> !reason.equals("None")).orElse(""));
  }

  private static long number(String text) throws SlurmException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SlurmException("cannot read '" + text + "' as a number", e);
    }
  }

  private static List<String> lines(byte[] output) {
    return new String(output, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }
}
