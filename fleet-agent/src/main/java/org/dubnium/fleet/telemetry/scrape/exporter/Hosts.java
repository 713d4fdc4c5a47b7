package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.fleet.domain.NodeId;

/**
 * The hosts that the samples of one exporter are of. Mostly that is one. A fleet agent, or a Prometheus
 * that is read through, tells of all its hosts at once: of those the one is taken that is called like
 * the node, with or without its domain, and never are two of them mixed.
 */
final class Hosts {

  /** Names of hosts that are told apart; a text that has more is refused. */
  static final int MOST = 16_384;

  private final Optional<NodeId> node;
  private final Set<String> told = new HashSet<>();

  /**
   * Makes one that knows of no host.
   *
   * @param node which is read; empty while that is not known
   */
  Hosts(Optional<NodeId> node) {
    this.node = node;
  }

  /** Whether a sample of that host may be the node's, as far as can be told by now. */
  boolean accepts(String host) {
    if (!host.isEmpty()) {
      told.add(host);
    }
    return told.size() <= 1 || node.isEmpty() || isAlike(host, node.get());
  }

  int count() {
    return told.size();
  }

  /** Whether a host is called like the node, with or without its domain. */
  static boolean isAlike(String host, NodeId node) {
    return host.equals(node.value()) || host.startsWith(node.value() + ".");
  }

  /**
   * The one host that is the node's; empty if the samples name none.
   *
   * @throws MappingException if they name several, and not one of them is called like the node
   */
  static Optional<String> choose(Collection<String> hosts, NodeId node) throws MappingException {
    Set<String> named = new TreeSet<>(hosts);
    named.remove("");
    if (named.size() <= 1) {
      return named.stream().findFirst();
    }
    List<String> alike = named.stream().filter(host -> isAlike(host, node)).toList();
    if (alike.size() == 1) {
      return Optional.of(alike.getFirst());
    }
    throw new MappingException(
        "cannot tell which of "
            + named.size()
            + " hosts is "
            + node
            + ": give the node the name of one of them, as the label Hostname has it");
  }

  /** All that were named. */
  Set<String> told() {
    return Set.copyOf(told);
  }
}
