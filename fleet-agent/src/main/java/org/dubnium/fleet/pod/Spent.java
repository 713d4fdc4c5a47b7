package org.dubnium.fleet.pod;

/**
 * What the pods of a declaration cost so far.
 *
 * @param today since midnight UTC
 * @param total since the declaration was first applied
 */
public record Spent(Usd today, Usd total) {

  public static final Spent NOTHING = new Spent(Usd.ZERO, Usd.ZERO);
}
