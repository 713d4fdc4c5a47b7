package org.dubnium.bus.server;

/**
 * What callers may have a server hold, by connection, user, and all users together.
 *
 * @param all of all users but root
 * @param small size of a call that a user without others is always allowed to have wait
 */
public record CallBounds(Share connection, Share user, Share all, int small) {

  /**
   * What somebody may have us hold.
   *
   * @param running calls that run at once
   * @param waiting calls that wait
   * @param bytes size of both; those of messages plus {@link CallQueue#OVERHEAD} each
   */
  public record Share(int running, int waiting, int bytes) {}

  /** For calls that only read: few at a time, since they compete for memory and CPUs. */
  public static final CallBounds READS =
      new CallBounds(
          new Share(4, 32, 128 << 10),
          new Share(4, 64, 256 << 10),
          new Share(12, 1024, 1 << 20),
          4 << 10);

  /** For calls that change something: more at a time, since they may wait for a person. */
  public static final CallBounds ACTIONS =
      new CallBounds(
          new Share(4, 32, 128 << 10),
          new Share(16, 64, 256 << 10),
          new Share(128, 1024, 1 << 20),
          4 << 10);
}
