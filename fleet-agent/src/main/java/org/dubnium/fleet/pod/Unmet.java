package org.dubnium.fleet.pod;

/**
 * Why a choice that a declaration names cannot be rented.
 *
 * @param message for people, with what to do
 */
public record Unmet(Reason reason, String message) {

  /** The kinds of reasons. */
  public enum Reason {
    /** The catalog has no GPU type of that id. */
    UNKNOWN_GPU,
    /** No pod has that many GPUs of the type. */
    TOO_MANY_GPUS,
    /** The cloud does not have the type. */
    NOT_IN_CLOUD,
    /** The catalog names no price. */
    NO_PRICE,
    /** None is free now. */
    NO_STOCK,
    /** The catalog has no data centre of that id. */
    UNKNOWN_DATA_CENTER,
    /** The data centre has no global networking, which is declared. */
    NO_GLOBAL_NETWORKING,
    /** The account has no network volume of that id. */
    UNKNOWN_VOLUME,
    /** The declared network volume is in another data centre. */
    VOLUME_ELSEWHERE
  }
}
