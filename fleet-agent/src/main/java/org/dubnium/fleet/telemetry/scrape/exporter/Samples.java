package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionException;
import org.dubnium.fleet.telemetry.scrape.exposition.Flaw;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;
import org.dubnium.fleet.telemetry.scrape.exposition.SampleSink;

/**
 * The samples of one text whose names some mapper knows. What is kept of one text is bounded, so that
 * no source can take the memory that others need: 32,768 samples, 8,192 different sets of labels, and
 * in these a million characters, some 4 MB in all. A node of 128 GPUs that is cut into eight pods each
 * fits; a text that has more is refused as a whole.
 */
public final class Samples implements SampleSink {

  static final int MOST_SAMPLES = 32_768;
  static final int MOST_LABEL_SETS = 8_192;
  static final int MOST_LABEL_CHARACTERS = 1 << 20;

  private final Map<String, Family> families;
  private final Map<Labels, Labels> sets = new HashMap<>();
  private final Flaws flaws = new Flaws();
  private int count;
  private int characters;
  private boolean empty = true;

  /** Samples of what one mapper knows. */
  private static final class Family {
    private final Hosts hosts;
    private final Map<String, List<Sample>> byName = new HashMap<>();

    Family(Optional<NodeId> node) {
      hosts = new Hosts(node);
    }
  }

  /**
   * None yet.
   *
   * @param node which is read: what is of other hosts is not kept; empty while that is not known
   */
  Samples(List<Set<String>> wanted, Optional<NodeId> node) {
    families = new HashMap<>();
    for (Set<String> names : wanted) {
      Family family = new Family(node);
      names.forEach(name -> families.put(name, family));
    }
  }

  @Override
  public boolean wants(String name) {
    empty = false;
    return families.containsKey(name);
  }

  @Override
  public List<String> labels() {
    return Names.KEPT;
  }

  @Override
  public void passedOver(Flaw flaw) {
    flaws.add(flaw);
  }

  @Override
  public void take(Sample sample) throws ExpositionException {
    Family family = families.get(sample.name());
    if (family == null) {
      return;
    }
    int known = family.hosts.count();
    boolean accepted = family.hosts.accepts(Names.host(sample.labels()));
    if (family.hosts.count() > Hosts.MOST) {
      throw tooMuch(Hosts.MOST, "hosts");
    }
    if (known == 1 && family.hosts.count() == 2) {
      dropOthers(family);
    }
    if (accepted) {
      keep(family, sample);
    }
  }

  private static void dropOthers(Family family) {
    for (List<Sample> samples : family.byName.values()) {
      samples.removeIf(sample -> !family.hosts.accepts(Names.host(sample.labels())));
    }
  }

  private void keep(Family family, Sample sample) throws ExpositionException {
    count++;
    Labels labels = sets.get(sample.labels());
    if (labels == null) {
      labels = sample.labels();
      characters += labels.length();
      sets.put(labels, labels);
    }
    if (count > MOST_SAMPLES) {
      throw tooMuch(MOST_SAMPLES, "samples");
    }
    if (sets.size() > MOST_LABEL_SETS) {
      throw tooMuch(MOST_LABEL_SETS, "different sets of labels");
    }
    if (characters > MOST_LABEL_CHARACTERS) {
      throw tooMuch(MOST_LABEL_CHARACTERS, "characters of labels");
    }
    family
        .byName
        .computeIfAbsent(sample.name(), ignored -> new ArrayList<>())
        .add(new Sample(sample.name(), labels, sample.value()));
  }

  private static ExpositionException tooMuch(int most, String of) {
    return new ExpositionException(
        "cannot keep what it tells: that is more than " + most + " " + of + " of one node");
  }

  /** Whether the text had no sample at all, wanted or not. */
  boolean isEmpty() {
    return empty;
  }

  /** What was passed over. */
  Flaws flaws() {
    return flaws;
  }

  boolean hasAny(Set<String> names) {
    return names.stream().anyMatch(name -> !all(name).isEmpty() || isOfOthers(name));
  }

  private boolean isOfOthers(String name) {
    Family family = families.get(name);
    return family != null && family.hosts.count() > 1;
  }

  private List<Sample> all(String name) {
    Family family = families.get(name);
    return family == null ? List.of() : family.byName.getOrDefault(name, List.of());
  }

  /**
   * What one mapper knows, of the one host that is the node's. Where the text tells of several hosts,
   * that may be nothing: a node that has no GPU is not the one host that has.
   *
   * @throws MappingException if it cannot be told which host that is
   */
  Selection select(Set<String> names, NodeId node) throws MappingException {
    Set<String> told =
        names.stream()
            .flatMap(name -> Optional.ofNullable(families.get(name)).stream())
            .findFirst()
            .map(family -> family.hosts.told())
            .orElse(Set.of());
    boolean several = families.values().stream().anyMatch(family -> family.hosts.count() > 1);
    if (!several || told.isEmpty()) {
      return new Selection(told.stream().findFirst().orElse(""), this::all);
    }
    boolean isNamed = allHosts().stream().anyMatch(host -> Hosts.isAlike(host, node));
    if (isNamed && told.stream().noneMatch(host -> Hosts.isAlike(host, node))) {
      return new Selection("", name -> List.of());
    }
    String host = Hosts.choose(isNamed ? told : allHosts(), node).orElse("");
    return new Selection(
        host,
        name ->
            all(name).stream()
                .filter(sample -> Names.host(sample.labels()).equals(host))
                .toList());
  }

  private Set<String> allHosts() {
    Set<String> all = new HashSet<>();
    families.values().forEach(family -> all.addAll(family.hosts.told()));
    return all;
  }
}
