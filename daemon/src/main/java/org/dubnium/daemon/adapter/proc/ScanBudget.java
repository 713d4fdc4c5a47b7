package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.dubnium.daemon.procfs.CgroupMembership;
import org.dubnium.daemon.procfs.ProcessReader;

/**
 * How much of one look through all open files each user may take up, so that nobody's keep the daemon
 * from seeing those of the others.
 *
 * <p>Every open file costs 1, every process {@link #PROCESS} more. Nobody is charged before the whole
 * host has cost {@link Limits#free}, which only unusual ones do; from then on every process is
 * charged to a person: to the one in whose slice it is, which it cannot leave, else to its real user id. Root and
 * system users are bound by time alone, since what they have open is the administrator's doing.
 */
final class ScanBudget {

  /**
   * The bounds.
   *
   * @param free what the whole host may cost before anybody is charged
   * @param ofPerson what all processes of one person may cost after that
   * @param filesOfProcess open files of one process of a person's that are looked at
   * @param stride files after which a process is charged anew
   * @param time how long the whole look may take; an observation waits for 2 s, by default
   */
  record Limits(int free, int ofPerson, int filesOfProcess, int stride, Duration time) {

    static final Limits SHIPPED =
        new Limits(16_384, 32_768, 16_384, 256, Duration.ofMillis(1500));
  }

  /** What a process costs besides its files: that much time goes by to look at it. */
  static final int PROCESS = 8;

  private static final long FIRST_PERSON = 1000;

  /** Users that systemd makes up for services: its UIDS-GIDS. */
  private static final long FIRST_DYNAMIC = 61_184;

  private static final long LAST_DYNAMIC = 65_519;

  private final ProcessReader reader;
  private final Limits limits;
  private final LongSupplier nanos;
  private final long began;
  private final Map<Long, Integer> spent = new HashMap<>();
  private int total;

  /**
   * Begins now.
   *
   * @param nanos a clock, as {@link System#nanoTime}
   */
  ScanBudget(ProcessReader reader, Limits limits, LongSupplier nanos) {
    this.reader = reader;
    this.limits = limits;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /** What one process costs. */
  final class Account {

    private final int pid;
    private int files;
    private OptionalLong person = OptionalLong.empty();
    private boolean known;

    private Account(int pid) {
      this.pid = pid;
    }

    /**
     * Begins. Empty if the process may be looked at; else why not, in words that follow "since".
     *
     * @throws IOException if nobody can tell whose process it is
     */
    Optional<String> begin() throws IOException {
      return isLate() ? Optional.of(late()) : charge(PROCESS);
    }

    /**
     * One more file. Likewise.
     *
     * @throws IOException if nobody can tell whose process it is
     */
    Optional<String> file() throws IOException {
      files++;
      if (files % limits.stride() != 0) {
        return Optional.empty();
      }
      if (isLate()) {
        return Optional.of(late());
      }
      if (files >= limits.filesOfProcess() && person().isPresent()) {
        return Optional.of("it has " + limits.filesOfProcess() + " files open or more");
      }
      return charge(limits.stride());
    }

    /** No more files: what has not been charged yet is. */
    void end() throws IOException {
      var _ = charge(files % limits.stride());
    }

    private Optional<String> charge(int cost) throws IOException {
      total += cost;
      if (total <= limits.free() || person().isEmpty()) {
        return Optional.empty();
      }
      long uid = person().getAsLong();
      return spent.merge(uid, cost, Integer::sum) <= limits.ofPerson()
          ? Optional.empty()
          : Optional.of("user " + uid + " has too many files open, or processes");
    }

    /** Whose process it is, if it is a person's. */
    private OptionalLong person() throws IOException {
      if (!known) {
        person = owner(pid);
        known = true;
      }
      return person;
    }
  }

  Account account(int pid) {
    return new Account(pid);
  }

  boolean isLate() {
    return nanos.getAsLong() - began > limits.time().toNanos();
  }

  String late() {
    return "looking at all processes takes longer than " + limits.time().toMillis() + " ms";
  }

  /** The person who has cost most, once anybody is charged. */
  Optional<Long> greatest() {
    return spent.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private OptionalLong owner(int pid) throws IOException {
    CgroupMembership place = reader.membership(pid).orElse(CgroupMembership.NONE);
    Optional<Long> uid =
        place.slice().isPresent()
            ? Optional.of(place.slice().getAsLong())
            : reader.uid(pid);
    return uid.filter(ScanBudget::isPerson).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static boolean isPerson(long uid) {
    return uid >= FIRST_PERSON && (uid < FIRST_DYNAMIC || uid > LAST_DYNAMIC);
  }
}
