package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every version can print: a line a node, {@code Key=value}, and a record a job, with fields
 * that are asked for. Times come in seconds since the epoch, as {@link SlurmClient} has set
 * {@code SLURM_TIME_FORMAT}: squeue(1). The name of a job is the last field, since it may contain
 * anything, line breaks included. So that no name can pass for a job, each record is asked for with
 * a random mark in front that nobody can know; what is printed without it, as by a wrapper that has
 * a format of its own, is told apart by what a line begins with.
 */
final class TextFormat implements SlurmFormat {

  /** Id, partition, user, state, nodes, reason, submit, start, limit, gres a node, nodes, end, CPUs, name. */
  private static final String FIELDS = "%i|%P|%u|%T|%N|%r|%V|%S|%l|%b|%D|%e|%C|%j";

  private static final int FIELD_COUNT = 14;

  /** An array's task or tasks, or a component of a heterogeneous job, may stand behind the number. */
  private static final Pattern JOB = Pattern.compile("\\d+(_(\\d+|\\[[^|]*])|\\+\\d+)?\\|.*");

  /** A reason with who gave it, and when, after it. */
  private static final Pattern REASON_SIGNED =
      Pattern.compile(" Reason=(.*?) *\\[[^\\[\\]@ ]+@[^\\[\\]]*](?= +[A-Za-z]+=| *$)");

  private static final Pattern REASON =
      Pattern.compile(
          " Reason=(.*?)(?= +(?:Comment|Extra|InstanceId|InstanceType|ReservationName|Topology"
              + "|TLS\\w+|Parameters|SuspendTime)=| *$)");

  /** What a sign behind a state says: sinfo(1), NODE STATE CODES. Versions before 21.08 have no words for it. */
  private static final Map<Character, String> SIGNS =
      Map.of(
          '*', "NOT_RESPONDING",
          '~', "POWERED_DOWN",
          '#', "POWERING_UP",
          '!', "POWER_DOWN",
          '%', "POWERING_DOWN",
          '$', "MAINTENANCE",
          '@', "REBOOT_REQUESTED",
          '^', "REBOOT_ISSUED",
          '-', "PLANNED");

  private final String mark = UUID.randomUUID() + "|";

  @Override
  public List<String> nodesCommand() {
    return List.of("scontrol", "--all", "--oneliner", "show", "nodes");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--all", "--states=all", "--noheader", "--format=" + mark + FIELDS);
  }

  @Override
  public List<SlurmNode> nodes(InputStream output) throws SlurmException, IOException {
    List<SlurmNode> nodes = new ArrayList<>();
    RecordReader lines = new RecordReader(output);
    for (String line = lines.next(); line != null; line = lines.next()) {
      // So says scontrol where there is no node.
      if (line.startsWith("NodeName=")) {
        SlurmFormat.requireRoom(nodes);
        nodes.add(node(line));
      }
    }
    return nodes;
  }

  private static SlurmNode node(String line) throws SlurmException {
    // Behind it people's own words stand.
    String facts = line.split(" Reason=", 2)[0];
    int cpus = (int) number(value(facts, "CPUTot"));
    String usable = maybe(facts, "CPUEfctv");
    return SlurmNode.of(
        value(facts, "NodeName"),
        NodeStatus.of(words(value(facts, "State"))),
        (int) number(value(facts, "CPUAlloc")),
        usable.isEmpty() ? cpus : (int) number(usable),
        cpus,
        number(value(facts, "AllocMem")),
        number(value(facts, "RealMemory")),
        Tres.gpusOfNode(maybe(facts, "Gres")),
        reason(line),
        List.of(maybe(facts, "ActiveFeatures").split(",", -1)));
  }

  /** A state has flags after plus signs, and signs at the end. */
  private static List<String> words(String state) {
    List<String> words = new ArrayList<>(Arrays.asList(state.split("[+*~#!%$@^-]+")));
    state.chars().mapToObj(sign -> SIGNS.get((char) sign)).filter(word -> word != null).forEach(words::add);
    return words;
  }

  private static String value(String line, String key) throws SlurmException {
    String value = maybe(line, key);
    if (value.isEmpty()) {
      throw new SlurmException("cannot find " + key + " of a node in what scontrol prints");
    }
    return value;
  }

  /** The value of a key; empty if the line has no such key. */
  private static String maybe(String line, String key) {
    Matcher matcher = Pattern.compile("(?:^| )" + key + "=(\\S*)").matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Without what stands behind it: who gave it, and keys of newer versions. */
  private static String reason(String line) {
    Matcher signed = REASON_SIGNED.matcher(line);
    if (signed.find()) {
      return signed.group(1);
    }
    Matcher bare = REASON.matcher(line);
    return bare.find() ? bare.group(1) : "";
  }

  @Override
  public List<SlurmJob> jobs(InputStream output) throws SlurmException, IOException {
    List<SlurmJob> jobs = new ArrayList<>();
    RecordReader lines = new RecordReader(output);
    String record = lines.next();
    boolean marked = record != null && record.startsWith(mark);
    while (record != null) {
      String next = lines.next();
      while (next != null && !begins(next, marked)) {
        record = RecordReader.joined(record, next);
        next = lines.next();
      }
      SlurmFormat.requireRoom(jobs);
      String fields = marked ? record.substring(mark.length()) : record;
      jobs.add(job(fields.split("\\|", FIELD_COUNT)));
      record = next;
    }
    return jobs;
  }

  private boolean begins(String line, boolean marked) {
    return marked ? line.startsWith(mark) : JOB.matcher(line).matches();
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
        SlurmTimes.instant(fields[6]),
        SlurmTimes.instant(fields[7]),
        SlurmTimes.instant(fields[11]),
        SlurmTimes.limit(fields[8]),
        Optional.of(fields[5]).filter(reason -> !reason.equals("None")).orElse(""));
  }

  private static long number(String text) throws SlurmException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SlurmException("cannot read '" + text + "' as a number", e);
    }
  }
}
