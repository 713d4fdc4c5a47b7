package org.dubnium.fleet.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.config.FleetConfiguration.StaticNode;
import org.dubnium.fleet.domain.NodeId;

/** The tokens that nodes are read with, of those that ask for one. */
final class NodeTokens {

  private NodeTokens() {}

  /**
   * Finds all of them.
   *
   * @throws ConfigException with every node whose credential is missing or cannot be sent
   */
  static Map<NodeId, String> of(List<StaticNode> nodes, Credentials credentials)
      throws ConfigException {
    Map<NodeId, String> tokens = new HashMap<>();
    Problems problems = new Problems();
    for (StaticNode node : nodes) {
      node.credential()
          .flatMap(name -> token(node.node(), name, credentials, problems))
          .ifPresent(token -> tokens.put(node.node(), token));
    }
    problems.throwIfAny();
    return tokens;
  }

  private static Optional<String> token(
      NodeId node, Value<String> name, Credentials credentials, Problems problems) {
    Optional<String> found =
        credentials.require(name, "read node '%s'".formatted(node.value()), problems);
    // Of what may stand in a header, RFC 6750 allows less; more would be an error at each reading.
    if (found.isPresent() && !found.get().matches("[!-~]+")) {
      problems.add(
          name.place(),
          "cannot use the credential '%s' as a token (write one word of ASCII)"
              .formatted(name.value()));
    }
    return found;
  }
}
