package org.dubnium.fleet.pod.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.CostAccount;
import org.dubnium.fleet.pod.CostLedger;
import org.dubnium.fleet.pod.DayCost;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SharedSession;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.UnusableFileException;
import org.jspecify.annotations.Nullable;

/**
 * The database of rented pods. What was written is on the disk when a method returns, and if it
 * cannot be written the method fails. A damaged file is set aside and an empty one begun: nothing is
 * applied then, and no pod is created before it is known what the lost one may have asked for. Safe
 * for use by many threads.
 */
public final class PodStore implements AutoCloseable {

  private record Cached(String fleet, PodRecords records) {}

  private final SharedSession database;
  private @Nullable Cached cached;

  /** Is run before and after each commit. */
  private volatile Runnable commitObserver = () -> {};

  private PodStore(SharedSession database) {
    this.database = database;
  }

  /**
   * Opens it, making it if it is not there.
   *
   * @throws PodStoreException if a newer program wrote it, or the file cannot be used
   */
  public static PodStore open(Path path, InstantSource clock) throws PodStoreException {
    SqliteFile file =
        new SqliteFile(path, "records of pods", PodSchema.MIGRATIONS, List.of(), SharedSession::tune);
    try {
      DamageTable damage = new DamageTable(path);
      return new PodStore(SharedSession.open(file, clock, damage::prepare));
    } catch (UnusableFileException e) {
      throw new PodStoreException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new PodStoreException("cannot look at " + path + ": " + e.getMessage(), e);
    }
  }

