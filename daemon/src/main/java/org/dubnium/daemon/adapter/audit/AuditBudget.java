package org.dubnium.daemon.adapter.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of the disk the audit log may have, and what goes when it is used up: the oldest file, once
 * it is {@link #KEPT_FOR} old. Until then users are refused, and what remains is the administrator's;
 * if they use that up too, the oldest file goes as young as it is, so that nothing ever stops them.
 *
 * @param fileBytes length from which a file is put aside
 * @param files how many there may be, the one in use included
 */
record AuditBudget(long fileBytes, int files) {

  /** Files that only root and the daemon itself may fill. */
  static final int RESERVE = 2;

  /** How old a file's last entry must be for it to be removed while there is still a reserve. */
  static final Duration KEPT_FOR = Duration.ofDays(30);

  AuditBudget {
    if (files <= RESERVE + 1) {
      throw new IllegalArgumentException("cannot keep the audit log in " + files + " files");
    }
  }

  /** Whether the oldest of so many files has to go for another to be begun. */
  boolean mustRemove(int count, Instant oldest, Instant now) {
    return count > files || (isUsersShareUsed(count) && isOld(oldest, now));
  }

  /** How long until users may go on; zero if they may now. */
  Duration untilRoom(int count, Instant oldest, Instant now) {
    return isUsersShareUsed(count) && !isOld(oldest, now)
        ? Duration.between(now, oldest.plus(KEPT_FOR))
        : Duration.ZERO;
  }

  boolean isUsersShareUsed(int count) {
    return count > files - RESERVE;
  }

  private static boolean isOld(Instant last, Instant now) {
    return !last.plus(KEPT_FOR).isAfter(now);
  }
}
