package org.dubnium.fleet.alert;

/**
 * How the attempts to tell one channel went since this process began.
 *
 * @param retried failed, and to be tried again
 * @param failed given up
 */
public record DeliveryTally(String channel, long delivered, long retried, long failed) {

  public DeliveryTally plus(long moreDelivered, long moreRetried, long moreFailed) {
    return new DeliveryTally(
        channel, delivered + moreDelivered, retried + moreRetried, failed + moreFailed);
  }
}
