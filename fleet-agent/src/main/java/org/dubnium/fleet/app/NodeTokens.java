package org.dubnium.fleet.app;

import java.io.IOException;
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
    try {
      Optional<String> found = credentials.find(name.value());
      if (found.isEmpty()) {
        problems.add(
            name.place(),
            "cannot read node '%s' without the credential '%s' (%s)"
                .formatted(node.value(), name.value(), Credentials.advice(name.value())));
      }
      // Of what may stand in a header, RFC 6750 allows less; more would be an error at each reading.
      if (found.isPresent() && !found.get().matches("[!-~]+")) {
        problems.add(
            name.place(),
            "cannot use the credential '%s' as a token (write one word of ASCII)"
                .formatted(name.value()));
      }
      return found;
    } catch (IOException unreadable) {
      problems.add(
          name.place(),
          "cannot read the credential '%s': %s (see that it is a file of text)"
              .formatted(name.value(), unreadable.getMessage()));
      return Optional.empty();
    }
  }
}
