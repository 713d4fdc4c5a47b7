package org.dubnium.fleet.alert.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.dubnium.fleet.alert.ExpectedGpus;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.sqlite.Session;

/** The GPUs that each node is known to have: one may be gone when the agent starts again. */
final class ExpectedGpusTable {

  private record Row(NodeId node, String uuid, int gpu) {}

  private ExpectedGpusTable() {}

  static ExpectedGpus all(Session session) throws SQLException {
    Map<NodeId, Map<String, Integer>> gpus = new HashMap<>();
    for (Row row :
        Sql.list(
            session,
            "SELECT node, uuid, gpu FROM gpus",
            row ->
                new Row(
                    new NodeId(row.getString("node")),
                    row.getString("uuid"),
                    row.getInt("gpu")))) {
      gpus.computeIfAbsent(row.node(), none -> new HashMap<>()).put(row.uuid(), row.gpu());
    }
    return new ExpectedGpus(gpus);
  }

  /** Writes what has changed. */
  static void update(Session session, ExpectedGpus before, ExpectedGpus after) throws SQLException {
    for (NodeId node : before.gpus().keySet()) {
      if (!before.gpus().get(node).equals(after.gpus().get(node))) {
        Sql.update(session, "DELETE FROM gpus WHERE node = ?", node);
      }
    }
    for (Map.Entry<NodeId, Map<String, Integer>> node : after.gpus().entrySet()) {
      if (!node.getValue().equals(before.gpus().get(node.getKey()))) {
        for (Map.Entry<String, Integer> gpu : node.getValue().entrySet()) {
          Sql.update(
              session,
              "INSERT OR REPLACE INTO gpus (node, uuid, gpu) VALUES (?, ?, ?)",
              node.getKey(),
              gpu.getKey(),
              gpu.getValue());
        }
      }
    }
  }
}
