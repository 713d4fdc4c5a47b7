package org.dubnium.fleet.pod.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** When pods came into their phases: so many of a pod, and no more in all than are kept. */
final class PhaseTable {

  /** More than a pod goes through that comes up once; the rest is of one that comes and goes. */
  private static final int OF_A_POD = 32;

  private static final int KEPT = 5_000;

  private record Row(PodName pod, PhaseHistory.Change change) {}

  private PhaseTable() {}

  /** Does nothing if the pod's last phase is that one. */
  static void insert(Session session, PodName pod, PodPhase phase, Instant at)
      throws SQLException {
    List<String> last =
        Query.list(
            session,
            "SELECT phase FROM phases WHERE name = ? ORDER BY seq DESC LIMIT 1",
            row -> row.getString("phase"),
            pod.toString());
    if (last.contains(phase.word())) {
      return;
    }
    Query.update(
        session,
        "INSERT INTO phases (fleet, name, phase, at) VALUES (?, ?, ?, ?)",
        pod.fleet(),
        pod.toString(),
        phase.word(),
        at.toEpochMilli());
    // How it came up is kept, and how it is.
    Query.update(
        session,
        "DELETE FROM phases WHERE seq IN (SELECT seq FROM phases WHERE name = ? ORDER BY seq"
            + " LIMIT -1 OFFSET ?) AND seq < (SELECT max(seq) FROM phases)",
        pod.toString(),
        OF_A_POD - 1);
    Query.update(
        session, "DELETE FROM phases WHERE seq <= (SELECT max(seq) FROM phases) - ?", KEPT);
  }

  static PhaseHistory all(Session session, String fleet) throws SQLException {
    Map<PodName, List<PhaseHistory.Change>> pods = new HashMap<>();
    List<Row> rows =
        Query.list(
            session,
            "SELECT name, phase, at FROM phases WHERE fleet = ? ORDER BY seq",
            row ->
                new Row(
                    PodName.parse(row.getString("name")).orElseThrow(),
                    new PhaseHistory.Change(
                        PodPhase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                        Instant.ofEpochMilli(row.getLong("at")))),
            fleet);
    rows.forEach(
        row -> pods.computeIfAbsent(row.pod(), _ -> new ArrayList<>()).add(row.change()));
    return new PhaseHistory(pods);
  }
}