  /** What is known of a fleet now. */
  public synchronized PodRecords records(String fleet) throws PodStoreException {
    Cached last = cached;
    if (last != null && last.fleet().equals(fleet)) {
      return last.records();
    }
    try {
      PodRecords records = database.read(session -> read(session, fleet));
      cached = new Cached(fleet, records);
      return records;
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  private static PodRecords read(Session session, String fleet) throws SQLException {
    return new PodRecords(
        AppliedTable.all(session, fleet),
        SlotTable.wishes(session, fleet),
        SlotTable.keeps(session, fleet),
        IntentTable.all(session, fleet),
        IntentTable.condemned(session, fleet),
        EmptiedTable.actor(session, fleet),
        DamageTable.isOpen(session));
  }

  /**
   * Replaces what was applied of a selection. Its slots that people had destroyed are wanted again.
   *
   * @param declarations that are selected
   */
  public void apply(
      String fleet, Collection<PodDeclaration> declarations, Selection selection, PodEvent event)
      throws PodStoreException {
    change(
        session -> {
          if (selection.equals(Selection.ALL)) {
            AppliedTable.clear(session, fleet);
          }
          for (PodDeclaration declaration : declarations) {
            AppliedTable.put(session, fleet, declaration, event.actor(), event.at());
          }
          SlotTable.forgetDestroyed(session, fleet, selection);
          EmptiedTable.clear(session, fleet);
          PodEventTable.insert(session, event);
        });
  }

  /** People want that of some slots. */
  public void wish(String fleet, Map<SlotId, SlotWish> wishes, PodEvent event)
      throws PodStoreException {
    change(
        session -> {
          for (Map.Entry<SlotId, SlotWish> wish : wishes.entrySet()) {
            SlotTable.wish(session, fleet, wish.getKey(), wish.getValue());
          }
          PodEventTable.insert(session, event);
        });
  }

  /** A slot's pod is not stopped for being idle until then. */
  public void keep(String fleet, SlotId slot, Optional<Instant> until, PodEvent event)
      throws PodStoreException {
    change(
        session -> {
          SlotTable.keep(session, fleet, slot, until);
          PodEventTable.insert(session, event);
        });
  }

  /** People want a pod destroyed that fills no slot. */
  public void condemn(PodName name, PodEvent event) throws PodStoreException {
    change(
        session -> {
          IntentTable.condemn(session, name);
          PodEventTable.insert(session, event);
        });
  }

  /** People want it no longer destroyed. */
  public void pardon(PodName name, PodEvent event) throws PodStoreException {
    change(
        session -> {
          IntentTable.pardon(session, name);
          PodEventTable.insert(session, event);
        });
  }

  /** A person wants no pod of the fleet to be there: nothing is applied any more. */
  public void empty(String fleet, PodEvent event) throws PodStoreException {
    change(
        session -> {
          AppliedTable.clear(session, fleet);
          SlotTable.clear(session, fleet);
          EmptiedTable.put(session, fleet, event.actor());
          PodEventTable.insert(session, event);
        });
  }

  /** A pod is about to be asked for; no other may have its name. */
  public void open(PodIntent intent) throws PodStoreException {
    change(
        session -> {
          IntentTable.insert(session, intent);
          PhaseTable.insert(session, intent.name(), PodPhase.REQUESTED, intent.opened());
        });
  }

  /** A pod that is there and nobody wrote down is taken over. */
  public void adopt(PodIntent intent, PodEvent event) throws PodStoreException {
    change(
        session -> {
          IntentTable.insert(session, intent);
          PodEventTable.insert(session, event);
        });
  }

  /** RunPod said that the pod is there: SETTLED, or LISTED if a listing had it. */
  public void found(PodName name, String podId, PodIntent.State state, Optional<PodEvent> event)
      throws PodStoreException {
    change(
        session -> {
          IntentTable.found(session, name, podId, state);
          if (event.isPresent()) {
            PodEventTable.insert(session, event.get());
          }
        });
  }

  /** The pod was not made, or is gone. */
  public void close(PodName name, String reason, PodEvent event) throws PodStoreException {
    change(
        session -> {
          IntentTable.close(session, name, reason);
          PodEventTable.insert(session, event);
        });
  }

  /** What RunPod says that a pod costs per hour; the highest is kept. */
  public void rate(PodName name, Usd rate) throws PodStoreException {
    change(session -> IntentTable.rate(session, name, rate));
  }

  /** What a lost file may have asked for would have been listed by now. */
  public void damageOver() throws PodStoreException {
    change(DamageTable::over);
  }

  /** A pod is seen in a phase; only a change is kept. */
  public void phase(PodName name, PodPhase phase, Instant at) throws PodStoreException {
    transact(session -> PhaseTable.insert(session, name, phase, at));
  }

  /** The phases of a fleet's pods, the last ones of all. */
  public synchronized PhaseHistory phases(String fleet) throws PodStoreException {
    try {
      return database.read(session -> PhaseTable.all(session, fleet));
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  public void event(PodEvent event) throws PodStoreException {
    transact(session -> PodEventTable.insert(session, event));
  }

  /** The newest first. */
  public synchronized List<PodEvent> events(int limit) throws PodStoreException {
    try {
      return database.read(session -> PodEventTable.latest(session, limit));
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  /** What pods have cost, as it was kept last. */
  public synchronized CostLedger costs() throws PodStoreException {
    try {
      return database.read(
          session -> new CostLedger(CostTable.accounts(session), CostTable.days(session)));
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  /** Keeps what changed of it. */
  public void costs(CostLedger.Changes changes) throws PodStoreException {
    transact(
        session -> {
          for (CostAccount account : changes.accounts()) {
            CostTable.put(session, account);
          }
          for (DayCost day : changes.days()) {
            CostTable.put(session, day);
          }
          CostTable.prune(session);
        });
  }

  /** For tests: more pages than these are a full disk. */
  public void limitPages(int most) throws SQLException {
    database.limitPages(most);
  }

  /** For tests: is run before and after each commit. */
  public void observeCommits(Runnable observer) {
    commitObserver = observer;
  }

  @FunctionalInterface
  private interface Change {
    void make(Session session) throws SQLException;
  }

  /** Makes a change of what {@link #records} tells. */
  private synchronized void change(Change change) throws PodStoreException {
    try {
      transact(change);
    } finally {
      cached = null;
    }
  }

  private synchronized void transact(Change change) throws PodStoreException {
    commitObserver.run();
    try {
      var _ =
          database.transact(
              session -> {
                change.make(session);
                return true;
              });
    } catch (SQLException e) {
      throw failed(e, "keep");
    }
    commitObserver.run();
  }

  private PodStoreException failed(SQLException e, String what) {
    // A damaged file is gone, with all that was known.
    cached = null;
    return new PodStoreException(
        "cannot "
            + what
            + " what is known of pods in "
            + database.path()
            + ": "
            + e.getMessage()
            + " (see that the disk is neither full nor read-only)",
        e);
  }

  @Override
  public void close() {
    database.close();
  }
}
