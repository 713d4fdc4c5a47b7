package org.dubnium.fleet.pod;

/**
 * What something came to.
 *
 * @param estimated the part of the amount that is of times in which nobody looked
 */
public record Cost(Usd amount, Usd estimated) {

  public static final Cost NONE = new Cost(Usd.ZERO, Usd.ZERO);

  public Cost plus(Cost other) {
    return new Cost(amount.plus(other.amount), estimated.plus(other.estimated));
  }
}
