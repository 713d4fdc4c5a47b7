package org.dubnium.common.xid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The XIDs of one GPU that nothing has recovered yet, the gravest first. A value: every change makes
 * another one. It keeps at most {@value #MOST} codes, so an endless row of errors costs nothing; those
 * that are left out are the least grave.
 *
 * <p>What comes later does not hide what came before: 45 ("channel torn down") follows in its hundreds
 * a GPU that fell off the bus (79), and 154 always belongs to the code before it. Both stay behind
 * whatever else the GPU reported.
 *
 * @param entries one for each code, the gravest first
 */
public record XidHistory(List<Entry> entries) {

  /** How many codes of a GPU are kept. */
  public static final int MOST = 8;

  /** As grave: what was first reported is the cause, what came later more likely its consequence. */
  private static final Comparator<Entry> GRAVEST_FIRST =
      Comparator.comparing((Entry entry) -> entry.xid().breaksGpu())
          .thenComparing(entry -> !entry.xid().onlyFollows())
          .thenComparing(entry -> entry.xid().severity())
          .thenComparing(entry -> entry.xid().fatal())
          .thenComparing(entry -> !entry.xid().recovery().follows())
          .thenComparing(entry -> entry.xid().recovery())
          .reversed()
          .thenComparing(Entry::first)
          .thenComparingLong(entry -> entry.xid().code());

  /** No error. */
  public static final XidHistory NONE = new XidHistory(List.of());

  /**
   * One code of a GPU.
   *
   * @param first when it was first reported
   * @param last when it was last reported
   */
  public record Entry(Xid xid, Instant first, Instant last) {}

  public XidHistory {
    entries = entries.stream().sorted(GRAVEST_FIRST).limit(MOST).toList();
  }

  /** The same, and another report. One of a code that is known already moves its times. */
  public XidHistory with(long code, Instant at) {
    List<Entry> all = new ArrayList<>(entries);
    Optional<Entry> known = entries.stream().filter(e -> e.xid().code() == code).findFirst();
    known.ifPresent(all::remove);
    all.add(
        known
            .map(e -> new Entry(e.xid(), earlier(e.first(), at), later(e.last(), at)))
            .orElseGet(() -> new Entry(XidCatalogue.of(code), at, at)));
    return new XidHistory(all);
  }

  /** What is left after the GPU was recovered: whatever was reported since. */
  public XidHistory recoveredAt(Instant at) {
    return entries.isEmpty()
        ? this
        : new XidHistory(entries.stream().filter(e -> e.last().isAfter(at)).toList());
  }

  /**
   * What is left after the driver said that the GPU needs nothing: errors that no GPU survives, and
   * whatever was reported since.
   */
  public XidHistory acquittedAt(Instant at) {
    return entries.isEmpty()
        ? this
        : new XidHistory(
            entries.stream()
                .filter(e -> e.xid().fatal() == Fatality.YES || e.last().isAfter(at))
                .toList());
  }

  /** The gravest. */
  public Optional<Entry> worst() {
    return entries.stream().findFirst();
  }

  /** The highest severity among the codes; info if there is none. */
  public XidSeverity severity() {
    return entries.stream()
        .map(entry -> entry.xid().severity())
        .max(Comparator.naturalOrder())
        .orElse(XidSeverity.INFO);
  }

  /** The latest of those that are kept. */
  public Optional<Entry> latest() {
    return entries.stream().max(Comparator.comparing(Entry::last));
  }

  /** Whether the GPU counts as out of order by these codes; see {@link Xid#breaksGpu}. */
  public boolean breaksGpu() {
    return worst().filter(entry -> entry.xid().breaksGpu()).isPresent();
  }

  /**
   * What the GPU needs. The driver's verdict, where it tells one and wants something done, goes before
   * the catalogue. Without it: what the gravest code asks for; a code that follows the driver's
   * verdict (144 to 154) then asks for the program to be started again, as NVIDIA says, and so does 45
   * alone; 171 and 172 alone, which tell of memory that is broken, for a reset.
   *
   * @param verdict of the driver; empty if it tells none
   */
  public GpuRecovery recovery(Optional<DriverRecovery> verdict) {
    Optional<DriverRecovery> needed = verdict.filter(DriverRecovery::isNeeded);
    return needed
        .map(DriverRecovery::recovery)
        .orElseGet(() -> worst().map(entry -> alone(entry.xid())).orElse(GpuRecovery.NONE));
  }

  private static GpuRecovery alone(Xid xid) {
    return switch (xid.recovery()) {
      case FOLLOW_154 -> GpuRecovery.RESTART_APP;
      case FOLLOW_OTHER ->
          xid.kind() == XidClass.HARDWARE ? GpuRecovery.RESET_GPU : GpuRecovery.RESTART_APP;
      default -> xid.recovery();
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
