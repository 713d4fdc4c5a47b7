package org.dubnium.daemon.adapter.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.dubnium.daemon.domain.audit.TokenBucket;

/** What each user has had put on record lately, in bytes. Root's is not counted. */
final class AuditMeter {

  /** What one user may cause at once: about thirty switches, or a thousand holds. In bytes. */
  static final long BURST = 1 << 20;

  /** What comes back, in bytes a second: 15 KiB a minute, 22 MB a day. */
  static final long PER_SECOND = 256;

  /** What the shortest entry counts, in bytes: each costs a write to the disk. */
  static final int LEAST = 512;

  /** More users than that are looked through for those who have their whole burst again. */
  private static final int MANY = 64;

  private final Map<Long, TokenBucket> users = new HashMap<>();

  /** Counts an entry. */
  synchronized void count(long uid, int bytes, Instant now) {
    if (uid == 0) {
      return;
    }
    if (users.size() >= MANY) {
      users.values().removeIf(bucket -> bucket.isFull(now));
    }
    users
        .computeIfAbsent(uid, user -> new TokenBucket(BURST, PER_SECOND, now))
        .take(now, Math.max(bytes, LEAST));
  }

  /** How long until that user may cause more; zero if they may now. */
  synchronized Duration untilPaid(long uid, Instant now) {
    TokenBucket bucket = users.get(uid);
    return bucket == null ? Duration.ZERO : bucket.untilPaid(now);
  }
}
